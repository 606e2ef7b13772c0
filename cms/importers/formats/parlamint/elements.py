"""Reading TEI elements: ids, languages, text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from lxml import etree

from cms.importers.reading import SourceError
from cms.importers.safexml import line_of, text_below

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
REMARKS = frozenset(f"{TEI}{tag}" for tag in ("kinesic", "vocal", "incident", "gap", "note"))
_ORPHANED = re.compile(r"(?<=[)\]]) (?=[,;:.?!…])")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def name_of(element: etree._Element) -> str:
    """Return the element's name without namespace."""
    return etree.QName(element).localname


def required_id(element: etree._Element) -> str:
    """Return xml:id, or refuse the file."""
    found = element.get(f"{XML}id")
    if not found:
        raise SourceError("it has no xml:id", line=line_of(element), element=name_of(element))
    return unicodedata.normalize("NFC", found)


def pointer(value: str | None) -> str:
    """Return the id a local pointer (``#id``) names; only the first of several."""
    first = (value or "").split()[:1]
    return unicodedata.normalize("NFC", first[0].removeprefix("#")) if first else ""


def language_of(element: etree._Element, default: str) -> str:
    """Return the element's own xml:lang in lower case, else the default."""
    return (element.get(f"{XML}lang") or default).lower()


def text_of(element: etree._Element) -> str:
    """Return all text below, blanks collapsed, NFC."""
    found = element.text if len(element) == 0 else text_below(element)
    return clean(found or "")


def words_of(segment: etree._Element) -> str:
    """Return the words of a segment; what the report notes amid them stands in brackets, for nobody said it."""
    if len(segment) == 0:
        return clean(segment.text or "")
    return _ORPHANED.sub("", clean("".join(_pieces(segment))))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in REMARKS:
            note = text_of(child)
            yield f" {note} " if note.startswith(("(", "[")) or not note else f" ({note}) "
        else:
            yield from _pieces(child)
        yield child.tail or ""


def clean(text: str) -> str:
    """Return text with blanks collapsed, NFC."""
    collapsed = " ".join(text.split())
    return collapsed if collapsed.isascii() else unicodedata.normalize("NFC", collapsed)


def texts_of(elements: Iterable[etree._Element], default: str) -> dict[str, str]:
    """Return language -> text of elements, the first of each language."""
    found: dict[str, str] = {}
    for element in elements:
        text = text_of(element)
        if text:
            found.setdefault(language_of(element, default), text)
    return found


def day(value: str, element: etree._Element) -> str:
    """Return a whole ISO day, or refuse the file."""
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise SourceError(
            f"{value!r} is not a date (write YYYY-MM-DD)",
            line=line_of(element),
            element=name_of(element),
        ) from None


def partial(value: str | None, element: etree._Element) -> str:
    """Return an ISO day, month or year; empty when absent; refuse anything else."""
    if not value:
        return ""
    if not _PARTIAL.fullmatch(value[:10]):
        return day(value, element)
    padded = (value[:10] + "-01-01")[:10]
    day(padded, element)
    return value[:10]
