"""The text of a bill, clause by clause; parts and chapters are headings between them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cms.importers.formats.akomantoso.blocks import text_of
from cms.importers.formats.akomantoso.elements import DIVISIONS, HEADS, LOOSE, UNITS
from cms.importers.formats.akomantoso.wording import plain
from cms.importers.records import Clause

_STRUCTURE = DIVISIONS | UNITS
_AFTER_NUMBER = " .:-–—"


def clauses(bill: etree._Element) -> Iterator[Clause]:
    """Preamble and body in order."""
    preamble = text_of(bill.iterfind("preamble/*"))
    if preamble:
        yield Clause("", preamble)
    for body in bill.iterfind("body"):
        yield from _inside(body)


def _inside(parent: etree._Element) -> Iterator[Clause]:
    """A section is an article's equal in some countries and holds articles in others."""
    for element in parent.iterchildren("*"):
        if element.tag in HEADS:
            continue
        holds_others = element.tag in DIVISIONS and any(
            child.tag in _STRUCTURE for child in element
        )
        clause = _clause(element, with_text=not holds_others)
        if clause.number or clause.heading or clause.text:
            yield clause
        if holds_others:
            yield from _inside(element)


def _clause(element: etree._Element, *, with_text: bool) -> Clause:
    if element.tag in LOOSE:
        return Clause("", text_of([element]))
    blocks = [child for child in element.iterchildren("*") if child.tag not in HEADS]
    heads = (plain(element.find("heading")), plain(element.find("subheading")))
    return Clause(
        plain(element.find("num")).rstrip(_AFTER_NUMBER),
        text_of(blocks) if with_text else "",
        " — ".join(filter(None, heads)),
    )
