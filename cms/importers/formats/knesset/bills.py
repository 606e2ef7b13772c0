"""Bills (KNS_Bill): the code of where each stands now, and what that says of its way there."""

from __future__ import annotations

from collections.abc import Iterator

from cms.importers.formats.knesset import odata
from cms.importers.formats.knesset.bodies import HEBREW, KNESSET
from cms.importers.formats.knesset.statuses import PROVEN, STATUSES, Status
from cms.importers.formats.knesset.tables import Row, rows
from cms.importers.reading import SourceError
from cms.importers.records import Bill, Identifier, Organization, Skipped, Stage, Texts

COLUMNS = frozenset({"BillID", "Name", "StatusID"})

_PRIVATE, _GOVERNMENT, _COMMITTEE = "54", "53", "55"
_KINDS = {
    _PRIVATE: "private member's bill",
    _GOVERNMENT: "government bill",
    _COMMITTEE: "committee bill",
}
_LETTERS = {_GOVERNMENT: "מ", _PRIVATE: "כ", _COMMITTEE: "כ"}
"""The series a bill is printed in: the government's or the Knesset's own."""

_STOPPED = "177"
_LAWS = "ספר החוקים"


def page(body: bytes) -> Iterator[Organization | Bill | Skipped]:
    """The bills of one page of the OData service."""
    found = odata.page(body)
    if not found.entries:
        raise SourceError("the page holds no entries")
    yield from _bills(iter(found.entries))
    if found.following:
        yield Skipped(
            "page", found.following, "the list goes on there: download and import that page too"
        )


def table(body: bytes) -> Iterator[Organization | Bill | Skipped]:
    """The same bills in a CSV table (kns_bill.csv)."""
    yield from _bills(rows(body, COLUMNS))


def _bills(entries: Iterator[Row]) -> Iterator[Organization | Bill]:
    yield KNESSET
    seen: set[str] = set()
    for row in entries:
        bill = _bill(row)
        if bill.id in seen:
            raise row.error(f"bill {bill.id} stands in the file twice")
        seen.add(bill.id)
        yield bill


def _bill(row: Row) -> Bill:
    key, name, code = row.key("BillID", "Id"), row.text("Name"), row.optional_key("StatusID")
    if not name:
        raise row.error(f"bill {key} has no name")
    kind, printed = row.text("SubTypeID"), _printed_number(row)
    summary = row.text("SummaryLaw")
    return Bill(
        id=key,
        number=_private_number(row) or printed or key,
        titles={HEBREW: name},
        language=HEBREW,
        kind=_KINDS.get(kind) or row.text("SubTypeDesc"),
        body=KNESSET.id,
        summaries={HEBREW: summary} if summary else {},
        stages=tuple(_stages(row, code)),
        status=_status(row, code).hebrew,
        identifiers=(Identifier("knesset-printed-bill", printed),) if printed else (),
    )


def _private_number(row: Row) -> str:
    """As people cite it: "פ/1449/16" is private bill 1449 of the 16th Knesset."""
    number, term = row.optional_key("PrivateNumber"), row.optional_key("KnessetNum")
    return "/".join(filter(None, ("פ", number, term))) if number else ""


def _printed_number(row: Row) -> str:
    number = row.optional_key("Number")
    letter = _LETTERS.get(row.text("SubTypeID"))
    return f"{letter}/{number}" if number and letter else number


def _status(row: Row, code: str) -> Status:
    """What the code means; a code that is new keeps the source's words or at least its number."""
    words = row.text("StatusDesc") or f"מצב {code or 'לא ידוע'}"
    return STATUSES.get(code) or Status("other", words, f"Status {code or 'unknown'}")


def _stages(row: Row, code: str) -> Iterator[Stage]:
    """Readings the status proves, the status itself, and the publication as a law."""
    for proven in PROVEN.get(code, ()):
        note = "Follows from the bill's status; the source gives no date."
        yield Stage(
            proven.stage, _titles(proven), body=KNESSET.id, outcome=proven.outcome, note=note
        )
    status = _status(row, code)
    reason = row.text("PostponementReasonDesc")
    yield Stage(
        code=_stage_code(status, code, reason),
        titles=_titles(status),
        body=KNESSET.id,
        outcome=_stopped_by(reason) if code == _STOPPED else status.outcome,
        note=reason or _committee(row, status),
    )
    yield from _publication(row)


def _titles(status: Status) -> Texts:
    return {HEBREW: status.hebrew, "en": status.english}


def _stage_code(status: Status, code: str, reason: str) -> str:
    """A bill stopped in preliminary reading ended in the plenum."""
    return "plenary" if code == _STOPPED and "ד. מוקדם" in reason else status.stage


def _stopped_by(reason: str) -> str:
    if reason.startswith("הסרה"):
        return "rejected"
    return "withdrawn" if "משיכ" in reason or "חזר" in reason else ""


def _committee(row: Row, status: Status) -> str:
    """The table numbers committees and does not name them."""
    number = row.optional_key("CommitteeID")
    return f"Committee number {number}." if number and status.stage == "committee" else ""


def _publication(row: Row) -> Iterator[Stage]:
    published, series = row.date("PublicationDate"), row.text("PublicationSeriesDesc")
    if not published:
        return
    is_law = series.startswith(_LAWS) or (not series and row.text("StatusID") == "118")
    numbers = (
        ("גיליון", row.optional_key("MagazineNumber")),
        ("עמוד", row.optional_key("PageNumber")),
    )
    place = [f"{word} {number}" for word, number in numbers if number]
    yield Stage(
        code="assent" if is_law else "other",
        titles={
            HEBREW: f"פורסם ב{series or 'רשומות'}",
            "en": "Published as a law" if is_law else "Published",
        },
        date=published,
        outcome="agreed" if is_law else "",
        note=", ".join(filter(None, (series, *place))),
    )
