"""Divisions: ayes and noes, the Lords' contents, Holyrood's for and against, committee votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.parlparse.people import is_voter, person_id, voter_name
from cms.importers.formats.parlparse.wording import clean, number
from cms.importers.records import VoteCast

TAGS = frozenset({"division", "divisioncount"})
"""In committee files the count itself is the division."""

_OPTIONS = {
    "aye": "yes",
    "ayes": "yes",
    "content": "yes",
    "contents": "yes",
    "for": "yes",
    "yes": "yes",
    "no": "no",
    "noes": "no",
    "not-content": "no",
    "not-contents": "no",
    "against": "no",
    "abstentions": "abstain",
    "abstention": "abstain",
    "abstain": "abstain",
    "both": "abstain",
    "spoiled votes": "abstain",  # counts for neither side
    "spoiledvotes": "abstain",
    "absent": "absent",
    "did not vote": "absent",
}


def votes(division: etree._Element) -> tuple[VoteCast, ...]:
    """Who went which way, in the order of the lists."""
    cast: dict[str, VoteCast] = {}
    for position, voter in enumerate(filter(is_voter, division.iter("*"))):
        vote = _vote(voter)
        key = vote.person or f"{position}"
        known = cast.get(key)
        # Walking through both lobbies is the Commons' way of abstaining in person.
        both = known is not None and known.option != vote.option
        cast[key] = VoteCast(vote.person, "abstain", vote.name) if both else known or vote
    return tuple(cast.values())


def number_of(division: etree._Element) -> str:
    """Its number in the session or committee; Holyrood's are numbered from nought each day."""
    written = clean(division.get("divnumber", ""))
    from_nought = "/spdivision/" in division.get("id", "") and written.isdecimal()
    return str(int(written) + 1) if from_nought else written


def counts(division: etree._Element, cast: tuple[VoteCast, ...]) -> dict[str, int]:
    """As the source states them, or as many as are named. Tellers are not counted."""
    stated = division if division.tag == "divisioncount" else division.find("divisioncount")
    if stated is not None and (found := dict(_stated(stated))):
        return found
    return dict(Counter(vote.option for vote in cast if not vote.teller))


def result(found: Mapping[str, int]) -> str:
    """Who had more votes. A tie is for the chair or the standing orders to break."""
    ayes, noes = found.get("yes", 0), found.get("no", 0)
    return "agreed" if ayes > noes else "rejected" if noes > ayes else ""


def _stated(stated: etree._Element) -> Iterator[tuple[str, int]]:
    totals: Counter[str] = Counter()
    for name in map(str, stated.attrib):
        if (option := _OPTIONS.get(name)) and stated.get(name, "").strip():
            totals[option] += number(stated, name)
    # A column of noughts besides the two that matter says nothing.
    return iter(
        [(option, many) for option, many in totals.items() if many or option in ("yes", "no")]
    )


def _vote(voter: etree._Element) -> VoteCast:
    parent = voter.getparent()
    written = voter.get("vote") or (parent.get("vote") if parent is not None else "") or ""
    option = _OPTIONS.get(written.strip().lower())
    if option is None:
        raise fault(
            f"'{written}' is not a way to vote; aye, no, content, not-content, for and against are",
            voter,
        )
    return VoteCast(person_id(voter), option, voter_name(voter), teller=bool(voter.get("teller")))
