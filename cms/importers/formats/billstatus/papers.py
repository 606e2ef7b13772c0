"""Versions of the text, committee reports and cost estimates: the files give their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from lxml import etree

from cms.importers.formats.billstatus import elements
from cms.importers.records import BillText, Document, Skipped
from cms.importers.safexml import line_of

_REPORT = re.compile(r"(?P<chamber>[HS]|Ex)\. Rept\. (?P<congress>\d+)-(?P<number>\d+)(?P<part>.*)")
_PART = re.compile(r", ?(?:Part|Book) (\d+)")
_CHAMBERS = {"H": "house", "S": "senate", "Ex": "executive"}


def texts(bill: etree._Element, bill_id: str, title: str) -> Iterator[BillText | Skipped]:
    """Yield each version of the text once; newest files end with an empty one."""
    seen: set[str] = set()
    for item in bill.findall("textVersions/item"):
        label, date = elements.text(item, "type"), elements.day(item, "date")
        url = elements.address(item, "formats/item/url")
        text_id = _package(url) or f"{bill_id}-{label}-{date}"
        if not label and not url:
            continue
        if text_id in seen:
            yield Skipped("bill text", text_id, "it is listed twice", line=line_of(item))
            continue
        seen.add(text_id)
        yield BillText(text_id, bill_id, "en", title, date=date, label=label, url=url)


def _package(url: str) -> str:
    """Return the publisher's own id of a text, which names its file: BILLS-117hr2471ih."""
    return PurePosixPath(urlsplit(url).path).stem.removesuffix("_uslm")


def documents(bill: etree._Element, bill_id: str) -> Iterator[Document | Skipped]:
    """Yield committee reports and cost estimates."""
    citations = bill.findall("committeeReports/committeeReport/citation")
    for citation in dict.fromkeys(" ".join((each.text or "").split()) for each in citations):
        yield _report(citation, bill_id)
    seen: set[str] = set()
    for item in bill.findall("cboCostEstimates/item"):
        document = _estimate(item, bill_id)
        if document.url and document.id not in seen:
            seen.add(document.id)
            yield document


def _report(citation: str, bill_id: str) -> Document | Skipped:
    found = _REPORT.fullmatch(citation)
    if not found:
        return Skipped("committee report", citation, "it is cited in a way that gives no address")
    part = _PART.match(found["part"])
    path = f"{_CHAMBERS[found['chamber']]}-report/{found['number']}" + (
        f"/{part[1]}" if part else ""
    )
    return Document(
        id=citation,
        titles={"en": citation},
        language="en",
        url=f"https://www.congress.gov/congressional-report/{found['congress']}th-congress/{path}",
        kind="committee report",
        bill=bill_id,
    )


def _estimate(item: etree._Element, bill_id: str) -> Document:
    url = elements.address(item, "url", "rptUrl")
    date = "pubDate" if item.find("pubDate") is not None else "rptPubDate"
    return Document(
        id=url,
        titles={"en": elements.text(item, "title", "rptTitle") or "Cost estimate"},
        language="en",
        url=url,
        kind="cost estimate",
        date=elements.day(item, date),
        bill=bill_id,
    )
