"""The paragraphs of a speech: words spoken, or what the reporter put in italics between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cms.importers.formats.parlparse.wording import clean, plain
from cms.importers.records import Paragraph

_BLOCKS = frozenset({"p", "table", "ul", "ol", "dl", "blockquote", "div"})
_ROWS = frozenset({"tr", "li", "dt", "dd"})
_REACTION = re.compile(
    r"[(\[][^)\]]*(?:interruption|laughter|applause|cheers|hear, hear)[^)\]]*[)\]]\.?", re.I
)
_LONGEST_REACTION = 200
_ITALIC = frozenset({"i", "I", "em"})


def paragraphs(speech: etree._Element, *, spoken: bool) -> Iterator[Paragraph]:
    """Every paragraph with text, in order. Text outside any ``p`` is a paragraph as well."""
    identity = speech.get("id", "")
    loose = [speech.text or ""]
    for child in speech.iterchildren("*"):
        if child.tag in _BLOCKS:
            yield from _loose(loose, spoken=spoken)
            yield from _block(child, identity, spoken=spoken)
            loose = [child.tail or ""]
        else:
            loose += [plain(child), child.tail or ""]
    yield from _loose(loose, spoken=spoken)


def _loose(pieces: list[str], *, spoken: bool) -> Iterator[Paragraph]:
    if text := clean("".join(pieces)):
        yield Paragraph(text, kind="text" if spoken else "procedural")


def _block(block: etree._Element, speech: str, *, spoken: bool) -> Iterator[Paragraph]:
    if block.tag == "p":
        if text := plain(block):
            yield Paragraph(text, _identity(block, speech), _kind(block, text, spoken=spoken))
        return
    rows = [row for row in block.iter("*") if row.tag in _ROWS]
    for row in rows or [block]:
        if text := " | ".join(
            filter(None, map(plain, row.findall("td") + row.findall("th")))
        ) or plain(row):
            yield Paragraph(text, _identity(row, speech), "text" if spoken else "procedural")


def _identity(element: etree._Element, speech: str) -> str:
    """``d.141.2/1`` names the speech by its short id; the long id makes it unique everywhere."""
    number = element.get("pid", "").rpartition("/")[2].strip()
    return f"{speech}/{number}" if number else ""


def _kind(paragraph: etree._Element, text: str, *, spoken: bool) -> str:
    if len(text) <= _LONGEST_REACTION and _REACTION.fullmatch(text):
        return "reaction"
    if not spoken or _is_procedure(paragraph):
        return "procedural"
    return "text"


def _is_procedure(paragraph: etree._Element) -> bool:
    """What the reporter adds to the words, and decisions, stand in italics throughout."""
    if "italic" in paragraph.get("class", "").lower():
        return True
    inner = list(paragraph)
    whole = (
        len(inner) == 1 and not (paragraph.text or "").strip() and not (inner[0].tail or "").strip()
    )
    return whole and (inner[0].tag in _ITALIC or "italic" in inner[0].get("class", "").lower())
