"""Recorded votes: the files give number and address, and the actions often the result in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from cms.importers import moments
from cms.importers.formats.billstatus import elements
from cms.importers.formats.billstatus.actions import Action, tidy
from cms.importers.records import Division
from cms.importers.safexml import line_of

_TALLY = re.compile(
    r"\b(\d{1,4}) - (\d{1,4})(?:, (\d{1,4}) Present)?\.? ?\(?"
    r"(?:Roll no\.|Record Vote Number:) ?(\d{1,6})"
)
_NUMBERED = re.compile(r"(?:Roll no\.|Record Vote Number:) ?(\d{1,6})")
_REJECTED = re.compile(r"\b(failed|not agreed to|rejected|not invoked|not sustained)\b", re.I)
_AGREED = re.compile(r"\b(agreed to|passed|concurred|invoked|sustained)\b", re.I)
_WASHINGTON = ZoneInfo("America/New_York")  # votes are dated in UTC, sittings are not


def divisions(bill: etree._Element, bill_id: str, found: list[Action]) -> Iterator[Division]:
    """Yield each vote once, oldest first, also those on amendments."""
    votes: dict[str, Division] = {}
    said: dict[str, list[str]] = {}
    for action in found:
        said.setdefault(action.date, []).append(action.text)
    for element in bill.iter("recordedVote"):
        division = _division(element, bill_id, said)
        votes.setdefault(division.id, division)
    yield from sorted(votes.values(), key=lambda vote: (vote.date, vote.time, vote.id))


def _division(element: etree._Element, bill_id: str, said: dict[str, list[str]]) -> Division:
    number = elements.required(element, "rollNumber")
    chamber = elements.required(element, "chamber")
    when = _when(element)
    words = _words(element, number, said.get(when.date().isoformat(), []))
    session = elements.text(element, "sessionNumber") or str(when.year)
    title = words or elements.text(element, "fullActionName") or f"Roll call vote {number}"
    return Division(
        id=f"{elements.text(element, 'congress') or bill_id}-{session}-{chamber.lower()}-{number}",
        body=chamber,
        date=when.date().isoformat(),
        titles={"en": title},
        counts=_counts(words, number),
        number=number,
        time=when.strftime("%H:%M:%S"),
        result=_result(words),
        bill=bill_id,
        url=elements.address(element, "url"),
    )


def _when(element: etree._Element) -> datetime:
    text = elements.required(element, "date")
    when = moments.moment(text, "date", line=line_of(element))
    try:
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_WASHINGTON)
    except OverflowError:
        raise elements.error(element, f"“{text}” is not a date and time") from None


def _words(element: etree._Element, number: str, said: list[str]) -> str:
    """Return what the action says that holds this vote, or one of its day that names it."""
    holder = element.getparent()
    action = holder.getparent() if holder is not None else None
    if action is not None and action.tag == "item":
        return tidy(elements.text(action, "text"))
    return next((text for text in said if number in _NUMBERED.findall(text)), "")


def _counts(words: str, number: str) -> dict[str, int]:
    tally = next((found for found in _TALLY.finditer(words) if found[4] == number), None)
    if not tally:
        return {}
    counts = {"yes": int(tally[1]), "no": int(tally[2])}
    return {**counts, "abstain": int(tally[3])} if tally[3] else counts


def _result(words: str) -> str:
    if _REJECTED.search(words):
        return "rejected"
    return "agreed" if _AGREED.search(words) else ""
