"""US bill status files (BILLSTATUS XML), schema 1.0.0, 3.0.0 and the earliest without a version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers import safexml, sniffing
from cms.importers.formats.billstatus import bill as bills
from cms.importers.formats.billstatus import committees, elements, papers, people, votes
from cms.importers.formats.billstatus.actions import Action, actions
from cms.importers.formats.billstatus.milestones import milestones
from cms.importers.reading import Input
from cms.importers.records import Record, Skipped

_NAME = re.compile(r"(^|/|-)BILLSTATUS-\w+\.xml$", re.IGNORECASE)
_VERSION = re.compile(rb"<version>\s*(\d+)\.(\d+)")
_UPDATED = re.compile(rb"<updateDate>\s*([\dT:Z-]+)")
_HEAD = 4096


class BillStatus:
    """Bills of the United States Congress, one to a file."""

    name = "billstatus"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """Keep bill status files, oldest schema and oldest update first.

        Two files of one bill then leave the newer one's content, whatever order they were found in.
        """
        heads = (
            (sniffing.head(source, _HEAD), source)
            for source in found
            if source.name.lower().endswith(".xml")
        )
        kept = [(_age(head), source) for head, source in heads if _is_ours(source, head)]
        return [source for _, source in sorted(kept, key=lambda each: (each[0], each[1].name))]

    def read(self, source: Input) -> Iterator[Record]:
        """Yield chambers, committees, persons, the bill, its texts, papers and votes."""
        bill = _bill(safexml.parse(source.read()))
        cited = bills.citation(bill)
        found = actions(bill)
        yield from committees.organizations(bill, found)
        yield from people.persons(bill)
        yield bills.read(bill, cited, found)
        yield from papers.texts(bill, cited.id, bills.title(bill, cited))
        yield from papers.documents(bill, cited.id)
        yield from votes.divisions(bill, cited.id, found)
        yield from people.withdrawals(bill)
        yield from _left_out(bill, cited.id, found)


def _bill(root: etree._Element) -> etree._Element:
    if root.tag != "billStatus":
        raise elements.error(root, "a bill status file begins with <billStatus>, this one does not")
    found = root.findall("bill")
    if len(found) != 1:
        raise elements.error(root, f"it holds {len(found)} bills; a bill status file holds one")
    return found[0]


def _left_out(bill: etree._Element, bill_id: str, found: list[Action]) -> Iterator[Skipped]:
    """Yield what is listed in the file and not kept, so that nothing is lost without a word."""
    for action in found:
        if not milestones(action.code, action.text, action.chamber):
            yield Skipped("action", bill_id, "it is no step in the bill's life")
    for amendment in bill.findall("amendments/amendment"):
        number = elements.text(amendment, "type") + elements.text(amendment, "number")
        yield Skipped("amendment", number, "only its recorded votes are kept")
    for related in bill.findall("relatedBills/item"):
        number = elements.text(related, "type") + elements.text(related, "number")
        yield Skipped("related bill", number, "it comes with its own file")


def _is_ours(source: Input, head: bytes) -> bool:
    return bool(_NAME.search(source.name)) or b"<billStatus" in head


def _age(head: bytes) -> tuple[int, int, bytes]:
    """Return what sorts older files first; before 3.0.0 the version stood at the end."""
    version = _VERSION.search(head)
    updated = _UPDATED.search(head)
    major, minor = (int(version[1][:4]), int(version[2][:4])) if version else (1, 0)
    return major, minor, updated[1] if updated else b""
