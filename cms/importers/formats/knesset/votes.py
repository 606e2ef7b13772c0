"""Votes of the plenum with the choice of each member (view_vote_rslts_hdr_approved.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers.formats.knesset.bodies import HEBREW, KNESSET
from cms.importers.formats.knesset.tables import Row, rows
from cms.importers.records import Division, Organization, Skipped, VoteCast

_OPTIONS = (
    ("yes", "total_for", "mk_ids_pro"),
    ("no", "total_against", "mk_ids_against"),
    ("abstain", "total_abstain", "mk_ids_abstain"),
)
COLUMNS = frozenset({"id", "vote_date", *(column for option in _OPTIONS for column in option[1:])})

_RESULTS = {"1": "agreed", "0": "rejected", "True": "agreed", "False": "rejected"}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def divisions(body: bytes) -> Iterator[Organization | Division | Skipped]:
    """A division a row, as it is reached. Lists that differ from the totals are kept and told of."""
    yield KNESSET
    seen: set[str] = set()
    for row in rows(body, COLUMNS):
        division = _division(row)
        if division.id in seen:
            raise row.error(f"vote {division.id} stands in the file twice")
        seen.add(division.id)
        yield division
        yield from _doubts(row, division)


def _division(row: Row) -> Division:
    day = row.date("vote_date")
    if not day:
        raise row.error("the vote has no date")
    key = row.key("id")
    titles = dict.fromkeys(filter(None, (row.text("sess_item_dscr"), row.text("vote_item_dscr"))))
    return Division(
        id=key,
        body=KNESSET.id,
        date=day,
        titles={HEBREW: " – ".join(titles) or f"הצבעה {key}"},
        counts={option: row.count(total) for option, total, _ in _OPTIONS if row.text(total)},
        sitting=row.optional_key("session_id"),
        number=row.optional_key("vote_nbr_in_sess"),
        time=_clock(row),
        result=_RESULTS.get(row.text("is_accepted"), ""),
        votes=_votes(row),
    )


def _clock(row: Row) -> str:
    found = row.text("vote_time")
    if found and not _CLOCK.fullmatch(found):
        raise row.error(f'"{found}" in the column "vote_time" is not a time')
    return found


def _votes(row: Row) -> tuple[VoteCast, ...]:
    """Who voted how; a member listed twice counts where first listed."""
    found: dict[str, VoteCast] = {}
    for option, _, members in _OPTIONS:
        for member in row.listed(members):
            if not member.isdigit():
                raise row.error(f'"{member}" in the column "{members}" is not a member\'s number')
            found.setdefault(member, VoteCast(member, option))
    return tuple(found.values())


def _doubts(row: Row, division: Division) -> Iterator[Skipped]:
    """Say where the list of names is not as long as the total beside it."""
    differing = []
    for option, total, members in _OPTIONS:
        named = len(row.listed(members))
        if named != row.count(total):
            differing.append(f"{option}: {named} named, {row.count(total)} counted")
    if differing:
        told = "; ".join(differing)
        yield Skipped(
            "vote list", division.id, f"names and totals differ ({told}): both are kept", row.line
        )
    listed = sum(len(row.listed(members)) for _, _, members in _OPTIONS)
    if listed > len(division.votes):
        yield Skipped("vote", division.id, "a member is listed twice: the first counts", row.line)
