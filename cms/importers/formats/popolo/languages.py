"""Which language a document's plain texts are in: as it says, or as its translations show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cms.importers.formats.popolo import words

_KEYS = ("language", "lang", "default_language")
_PAIRS = (("label", "labels"), ("name", "names"), ("text", "texts"), ("title", "titles"))


def of_document(value: Mapping[str, object]) -> str:
    """The code at the top or under "meta"; else that under which texts are repeated; else "und"."""
    meta = value.get("meta")
    for holder in (value, meta if isinstance(meta, dict) else {}):
        for key in _KEYS:
            code = holder.get(key)
            if isinstance(code, str) and words.language(code):
                return words.language(code)
    found = Counter(_repeated(value)).most_common(1)
    return (words.language(found[0][0]) if found else "") or words.UNDETERMINED


def _repeated(value: Mapping[str, object]) -> Iterator[str]:
    """The language of each text that stands once more among its own translations."""
    items = (item for held in value.values() if isinstance(held, list) for item in held)
    for item in items:
        for single, plural in _PAIRS if isinstance(item, dict) else ():
            text, versions = item.get(single), item.get(plural)
            if isinstance(text, str) and isinstance(versions, dict):
                codes = [code for code, version in versions.items() if version == text]
                yield from codes if len(codes) == 1 else ()
