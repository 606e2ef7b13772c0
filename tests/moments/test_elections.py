"""While a chamber is elected nobody is shown as its member: from one second to the next, and nothing else running."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from cms.members.models import Membership
from cms.speeches.models import Speech
from syndication import actions, queries
from syndication.audit import chain
from syndication.errors import ConflictError, SyndicationError
from syndication.models import AuditLine
from tests.engine import outlets
from tests.engine.record import HOUR, world
from tests.factories import (
    AreaFactory,
    MemberFactory,
    MembershipFactory,
    OrganizationFactory,
    SectionFactory,
    published,
)
from tests.moments import election
from tests.moments.caching import kept_until
from tests.moments.election import CARDS, FORMATS, PAGES, WIDGETS

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
LISTS = {"latest widget", "page of the stream", "feed.rss", "feed.atom", "feed.json"}
"""Outputs of a stream that list every speech."""
BEFORE = datetime(2026, 10, 1, 9, tzinfo=UTC)
ZONES = {
    # The clock goes back between the two: what is three in the morning then is not what it was.
    "Europe/Brussels": ((2026, 10, 5, 0, 0), (2026, 10, 25, 3, 0)),
    "Asia/Kathmandu": ((2026, 10, 5, 0, 0), (2026, 10, 25, 3, 0)),
}


@pytest.fixture
def clock() -> Iterator[Any]:
    """A world of its own, before the election."""
    with world(BEFORE) as traveller:
        yield traveller


def ends(zone: str) -> tuple[datetime, datetime]:
    """Return when the election begins and is over by a chamber's clock."""
    first, last = ZONES[zone]
    return _utc(first, zone), _utc(last, zone)


def _utc(local: tuple[int, ...], zone: str) -> datetime:
    year, month, day, hour, minute = local
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_there_are_as_many_outputs_as_are_promised() -> None:
    assert len(WIDGETS) == 4
    assert len(FORMATS) >= 6, FORMATS


@pytest.mark.parametrize("hidden", [False, True], ids=["frozen", "hidden"])
@pytest.mark.parametrize("zone", ZONES)
def test_every_output_changes_at_the_second_and_back(
    zone: str, hidden: bool, clock: Any, settings: Any
) -> None:
    settings.TIME_ZONE = zone
    since, until = ends(zone)
    elected, other = (
        election.seated("Lower House", number=1),
        election.seated("Upper House", number=2),
    )
    before, beside = elected.read(), list(election.told(other.read()))
    election.planned(elected.chamber, since, until, hidden=hidden)

    found: dict[datetime, dict[str, Any]] = {}
    around: dict[datetime, list[Any]] = {}
    for at in (since - SECOND, since, since + SECOND, until - SECOND, until, until + SECOND):
        clock.move_to(at)
        found[at] = elected.read()
        around[at] = list(election.told(other.read()))

    names = [*WIDGETS, *FORMATS, *CARDS, *PAGES]
    for at, answers in found.items():
        assert election.says_election(answers) == dict.fromkeys(answers, since <= at < until), at
        assert set(answers) == set(names)
    for at in (since - SECOND, until, until + SECOND):
        assert [one.content for one in found[at].values()] == [
            one.content for one in before.values()
        ]
    for at, others in around.items():
        changed = [one[0] for one, was in zip(others, beside, strict=True) if one != was]
        assert not changed, at


def test_members_feeds_and_lists_of_members_say_it_in_the_words_of_each_language(
    clock: Any,
) -> None:
    elected, other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)

    clock.move_to(BEFORE + HOUR)

    for language, title in election.TITLES.items():
        members = outlets.site(f"/{language}/feeds/kind:member/feed.json").json()["items"]
        own, others = (_of(members, seat.member.public_id) for seat in (elected, other))
        assert election.WORDS[language] in own
        assert title in own
        assert election.WORDS[language] not in others
        page = outlets.site(f"/{language}/bodies/{elected.chamber.public_id}/")
        page = outlets.site(page["Location"]) if page.status_code == 301 else page
        assert title in page.content.decode()


def test_nothing_new_of_a_member_shows_before_the_election_is_over(clock: Any) -> None:
    elected, other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)

    clock.move_to(BEFORE + HOUR)
    old = [_said_again(seat, words) for seat, words in ((elected, "Belated"), (other, "Beside"))]
    shown = {name: _mentions(seat, word) for name, seat, word in _both(elected, other)}
    clock.move_to(BEFORE + 2 * HOUR)
    after = {name: _mentions(seat, word) for name, seat, word in _both(elected, other)}

    assert all(row.sitting.date < BEFORE.date() for row in old)  # what is old is new in a feed, too
    assert shown == {"elected": set(), "other": LISTS}
    assert after == {"elected": LISTS, "other": LISTS}


