"""Votes of the plenum with the choice of each member (view_vote_rslts_hdr_approved.csv)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cms.importers import moments
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


def divisions(body: bytes) -> Iterator[Organization | Division | Skipped]:
    """A division a row, as it is reached. Lists that differ from the totals are kept and told."""
    yield KNESSET
    seen: set[str] = set()
    for row in rows(body, COLUMNS):
        lists = {option: _members(row, column) for option, _, column in _OPTIONS}
        division = _division(row, lists)
        if division.id in seen:
            raise row.error(f"vote {division.id} stands in the file twice")
        seen.add(division.id)
        yield division
        yield from _doubts(row, division, lists)


def _division(row: Row, lists: Mapping[str, list[str]]) -> Division:
    day = row.date("vote_date")
    if not day:
        raise row.error("the vote has no date")
    key = row.key("id")
    titles = dict.fromkeys(filter(None, (row.text("sess_item_dscr"), row.text("vote_item_dscr"))))
    return Division(
        id=key,
        body=KNESSET.id,
        date=day,
        titles={HEBREW: " \N{EN DASH} ".join(titles) or f"הצבעה {key}"},
        counts={option: row.count(total) for option, total, _ in _OPTIONS if row.text(total)},
        sitting=row.optional_key("session_id"),
        number=row.optional_key("vote_nbr_in_sess"),
        time=moments.clock(row.text("vote_time"), "vote_time", line=row.line),
        result=_RESULTS.get(row.text("is_accepted"), ""),
        votes=_votes(lists),
    )


def _members(row: Row, column: str) -> list[str]:
    found = row.listed(column)
    for member in found:
        if not (member.isascii() and member.isdigit()):
            raise row.error(f'"{member}" in the column "{column}" is not a member\'s number')
    return found


def _votes(lists: Mapping[str, list[str]]) -> tuple[VoteCast, ...]:
    """Who voted how; a member listed twice counts where first listed."""
    found: dict[str, VoteCast] = {}
    for option, members in lists.items():
        for member in members:
            found.setdefault(member, VoteCast(member, option))
    return tuple(found.values())


def _doubts(row: Row, division: Division, lists: Mapping[str, list[str]]) -> Iterator[Skipped]:
    """Say where a list of names is not as long as the total beside it."""
    for option, members in lists.items():
        if len(members) != division.counts.get(option, 0):
            told = f'the names under "{option}" are not as many as its total: both are kept'
            yield Skipped("vote list", division.id, told, row.line)
    if sum(map(len, lists.values())) > len(division.votes):
        yield Skipped("vote", division.id, "a member is listed twice: the first counts", row.line)
