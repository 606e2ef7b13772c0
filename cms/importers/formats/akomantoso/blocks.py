"""Blocks of text as lines: lists keep their numbers, a table's row is one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers.formats.akomantoso.document import eid
from cms.importers.formats.akomantoso.elements import BLOCKS, BREAKS, NOTES, QUOTES
from cms.importers.formats.akomantoso.wording import clean, plain
from cms.importers.records import Paragraph

_NOT_PLAIN = (BLOCKS | NOTES | BREAKS | QUOTES) - {"p"}
_KINDS = {"scene": "reaction", "narrative": "procedural", "summary": "procedural"}
_KINDS_OF_ALL = {"recordedTime": "time", "remark": "note"}

Line = tuple[str, str]
"""A line's text and the id of the element it is in."""


def paragraphs(blocks: Iterable[etree._Element], document: str, kind: str) -> Iterator[Paragraph]:
    """The blocks as paragraphs; notes follow what they are notes to."""
    for block in blocks:
        own = _kind(block, kind)
        for text, identity in _lines(block):
            if text:
                yield Paragraph(text, f"{document}#{identity}" if identity else "", own)
        for note in block.iter(*NOTES):
            if text := plain(note):
                yield Paragraph(text, kind="note")


def text_of(blocks: Iterable[etree._Element]) -> str:
    """All lines of the blocks as one text, a line each."""
    return "\n".join(text for block in blocks for text, _ in _lines(block) if text)


def _deep(element: etree._Element) -> Iterable[Line]:
    """The lines of a block, depth first."""
    found = _inside(element)
    if element.tag not in QUOTES or not (listed := list(found)):
        return found
    listed[0] = (element.get("startQuote", "") + listed[0][0], listed[0][1])
    listed[-1] = (listed[-1][0] + element.get("endQuote", ""), listed[-1][1])
    return listed


def _inside(element: etree._Element) -> Iterator[Line]:
    """A number goes before the first line of what it numbers."""
    number = ""
    for piece in [_row(element)] if element.tag == "tr" else _pieces(element):
        if not isinstance(piece, str) and piece.tag == "num":
            number = plain(piece)
            continue
        for text, identity in [(piece, eid(element))] if isinstance(piece, str) else _deep(piece):
            if text:
                yield f"{number} {text}".lstrip(), identity
                number = ""
    if number:
        yield number, eid(element)


def _lines(block: etree._Element) -> Iterable[Line]:
    """Most paragraphs have nothing but words inside, and those are quick."""
    if block.tag == "p" and _NOT_PLAIN.isdisjoint(child.tag for child in block.iter("*")):
        return [(plain(block), eid(block))]
    return _deep(block)


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    """Words and blocks in turn."""
    loose = [element.text or ""]
    for child in element.iterchildren("*"):
        if _holds_blocks(child):
            yield clean("".join(loose))
            yield child
            loose = [child.tail or ""]
        else:
            loose += [_words(child), child.tail or ""]
    yield clean("".join(loose))


def _holds_blocks(element: etree._Element) -> bool:
    """A block, or something inline around one; but not a note."""
    if element.tag in NOTES:
        return False
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element)


def _row(row: etree._Element) -> str:
    return " | ".join(filter(None, map(plain, row.iterchildren("*"))))


def _words(inline: etree._Element) -> str:
    """An inline element's text, without the notes to it."""
    if inline.tag in NOTES:
        return ""
    if inline.tag in BREAKS:
        return " "
    inner = [_words(child) + (child.tail or "") for child in inline.iterchildren("*")]
    words = (inline.text or "") + "".join(inner)
    return _quoted(inline, words) if inline.tag in QUOTES else words


def _quoted(quote: etree._Element, words: str) -> str:
    return quote.get("startQuote", "") + words.strip() + quote.get("endQuote", "")


def _kind(block: etree._Element, kind: str) -> str:
    if block.tag in _KINDS:
        return _KINDS[str(block.tag)]
    inside = list(block)
    if len(inside) == 1 and inside[0].tag in _KINDS_OF_ALL and plain(block) == plain(inside[0]):
        return _KINDS_OF_ALL[str(inside[0].tag)]
    return kind