def test_the_record_itself_goes_on(clock: Any) -> None:
    elected, _other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR, hidden=True)

    clock.move_to(BEFORE + HOUR)
    said = _said_again(elected, "Belated")

    assert "Belated" in outlets.feed("kind:speech").content.decode()
    assert "Belated" in outlets.page(said.public_id).content.decode()
    assert "Belated" in outlets.speech_embed(said.public_id).content.decode()
    assert election.WORDS["en"] not in outlets.feed("kind:speech").content.decode()


def test_lists_of_the_record_say_nothing_of_it_though_written_with_those_that_do(
    clock: Any,
) -> None:
    elected, _other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)
    clock.move_to(BEFORE + HOUR)
    streams = ("kind:speech", f"thing:{elected.speech}", f"member:{elected.member.public_id}")

    feeds = {stream: outlets.feed(stream, "fr") for stream in streams}
    actions.annotate(elected.speech, note="A figure was wrong")
    again = {stream: outlets.feed(stream, "fr") for stream in streams}

    for answers in (feeds, again):
        says = [election.WORDS["fr"] in answers[stream].content.decode() for stream in streams]
        assert says == [False, True, True]
    assert all("A figure was wrong" in answer.content.decode() for answer in again.values())


def test_a_correction_and_a_withdrawal_still_reach_what_members_embed(clock: Any) -> None:
    elected, _other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)

    clock.move_to(BEFORE + HOUR)
    actions.withdraw(elected.speech, reason="Misattributed")

    feed = outlets.feed(f"member:{elected.member.public_id}")
    assert "Misattributed" in feed.content.decode()


def test_hidden_shows_the_disclaimer_and_nothing_of_the_member_but_the_name(clock: Any) -> None:
    elected, _other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR, hidden=True)

    clock.move_to(BEFORE + HOUR)
    answers = elected.read()

    for name in (*WIDGETS[:2], *FORMATS, *CARDS, *PAGES[:2]):
        words = election.words_of(answers[name])
        assert election.WORDS["fr"] in words, name
        assert "Approvisionnement" not in words, name
        assert "Harbour East" not in words, name
    api = outlets.record(elected.member.public_id, "fr").json()
    assert (api["passages"], api["steps"], api["links"]) == ([], [], [])


def test_nobody_is_called_a_member_and_nothing_of_the_result_shows_early(clock: Any) -> None:
    elected, _other = _two_chambers()
    old = Membership.objects.get(member=elected.member)
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 72 * HOUR)

    clock.move_to(BEFORE + 48 * HOUR)
    old.end = BEFORE.date().isoformat()
    old.save()
    MembershipFactory(
        member=elected.member,
        organization=elected.chamber,
        area=AreaFactory(names={"en": "Northern Isles"}),
        start="2026-10-03",
    )
    published(elected.member)
    newcomer = MemberFactory(family_name="Nouvelle")
    MembershipFactory(member=newcomer, organization=elected.chamber, start="2026-10-03")
    published(newcomer)
    during = [_page(elected.member), _page(newcomer)]
    clock.move_to(BEFORE + 72 * HOUR)
    after = [_page(elected.member), _page(newcomer)]

    assert [election.WORDS["en"] in page for page in during] == [True, True]
    assert [seat in page for page in during for seat in ("Member for", "Northern Isles")] == [
        False
    ] * 4
    assert "Member for Northern Isles" in after[0]
    assert "Member for Harbour East" in after[1]
    assert election.WORDS["en"] not in "".join(after)


@pytest.mark.parametrize("hidden", [False, True], ids=["frozen", "hidden"])
def test_contact_links_are_withdrawn_and_come_back(hidden: bool, clock: Any) -> None:
    elected, other = _two_chambers()
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR, hidden=hidden)

    found = []
    for at in (BEFORE, BEFORE + HOUR, BEFORE + 2 * HOUR):
        clock.move_to(at)
        pages = [_page(seat.member) for seat in (elected, other)]
        api = outlets.record(elected.member.public_id).json()["links"]
        found.append(("okafor1.example" in pages[0], "okafor2.example" in pages[1], len(api)))

    assert found == [(True, True, 1), (False, True, 0), (True, True, 1)]


def test_who_left_long_before_is_not_concerned(clock: Any) -> None:
    elected, _other = _two_chambers()
    gone = MemberFactory(family_name="Partie")
    MembershipFactory(member=gone, organization=elected.chamber, start="2019", end="2024-06")
    published(gone)
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)

    clock.move_to(BEFORE + HOUR)

    assert "No longer a member since June 2024." in _page(gone)
    assert election.WORDS["en"] not in _page(gone)


