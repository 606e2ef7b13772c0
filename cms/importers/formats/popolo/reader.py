"""The format itself: which files are Popolo, and the records of one of them in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cms.importers.formats.popolo import memberships, names, organizations, people, votes
from cms.importers.formats.popolo.document import LISTS, Document, parse
from cms.importers.reading import Input
from cms.importers.records import Record, Skipped

_ORDER = tuple(LISTS)
_LIST = re.compile(rb'"(persons|people|organi[sz]ations|memberships|motions|vote_events)"\s*:\s*\[')


class Popolo:
    """Popolo JSON: a whole document, or one list a file (persons.json, memberships.json)."""

    name = "popolo"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """JSON files that are Popolo by name or by what they hold; a file named alone is tried."""
        given = list(found)
        kept = given if len(given) == 1 else [source for source in given if _is_popolo(source)]
        return sorted(kept, key=lambda source: (_rank(source), source.name))

    def read(self, source: Input) -> Iterator[Record]:
        document = parse(source.read(), source.name)
        memberships.check_periods(document)
        yield from organizations.areas(document)
        yield from organizations.organizations(document)
        yield from people.persons(document)
        yield from memberships.memberships(document)
        yield from votes.divisions(document)
        yield from _left_out(document)


def _stem(source: Input) -> str:
    return PurePosixPath(source.name).name.lower().split(".")[0]


def _rank(source: Input) -> int:
    """Bare lists in the order of what they refer to; whole documents stand by themselves."""
    return _ORDER.index(_stem(source)) if _stem(source) in _ORDER else 0


def _is_popolo(source: Input) -> bool:
    if not source.name.lower().endswith(".json"):
        return False
    if _stem(source) in _ORDER or "popolo" in PurePosixPath(source.name).name.lower():
        return True
    body = source.read()
    return bool(_LIST.search(body)) and _holds_lists(body)


def _holds_lists(body: bytes) -> bool:
    """Whether a list stands at the top. A broken file counts as ours: its fault must be told."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return True
    return isinstance(value, dict) and not LISTS.keys().isdisjoint(value)


def _left_out(document: Document) -> Iterator[Skipped]:
    for name in document.unread:
        yield Skipped("list", name, "not one of the Popolo lists that are kept")
    for key, node in document.by_id("persons").items():
        if names.has_more(node):
            yield Skipped("other names", key, "only one name a language is kept")
        if people.has_more_contacts(node):
            yield Skipped("contact details", key, "telephone numbers, addresses and the like")
