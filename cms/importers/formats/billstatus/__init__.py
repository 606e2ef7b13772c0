"""US bill status files (BILLSTATUS XML), schema 1.0.0, 3.0.0 and the earliest without a version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers import safexml
from cms.importers.formats.billstatus import bill as bills
from cms.importers.formats.billstatus import committees, elements, papers, people, votes
from cms.importers.formats.billstatus.actions import actions, steps_in
from cms.importers.reading import Input, SourceError
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
            (_head(source), source) for source in found if source.name.lower().endswith(".xml")
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
        yield from _left_out(bill, cited.id, len(found) - steps_in(found))


def _bill(root: etree._Element) -> etree._Element:
    if root.tag != "billStatus":
        raise elements.error(root, "a bill status file begins with <billStatus>, this one does not")
    found = root.findall("bill")
    if len(found) != 1:
        raise elements.error(root, f"it holds {len(found)} bills; a bill status file holds one")
    return found[0]


def _left_out(bill: etree._Element, bill_id: str, other_actions: int) -> Iterator[Skipped]:
    amendments = len(bill.findall("amendments/amendment"))
    related = len(bill.findall("relatedBills/item"))
    if other_actions:
        yield Skipped("action", bill_id, f"{other_actions} actions are no steps in the bill's life")
    if amendments:
        yield Skipped("amendment", bill_id, f"of {amendments} amendments only the votes are kept")
    if related:
        yield Skipped("related bill", bill_id, f"{related} related bills come with their own files")


def _is_ours(source: Input, head: bytes) -> bool:
    return bool(_NAME.search(source.name)) or b"<billStatus" in head


def _age(head: bytes) -> tuple[int, int, bytes]:
    """Return what sorts older files first; before 3.0.0 the version stood at the end."""
    version = _VERSION.search(head)
    updated = _UPDATED.search(head)
    major, minor = (int(version[1][:4]), int(version[2][:4])) if version else (1, 0)
    return major, minor, updated[1] if updated else b""


def _head(source: Input) -> bytes:
    """Return the beginning of a file; one that cannot be read tells so when it is imported."""
    try:
        if source.path is None:
            return source.read()[:_HEAD]
        with source.path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, SourceError):
        return b""
