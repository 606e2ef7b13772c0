"""A protocol's text as lines, whichever of its files it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers import plaintext, safexml
from cms.importers.formats.knesset.tables import decoded, rows
from cms.importers.reading import SourceError

PARTS = frozenset({"header", "body"})

_WORD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_P, _ROW, _RUN, _CELL = f"{_WORD}p", f"{_WORD}tr", f"{_WORD}r", f"{_WORD}tc"
_TEXT, _BREAK, _TAB = f"{_WORD}t", f"{_WORD}br", f"{_WORD}tab"
_UNDERLINE, _BOLD = f"{_WORD}u", f"{_WORD}b"
_VALUE = f"{_WORD}val"
_MARGINS = (f"{_WORD}hdr", f"{_WORD}ftr", f"{_WORD}footnote", f"{_WORD}endnote")
_LONGEST_LABEL = 80
_NO_NAME = re.compile(r"[\d.?!;]|:.")
"""What no name holds: with it, a line that ends in a colon is said, not a label."""

_MARKED = re.compile(r"<<\s*([^<>]+?)\s*>>\s*(.*?)\s*(?:<<[^<>]*>>)?")
_BRACKETED = re.compile(r"<\s*([^<>]*)\s*>")
_SPEAKER_MARKS = ("יור", "דובר", "אורח", "קריאה")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``kind`` is text, label (who speaks next) or heading."""

    text: str
    kind: str = "text"
    is_guest: bool = False


def from_text(body: bytes) -> Iterator[Line]:
    """Plain text, a paragraph a line: a label is short, ends in a colon and holds no digit."""
    for paragraph in decoded(body).splitlines():
        if text := plaintext.line(paragraph):
            yield _marked(text) or _label(text) or Line(text)


def from_parts(body: bytes) -> Iterator[Line]:
    """A table of labels and what was said under them."""
    for row in rows(body, PARTS):
        if label := row.text("header"):
            yield _marked(label) or _label(f"{label.rstrip(': ')}:") or Line(label)
        for paragraph in row.fields["body"].splitlines():
            if text := plaintext.line(paragraph):
                yield _marked(text) or Line(text)


def from_word(body: bytes) -> Iterator[Line]:
    """WordprocessingML 2003: labels are underlined; the name of the item debated is bold too."""
    root = safexml.parse(body)
    if root.tag != f"{_WORD}wordDocument":
        name = etree.QName(root).localname
        raise SourceError(f"the root element is <{name}>, not the <wordDocument> of Word 2003 XML")
    for margin in list(root.iter(*_MARGINS)):
        margin.clear()
    # A row of a table is one line: name, dash and office stand in three cells.
    inside = {inner for row in root.iter(_ROW) for inner in row.iterdescendants(_P, _ROW)}
    for element in root.iter(_P, _ROW):
        text = "" if element in inside else plaintext.line(_text(element))
        if text and element.tag == _ROW:
            yield Line(text)
        elif text:
            yield _marked(text) or _styled(text, element)


def _text(element: etree._Element) -> str:
    parts = element.iter(_TEXT, _BREAK, _TAB, _CELL)
    return "".join(part.text or "" if part.tag == _TEXT else " " for part in parts)


def _styled(text: str, paragraph: etree._Element) -> Line:
    if next(paragraph.iter(_UNDERLINE), None) is None:
        return Line(text)
    runs = [run for run in paragraph.iter(_RUN) if _text(run).strip()]
    if not all(_is(run, _UNDERLINE) for run in runs):
        return Line(text)
    is_bold = any(_is(run, _BOLD) for run in runs)
    return _label(text) or Line(text, "heading" if is_bold else "text")


def _is(run: etree._Element, style: str) -> bool:
    found = run.find(f"{_WORD}rPr/{style}")
    return found is not None and found.get(_VALUE) not in ("none", "off")


def _label(text: str) -> Line | None:
    inner = _BRACKETED.fullmatch(text)  # protocols of 2010 to 2013 print <labels:>
    words = (inner[1] if inner else text).strip()
    is_label = len(words) <= _LONGEST_LABEL and words.endswith(":") and not _NO_NAME.search(words)
    return Line(words.rstrip(": "), "label") if is_label else None


def _marked(text: str) -> Line | None:
    """A line of the newer protocols, which say what it is: "<< דובר >> name: << דובר >>"."""
    match = _MARKED.fullmatch(text)
    if not match:
        return None
    mark, words = match[1], match[2].strip()
    if mark.startswith(_SPEAKER_MARKS):
        return Line(words.rstrip(": "), "label", is_guest=mark.startswith("אורח"))
    return Line(words, "heading" if mark.startswith(("נושא", "הצח", "סעיף")) else "text")