def test_no_answer_may_be_kept_beyond_the_second_at_which_it_changes(clock: Any) -> None:
    elected, _other = _two_chambers()
    since, until = BEFORE + HOUR, BEFORE + 2 * HOUR
    election.planned(elected.chamber, since, until)

    for at, edge in ((since - timedelta(minutes=11), since), (until - 61 * SECOND, until)):
        clock.move_to(at)
        for name in (*WIDGETS, *FORMATS, *CARDS):
            answer = elected.read()[name]
            assert kept_until(answer, at) <= edge, (name, answer["Cache-Control"])


def test_an_election_changed_or_called_off_is_so_at_once(clock: Any) -> None:
    elected, _other = _two_chambers()
    pause = election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)
    clock.move_to(BEFORE + HOUR)
    began = election.says_election(elected.read())
    pause = election.planned(
        elected.chamber, BEFORE + HOUR, BEFORE + 3 * HOUR, pause=pause.pk, revision=1
    )
    clock.move_to(BEFORE + 2 * HOUR)
    longer = election.says_election(elected.read())
    called_off = actions.call_off_election(pause.pk, revision=2)

    assert set(began.values()) == set(longer.values()) == {True}
    assert called_off
    assert set(election.says_election(elected.read()).values()) == {False}


def test_planning_twice_equals_once_and_every_step_is_in_the_log(clock: Any) -> None:
    elected, _other = _two_chambers()
    pauses = [election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR) for _ in "twice"]
    actions.call_off_election(pauses[0].pk)
    again = actions.call_off_election(pauses[0].pk)

    lines = AuditLine.objects.filter(verb__endswith="_election").order_by("pk")

    assert {pause.pk for pause in pauses} == {pauses[0].pk}
    assert not again
    assert [line.verb for line in lines] == ["plan_election", "call_off_election"]
    assert json.loads(lines[0].detail)["members"] == 1
    assert chain.verify().fault == ""


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(clock: Any) -> None:
    elected, _other = _two_chambers()
    pause = election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 2 * HOUR)
    election.planned(elected.chamber, BEFORE + HOUR, BEFORE + 3 * HOUR, pause=pause.pk, revision=1)

    with pytest.raises(ConflictError):
        election.planned(
            elected.chamber, BEFORE + HOUR, BEFORE + 4 * HOUR, pause=pause.pk, revision=1
        )
    with pytest.raises(ConflictError):
        actions.call_off_election(pause.pk, revision=1)


@trying(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 6)), max_size=6))
def test_periods_may_touch_and_never_overlap(wished: list[tuple[int, int]]) -> None:
    with world(BEFORE) as clock:
        chamber = published(OrganizationFactory())
        member = MemberFactory()
        MembershipFactory(member=member, organization=chamber)
        published(member)
        taken: list[range] = []
        for first, length in wished:
            hours = range(first, first + length)
            free = not any(set(hours) & set(other) for other in taken) or hours in taken
            try:
                election.planned(chamber, BEFORE + first * HOUR, BEFORE + hours.stop * HOUR)
            except SyndicationError:
                assert not free
            else:
                assert free
                taken.append(hours)
        for hour in range(1, 27):
            inside = any(hour in hours for hours in taken)
            for at, expected in _around(hour, inside, taken):
                clock.move_to(at)
                said = queries.entry(member.public_id, "en").pause is not None
                assert said == expected, (hour, taken)


def _around(hour: int, inside: bool, taken: list[range]) -> list[tuple[datetime, bool]]:
    """Return a full hour and the second before it, with whether there is an election."""
    at = BEFORE + hour * HOUR
    return [(at - SECOND, any(hour - 1 in hours for hours in taken)), (at, inside)]


def _two_chambers() -> tuple[election.Seat, election.Seat]:
    return (
        election.seated("Lower House", number=1),
        election.seated("Upper House", number=2),
    )


def _both(elected: election.Seat, other: election.Seat) -> list[tuple[str, election.Seat, str]]:
    return [("elected", elected, "Belated"), ("other", other, "Beside")]


def _said_again(seat: election.Seat, word: str) -> Any:
    """Have a member's speech of before enter the record now."""
    sitting = Speech.objects.get(public_id=seat.speech).sitting
    section = SectionFactory(sitting=sitting, titles={"en": word, "fr": word})
    return election.spoken(seat.member, section)


def _mentions(seat: election.Seat, word: str) -> set[str]:
    return {name for name in LISTS if word in election.words_of(seat.read()[name])}


def _of(items: list[dict[str, Any]], thing: str) -> str:
    return next(json.dumps(item, ensure_ascii=False) for item in items if thing in item["id"])


def _page(member: Any) -> str:
    answer = outlets.site(f"/en/members/{member.public_id}/")
    return str(outlets.site(answer["Location"]).content.decode())
