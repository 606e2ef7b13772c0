"""A world published, every output read, and each compared with what the oracle says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from syndication import actions, pipeline
from syndication.entries.recording import terms_of
from syndication.models import EntryRecord
from tests.engine.record import NOW, world
from tests.leaks import oracle, outputs
from tests.leaks.oracle import Secret
from tests.leaks.outputs import Output
from tests.leaks.readers import NOBODY, Reader, cast

CANARY = re.compile(r"zq(?:head|body)\d{5}qz")
PRIVATE = "'Cache-Control': 'private, no-store'"
MOMENTS = (NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2))
"""Between them embargoes end and entries expire; nothing is done but that the clock goes on."""


def faults(
    seed: int, things: int, *, sample: int, readers: int | None = None, every: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Yield of each output how many times an entry was looked for in it, and what was wrong with it.

    ``sample`` and ``every`` are those of ``outputs.everything``.
    The public reads at every moment, after whoever sees more; each of those at one.
    """
    with world() as clock:
        secrets = oracle.made(seed, things)
        fill(secrets)
        everybody = cast()
        public, *others = everybody.readers[:readers]
        for number, moment in enumerate(MOMENTS):
            clock.move_to(moment)
            for reader in (*others[number :: len(MOMENTS)], public):
                for output in outputs.everything(reader, secrets, sample, every=every):
                    wrong = [*found(output, secrets, moment), *told_of(reader, output)]
                    if reader.below:
                        wrong += barred(everybody.over, output)
                    yield 2 * len(secrets), [f"{moment:%H:%M} {reader.name}: {it}" for it in wrong]


def fill(secrets: list[Secret]) -> None:
    """Publish a world and have every entry stand as it should; some of it was read while it was public."""
    actions.publish([secret.entry for secret in secrets])
    for secret in secrets[:-1]:
        go(secret)
    read_before_hiding(secrets)
    for secret in secrets:
        state = secret.state
        rows_of(secret).update(
            visible_from=state.begins, visible_until=state.ends, audience=state.audience
        )
    touch(secrets)
    go(secrets[-1])


def go(secret: Secret) -> None:
    """Withdraw or kill an entry that is to be gone."""
    entry = secret.entry
    if secret.state.gone:
        verb = actions.withdraw if secret.state.gone == "withdrawn" else actions.kill
        verb(entry.thing, language=entry.language, reason="Misattributed")


def read_before_hiding(secrets: list[Secret]) -> None:
    """Have some outputs be published while everything is public: what is kept must not outlive the hiding."""
    anybody = Reader("anybody")
    for query in outputs.QUERIES:
        outputs.feed(anybody, query, "en")
    for secret in (*secrets[:10], secrets[-1]):
        list(outputs.own(anybody, secret))


def touch(secrets: list[Secret]) -> None:
    """Mark what stands on the entries, as the verbs do that hide one at a time."""
    pipeline.mark({term for secret in secrets for term in terms_of(secret.entry)})


def rows_of(secret: Secret) -> QuerySet[EntryRecord]:
    """Return an entry's row."""
    return EntryRecord.objects.filter(entry_id=secret.entry.id)


def found(output: Output, secrets: list[Secret], at: datetime) -> Iterator[str]:
    """Yield what an output shows that it must not, and what it hides that it must show."""
    if output.status >= 500:
        yield f"{output.name} answers {output.status}"
    seen = oracle.seen_by(secrets, at, output.audiences)
    may, shows = oracle.shown(seen), set(CANARY.findall(output.text))
    for word in sorted(shows - may):
        if word not in output.name:  # the reader's own words, said back
            yield f"{output.name} shows {word}"
    if output.words and output.words not in may and output.ids:
        yield f"{output.name} finds what lost these words"
    yield from _misplaced(output, seen)
    if output.thing and (output.status != 404) is not _has(seen, output.thing):
        yield f"{output.name} answers {output.status}"
    for word in sorted(oracle.said(seen, output.thing, output.language) - shows):
        yield f"{output.name} does not repeat {word}"
    for_all = oracle.shown(oracle.seen_by(secrets, at, NOBODY))
    if shows & may - for_all and PRIVATE not in output.text:
        yield f"{output.name} is for some, and any cache may keep it"


def _has(seen: list[Secret], thing: str) -> bool:
    return any(secret.entry.thing == thing for secret in seen)


def _misplaced(output: Output, seen: list[Secret]) -> Iterator[str]:
    if output.query is None:
        return
    limit = None if output.whole else oracle.PAGE
    wanted = oracle.page(seen, output.language, output.query, limit)
    if output.ids != wanted:
        yield f"{output.name} lists {differing(output.ids or [], wanted)}"


def told_of(reader: Reader, output: Output) -> Iterator[str]:
    """Yield whom an output might tell of the token in its address."""
    if reader.below and "'Referrer-Policy': 'no-referrer'" not in output.text:
        yield f"{output.name} tells others where the reader comes from"


def barred(secret: str, output: Output) -> Iterator[str]:
    """Yield what is had at the same address below a token that is over."""
    answer = Reader("nobody", below=f"/t/{secret}").ask(outputs.origin_of(output), output.name)
    if answer.status_code != 404 or CANARY.search(outputs.told(answer)):
        yield f"{output.name} is there below a token that is over"


def differing(got: list[str], wanted: list[str]) -> str:
    """Return what is too much, what is missing, or that the order is wrong."""
    more, less = sorted(set(got) - set(wanted)), sorted(set(wanted) - set(got))
    return (
        f"{len(more)} too many {more[:3]}, {len(less)} too few {less[:3]}"
        if more or less
        else "in another order"
    )
