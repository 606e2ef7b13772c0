"""Have the stores of this host agree with what the record says of publications, whoever changed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from syndication.publications import purging
from syndication.publications.answers import head_of
from syndication.publications.memory import memory
from syndication.publications.models import Publication
from syndication.publications.stores import stores

BATCH = 500


def compare(addresses: Iterable[str], *, unsure: bool = False) -> int:
    """Doubt what is kept otherwise than the record says, forget what it does not know; return how many.

    Who is ``unsure`` why it differs forgets that, too: it may be hidden since.
    """
    rest, found = iter(addresses), 0
    while batch := list(islice(rest, BATCH)):
        found += _compare(batch, unsure=unsure)
    return found


def compare_everything() -> int:
    """The same for all that is kept, by a host that did not hear what happened."""
    addresses = (address for store in stores() for address in store.addresses())
    return compare(addresses, unsure=True)


def _compare(batch: Sequence[str], *, unsure: bool) -> int:
    rows = Publication.objects.filter(address__in=batch)
    known = {row.address: row for row in rows.only("address", "head", "stale")}
    gone = [address for address in batch if address not in known and _kept(address)]
    wrong = [address for address, row in known.items() if _differs(row)]
    memory().remove([*gone, *wrong] if unsure else gone)
    memory().doubt([] if unsure else wrong)
    purging.order([*gone, *wrong])
    return len(gone) + len(wrong)


def _kept(address: str) -> bool:
    return any(store.get(address) for store in stores())


def _differs(row: Publication) -> bool:
    kept = (store.get(row.address) for store in stores())
    return any(
        answer and not answer.stale and (row.stale or head_of(answer) != row.head)
        for answer in kept
    )
