"""A protocol's text as lines, whichever of its files it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers import safexml
from cms.importers.formats.knesset import hebrew
from cms.importers.formats.knesset.tables import decoded, rows
from cms.importers.reading import SourceError

PARTS = frozenset({"header", "body"})

_WORD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_P, _ROW, _RUN, _CELL = f"{_WORD}p", f"{_WORD}tr", f"{_WORD}r", f"{_WORD}tc"
_TEXT, _BREAK, _TAB = f"{_WORD}t", f"{_WORD}br", f"{_WORD}tab"
_UNDERLINED = f"{_WORD}rPr/{_WORD}u"
_MARGINS = (f"{_WORD}hdr", f"{_WORD}ftr", f"{_WORD}footnote", f"{_WORD}endnote")
_LONGEST_LABEL = 80
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
        if text := hebrew.line(paragraph):
            yield _marked(text) or _plain(text, may_be_label=True)


def from_parts(body: bytes) -> Iterator[Line]:
    """A table of labels and what was said under them."""
    for row in rows(body, PARTS):
        if label := row.text("header"):
            yield _marked(label) or Line(label.rstrip(": "), "label")
        for paragraph in row.fields["body"].splitlines():
            if text := hebrew.line(paragraph):
                yield _marked(text) or Line(text)


def from_word(body: bytes) -> Iterator[Line]:
    """WordprocessingML 2003: labels are underlined; so is a line that names the item debated."""
    root = safexml.parse(body)
    if root.tag != f"{_WORD}wordDocument":
        name = etree.QName(root).localname
        raise SourceError(f"the root element is <{name}>, not the <wordDocument> of Word 2003 XML")
    for margin in list(root.iter(*_MARGINS)):
        margin.clear()
    for element in root.iter(_P, _ROW):
        if element.tag == _ROW:
            cells = (" ".join(map(_text, cell.iter(_P))) for cell in element.iterchildren(_CELL))
            if text := hebrew.line(" ".join(cells)):
                yield Line(text)
        elif next(element.iterancestors(_ROW), None) is None and (
            text := hebrew.line(_text(element))
        ):
            yield _marked(text) or _styled(text, element)


def _text(paragraph: etree._Element) -> str:
    parts = paragraph.iter(_TEXT, _BREAK, _TAB)
    return "".join(part.text or "" if part.tag == _TEXT else " " for part in parts)


def _styled(text: str, paragraph: etree._Element) -> Line:
    runs = [run for run in paragraph.iter(_RUN) if _text(run).strip()]
    if not all(run.find(_UNDERLINED) is not None for run in runs):
        return Line(text)
    found = _plain(text, may_be_label=True)
    return found if found.kind == "label" else Line(text, "heading")


def _plain(text: str, *, may_be_label: bool) -> Line:
    inner = _BRACKETED.fullmatch(text)  # protocols of 2010 to 2013 print <labels:>
    words = (inner[1] if inner else text).strip()
    if may_be_label and words.endswith(":") and _may_name_somebody(words):
        return Line(words.rstrip(": "), "label")
    return Line(text)


def _may_name_somebody(words: str) -> bool:
    return len(words) <= _LONGEST_LABEL and not re.search(r"[\d.?!;]|:.", words)


def _marked(text: str) -> Line | None:
    """A line of the newer protocols, which say what it is: "<< דובר >> name: << דובר >>"."""
    match = _MARKED.fullmatch(text)
    if not match:
        return None
    mark, words = match[1], match[2].strip()
    if mark.startswith(_SPEAKER_MARKS):
        return Line(words.rstrip(": "), "label", is_guest=mark.startswith("אורח"))
    return Line(words, "heading" if mark.startswith(("נושא", "הצח", "סעיף")) else "text")
