"""Open Parliament TV session files: speeches with their videos, sentence by sentence.

https://github.com/OpenParliamentTV/OpenParliamentTV-Tools/tree/main/optv/shared/schema
"""

from __future__ import annotations

from collections.abc import Iterator

from cms.importers.formats.timing import recordings, turns
from cms.importers.formats.timing.turns import Turn
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input
from cms.importers.records import Record, Speech


def read(document: Fields, source: Input) -> Iterator[Record]:
    """Yield sittings, sections, persons and speeches, then the videos.

    Where an item names the utterance of a transcript (a TEI id), that one is the record of the
    speech: only its video and timing are yielded.
    """
    items = document.children("data")
    if not items:
        raise document.error("“data” holds no speeches")
    found = [turns.turn(item, number) for number, item in enumerate(items, start=1)]
    seen: set[tuple[type, str]] = set()
    for turn in found:
        if not turn.known_as:
            yield from _unseen(turn, seen)
    yield from recordings.read(found, source)


def _unseen(turn: Turn, seen: set[tuple[type, str]]) -> Iterator[Record]:
    for record in turns.read(turn):
        key = (type(record), getattr(record, "id", ""))
        if key not in seen:
            seen.add(key)
            yield record
        elif isinstance(record, Speech):
            raise turn.item.error(f"the speech {record.id} is there twice")
