"""The sitting a debate reports: who met, on which day, from when to when."""

from __future__ import annotations

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.elements import FRONT
from cms.importers.formats.akomantoso.references import Reference, References
from cms.importers.formats.akomantoso.wording import day, moment, plain, pointer
from cms.importers.formats.akomantoso.work import Work
from cms.importers.records import Organization, Sitting

_LONGEST_NAME = 80


def who_met(
    document: etree._Element, work: Work, references: References
) -> tuple[str, Organization | None]:
    """The id of who met; with a record when the file has no organization for it."""
    found = references.organization(work.author) or _committee(document, references)
    if found:
        return found.id, None
    name = next(filter(_names_a_body, _front(document)), "") or work.author or work.country
    if not name:
        raise fault("it does not say who met: FRBRauthor points at no TLCOrganization", document)
    identity = f"{work.country}/{'-'.join(name.casefold().split())}"
    return identity, Organization(identity, concepts.body(name) or "chamber", {work.language: name})


def sitting_of(document: etree._Element, work: Work, body: str) -> Sitting:
    """The sitting, its id that of the work."""
    date = _date(document, work)
    title = _title(document)
    return Sitting(
        work.uri,
        body,
        date,
        {work.language: title or f"{body}, {date}"},
        work.language,
        number=work.number or _quantity(document, "session"),
        term=_quantity(document, "legislature"),
        start=(times := _times(document, date))[0],
        end=times[1],
        url=work.uri if work.uri.startswith("http") else "",
        identifiers=work.identifiers,
    )


def _committee(document: etree._Element, references: References) -> Reference | None:
    found = document.find(".//docCommittee")
    return None if found is None else references.organization(pointer(found, "refersTo"))


def _front(document: etree._Element) -> list[str]:
    parts = [part for name in FRONT if (part := document.find(name)) is not None]
    return [plain(paragraph) for part in parts for paragraph in part.iter("p")]


def _names_a_body(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and concepts.body(line) in (
        "chamber",
        "committee",
        "parliament",
    )


def _title(document: etree._Element) -> str:
    for name in ("docTitle", "session"):
        for part in FRONT:
            if title := plain(document.find(f"{part}//{name}")):
                return title
    return ""


def _date(document: etree._Element, work: Work) -> str:
    """The day on the front page. FRBRdate may be that of writing it down."""
    for path in ("session//date", "session/docDate", "docDate", "session"):
        for part in FRONT:
            found = document.find(f"{part}//{path}")
            if found is not None and (date := day(found)):
                return date
    if not work.date:
        raise fault("it does not say on which day the sitting was", document)
    return work.date


def _quantity(document: etree._Element, name: str) -> str:
    """The number of the session or legislature, if it is marked as a number."""
    found = (document.find(f"{part}//{name}/quantity") for part in FRONT)
    return next(filter(None, map(plain, found)), "")


def _times(document: etree._Element, date: str) -> tuple[str, str]:
    """Beginning and end, from moments that are said to be of this very day."""
    moments = [(found, moment(found, "time")) for found in document.iter("recordedTime")]
    clocks = [(found, time[11:16]) for found, time in moments if time.startswith(f"{date}T")]
    if not clocks:
        return "", ""
    start = clocks[0][1]
    end = max((clock for found, clock in clocks if _is_end(found)), default="")
    return start, end if end > start else ""


def _is_end(time: etree._Element) -> bool:
    return (
        time.get("type") == "endEvent" or next(time.iterancestors("adjournment"), None) is not None
    )
