"""Which actions are steps in a bill's life: by action code, and by wording where there is none.

Codes of digits are the Library's, with H or E the House clerk's; the Senate sends words only.
https://www.congress.gov/help/field-values/action-codes
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HOUSE = "House"
SENATE = "Senate"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step: our stage code, its name in the Library's words, and the chamber that took it."""

    stage: str
    title: str
    chamber: str = ""
    outcome: str = ""


def _in_both(stage: str, title: str, outcome: str = "") -> tuple[Milestone, Milestone]:
    return (
        Milestone(stage, title.format(HOUSE), HOUSE, outcome),
        Milestone(stage, title.format(SENATE), SENATE, outcome),
    )


_INTRODUCED = _in_both("introduction", "Introduced in {}")
_REFERRED = _in_both("committee", "Referred to {} committee")
_SUBCOMMITTEE = _in_both("committee", "Referred to {} subcommittee")
_DISCHARGED = _in_both("committee", "{} committee discharged")
_REPORTED = _in_both("report", "Reported to {}")
_PASSED = _in_both("plenary", "Passed/agreed to in {}", "agreed")
_FAILED = _in_both("plenary", "Failed of passage/not agreed to in {}", "rejected")
_RECEIVED = _in_both("other_chamber", "Received in the {}")
_RESOLVING = _in_both("conference", "Resolving differences: {} actions")
_REPORT_AGREED = _in_both("conference", "Conference report agreed to in {}", "agreed")
_REPORT_REFUSED = _in_both("conference", "Conference report disagreed to in {}", "rejected")
_OVERRIDDEN = _in_both("veto", "Passed {} over veto", "agreed")
_SUSTAINED = _in_both("veto", "Failed of passage in {} over veto", "rejected")
_TO_CONFERENCE = Milestone("conference", "To conference")
_CONFERENCE = Milestone("conference", "Conference committee actions")
_CONFERENCE_REPORT = Milestone("conference", "Conference report filed")
_PRESENTED = Milestone("other", "Presented to President")
_SIGNED = Milestone("assent", "Signed by President", outcome="agreed")
_UNSIGNED = Milestone("assent", "Sent to Archivist unsigned by President", outcome="agreed")
_PUBLIC_LAW = Milestone("assent", "Became Public Law", outcome="agreed")
_PRIVATE_LAW = Milestone("assent", "Became Private Law", outcome="agreed")
_VETOED = Milestone("veto", "Vetoed by President")
_POCKET_VETOED = Milestone("veto", "Pocket vetoed by President")

_CODES = {
    **dict.fromkeys(("1000", "1010", "1025", "Intro-H"), _INTRODUCED[0]),
    **dict.fromkeys(("10000", "10010", "10025"), _INTRODUCED[1]),
    **dict.fromkeys(("2000", "H11100", "H11100-A", "H11200", "H11200-A"), _REFERRED[0]),
    "11000": _REFERRED[1],
    "3000": _SUBCOMMITTEE[0],
    "12000": _SUBCOMMITTEE[1],
    **dict.fromkeys(("5500", "H12300"), _DISCHARGED[0]),
    "14500": _DISCHARGED[1],
    **dict.fromkeys(("5000", "H12100", "H12200"), _REPORTED[0]),
    "14000": _REPORTED[1],
    **dict.fromkeys(("8000", "H37100", "H37300"), _PASSED[0]),
    "17000": _PASSED[1],
    "9000": _FAILED[0],
    "18000": _FAILED[1],
    "H14000": _RECEIVED[0],
    **dict.fromkeys(("19000", "19500", "H41610"), _RESOLVING[0]),
    **dict.fromkeys(("20000", "20500"), _RESOLVING[1]),
    "20700": _TO_CONFERENCE,
    "20800": _CONFERENCE,
    **dict.fromkeys(("20900", "H25200"), _CONFERENCE_REPORT),
    **dict.fromkeys(("21000", "H42510"), _REPORT_AGREED[0]),
    "22000": _REPORT_REFUSED[0],
    "23000": _REPORT_AGREED[1],
    "24000": _REPORT_REFUSED[1],
    **dict.fromkeys(("28000", "E20000"), _PRESENTED),
    **dict.fromkeys(("29000", "37000", "42000", "E30000"), _SIGNED),
    **dict.fromkeys(("29100", "38000", "43000"), _UNSIGNED),
    "30000": _POCKET_VETOED,
    "31000": _VETOED,
    "32000": _OVERRIDDEN[0],
    "33000": _SUSTAINED[0],
    "34000": _OVERRIDDEN[1],
    "35000": _SUSTAINED[1],
    **dict.fromkeys(("36000", "39000", "40000", "E40000"), _PUBLIC_LAW),
    **dict.fromkeys(("41000", "44000", "45000"), _PRIVATE_LAW),
}

# The Senate's own lines carry no code. Only openings are matched: a debate may quote anything.
_SENATE_WORDS = (
    (re.compile(r"Introduced in (the )?Senate"), _INTRODUCED[1]),
    (re.compile(r"(Committee on|By Senator|Senate Committee on).*\bReported by\b"), _REPORTED[1]),
    (re.compile(r"(Senate )?Committee on.*\bdischarged\b"), _DISCHARGED[1]),
    (re.compile(r"Failed of passage in Senate over veto"), _SUSTAINED[1]),
    (re.compile(r"Passed Senate over veto"), _OVERRIDDEN[1]),
    (re.compile(r"(Passed|(Bill|Resolution|Measure) agreed to in) Senate\b"), _PASSED[1]),
    (re.compile(r"(Failed of passage|\w+ not agreed to) in Senate"), _FAILED[1]),
    (re.compile(r"Senate (agreed to|concurred in) the House amendment"), _RESOLVING[1]),
    (re.compile(r"Senate agreed to (the )?conference report"), _REPORT_AGREED[1]),
)
_RECEIVED_IN_SENATE = re.compile(r"Received in the Senate")
_REFERRED_BY_SENATE = re.compile(
    r"((Read twice|Received in the Senate).*\b)?referred to the ", re.I
)
_REFERRED_IN_HOUSE = re.compile(r"Referred to the Subcommittee")
_LATER_THAN_SIGNING = re.compile(r"Became (Public|Private) Law")


def milestones(code: str, text: str, chamber: str) -> list[Milestone]:
    """Return the steps an action stands for; most actions stand for none.

    ``chamber`` is that of the system the action came from; it matters only where there is no code.
    """
    if code:
        found = _by_code(code, text)
        return [found] if found else []
    return _by_senate_words(text) if chamber == SENATE else _by_committee_words(text)


def _by_code(code: str, text: str) -> Milestone | None:
    found = _CODES.get(code)
    if found == _PASSED[0] and re.search(r"\bFailed\b", text):
        return _FAILED[0]
    if found == _PUBLIC_LAW and not _LATER_THAN_SIGNING.match(text):
        return _SIGNED  # 36000 also marks the day of signature
    return found


def _by_senate_words(text: str) -> list[Milestone]:
    found = [step for words, step in _SENATE_WORDS if words.match(text)][:1]
    if _RECEIVED_IN_SENATE.match(text):
        found.append(_RECEIVED[1])
    if _REFERRED_BY_SENATE.match(text):
        found.append(_REFERRED[1])
    return found


def _by_committee_words(text: str) -> list[Milestone]:
    return [_SUBCOMMITTEE[0]] if _REFERRED_IN_HOUSE.match(text) else []
