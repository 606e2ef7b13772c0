"""Factions, who sat in them and who chaired them; seats in committees and in the government."""

# The letters of Hebrew are no look-alikes here.
# ruff: noqa: RUF001

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cms.importers.formats.knesset import bodies, hebrew
from cms.importers.formats.knesset.bodies import GOVERNMENT, HEBREW, KNESSET
from cms.importers.formats.knesset.tables import Row, rows
from cms.importers.records import Membership, Organization, Skipped

FACTIONS = frozenset({"id", "name", "start_date", "finish_date", "knessets"})
MEMBERS = frozenset({"mk_individual_id", "faction_id", "start_date", "finish_date"})
COMMITTEES = frozenset(
    {"mk_individual_id", "committee_id", "committee_name", "start_date", "finish_date"}
)
MINISTRIES = frozenset(
    {"mk_individual_id", "govministry_id", "govministry_name", "start_date", "finish_date"}
)


def factions(body: bytes) -> Iterator[Organization | Skipped]:
    """The Knesset and its factions."""
    yield KNESSET
    seen: set[str] = set()
    for row in rows(body, FACTIONS):
        key = bodies.faction(row.key("id"))
        if key in seen:
            raise row.error(f"faction {row.key('id')} stands in the file twice")
        seen.add(key)
        row.listed("knessets")
        start, end = _dates(row)
        name = row.text("name")
        if not any(letter.isalpha() for letter in name):
            yield Skipped("name", key, "it holds no letter: the faction's number is shown instead")
            name = f"סיעה {row.key('id')}"
        yield Organization(key, "group", {HEBREW: name}, parent=KNESSET.id, start=start, end=end)


def members(body: bytes) -> Iterator[Organization | Membership]:
    """A seat in the Knesset on behalf of a faction, as Popolo writes it."""
    yield KNESSET
    made: Counter[str] = Counter()
    for row in rows(body, MEMBERS):
        faction, (start, end) = row.key("faction_id"), _dates(row)
        person = row.key("mk_individual_id")
        yield Membership(
            id=_unlike(f"{person}-{faction}-{row.optional_key('knesset')}-{start}", made),
            person=person,
            organization=KNESSET.id,
            on_behalf_of=bodies.faction(faction),
            start=start,
            end=end,
        )


def chairpersons(body: bytes) -> Iterator[Membership]:
    made: Counter[str] = Counter()
    for row in rows(body, MEMBERS):
        faction, (start, end) = row.key("faction_id"), _dates(row)
        person = row.key("mk_individual_id")
        yield Membership(
            id=_unlike(f"chair-{person}-{faction}-{row.optional_key('knesset')}-{start}", made),
            person=person,
            organization=bodies.faction(faction),
            role="chair",
            start=start,
            end=end,
        )


def committees(body: bytes) -> Iterator[Organization | Membership]:
    """Committees, and who sat in them. The Knesset numbers them anew in each term; names last."""
    yield KNESSET
    seen: set[str] = set()
    made: Counter[str] = Counter()
    for row in rows(body, COMMITTEES):
        number = row.key("committee_id")
        committee = bodies.committee(row.text("committee_name") or f"ועדה {number}")
        if committee.id not in seen:
            seen.add(committee.id)
            yield committee
        yield _seat(row, committee.id, made)


def ministries(body: bytes) -> Iterator[Organization | Membership]:
    """Ministers of the one government; their ministry stands in the label."""
    yield GOVERNMENT
    made: Counter[str] = Counter()
    for row in rows(body, MINISTRIES):
        yield _seat(row, GOVERNMENT.id, made)


def _seat(row: Row, organization: str, made: Counter[str]) -> Membership:
    start, end = _dates(row)
    person, position = row.key("mk_individual_id"), row.text("position_name")
    parts = (organization, row.optional_key("govministry_id"), row.optional_key("position_id"))
    written = ", ".join(filter(None, (position, row.text("govministry_name"))))
    return Membership(
        id=_unlike("-".join(filter(None, (person, *parts, start))), made),
        person=person,
        organization=organization,
        role=_role(position),
        labels={HEBREW: written} if written else {},
        start=start,
        end=end,
    )


def _role(position: str) -> str:
    """Our word for a position in either gender, or the Knesset's own."""
    plain = hebrew.straight(position)
    if 'יו"ר' in plain:
        return "chair" if plain.startswith('יו"ר') else "deputy chair"
    if plain.startswith("ראש הממשלה"):
        return "head"
    if plain.split(" ")[0] in ("שר", "שרה", "השר", "השרה"):
        return "minister"
    return "member" if not plain or plain.startswith("חבר") else position


def _dates(row: Row) -> tuple[str, str]:
    start, end = row.date("start_date"), row.date("finish_date")
    if start and end and end < start:
        raise row.error(f"it ends ({end}) before it starts ({start})")
    return start, end


def _unlike(key: str, made: Counter[str]) -> str:
    """The same person may enter a faction twice on a day: one row for each way it ended."""
    made[key] += 1
    return key if made[key] == 1 else f"{key}-{made[key]}"
