"""Speech timing: European Parliament JSON-LD, Open Parliament TV sessions, and segments files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cms.importers import jsonfields, sniffing
from cms.importers.formats.timing import europarl, openparliament, segments
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input, SourceError
from cms.importers.records import Record

_EUROPARL = re.compile(rb'"id"\s*:\s*"[^"]*MTG-\w+?-\d{4}-\d\d-\d\d(-[^"]*)?"')
_SESSION = re.compile(rb'"(videoFileURI|electoralPeriod|originMediaID)"\s*:')
_SEGMENTS = re.compile(rb'"(offsetOfSpeechInMedia|speechStart)"\s*:')
_SCHEMA = b'"$schema"'
_HEAD = 32768


class Timing:
    """Who spoke from when until when, in the sitting and in its video."""

    name = "timing"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """Keep timing files: speeches before the agenda and the meeting they belong to.

        A speeches file is complete in itself; the others tell more of the same things, and so come
        after it. Segments refer to speeches and come last.
        """
        ranked = [(_rank(source), source) for source in found]
        kept = [(rank, source) for rank, source in ranked if rank is not None]
        return [source for _, source in sorted(kept, key=lambda each: (each[0], each[1].name))]

    def read(self, source: Input) -> Iterator[Record]:
        """Yield what a file holds; its content tells which of the three shapes it has."""
        document = jsonfields.document(source.read())
        if "segments" in document:
            yield segments.read(document, source)
        elif "data" not in document:
            raise SourceError("it holds neither “data” nor “segments”: this is no timing file")
        elif any(_is_activity(item) for item in document.children("data")):
            yield from europarl.read(document)
        else:
            yield from openparliament.read(document, source)


def _is_activity(item: Fields) -> bool:
    return "had_activity_type" in item or "activity_id" in item or "activity_date" in item


def _rank(source: Input) -> int | None:
    """Return the place of a file in the import, None where it is of another kind."""
    name = source.name.lower()
    if not name.endswith((".json", ".jsonld")):
        return None
    head = sniffing.head(source, _HEAD)
    activity = _EUROPARL.search(head)
    if activity or name.endswith(".jsonld"):
        return _rank_of_activity(activity[1] if activity else b"-OTH")
    if name.endswith(".segments.json") or _SEGMENTS.search(head):
        return 4
    return 3 if _SESSION.search(head) and _SCHEMA not in head else None


def _rank_of_activity(part: bytes | None) -> int:
    if not part:
        return 2
    return 1 if part.startswith(b"-PVCRE") else 0
