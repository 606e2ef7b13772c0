"""Nothing is seen before its moment or after its end: every output asked around thousands of them, and every cache."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.engine import outlets
from tests.engine.record import world
from tests.moments import spoken
from tests.moments.caching import fresh_until, kept_until
from tests.moments.spoken import CANARY, Meeting

pytestmark = pytest.mark.django_db

SECOND, INSTANT = timedelta(seconds=1), timedelta(microseconds=1)
AROUND = (-SECOND, -INSTANT, timedelta(0), SECOND)
EARLIER = (timedelta(hours=25), timedelta(hours=23), timedelta(minutes=11), timedelta(seconds=61))
"""Before these, what ends soon may still be kept by caches in some way."""
READ = 2
"""Speeches of a meeting whose own outputs are read: one that appears, one that ends."""


def faults(number: int, *, seed: int, files: int) -> Iterator[tuple[int, list[str]]]:
    """Yield of each meeting how many moments it had, and what was seen at the wrong time."""
    with world() as clock:
        planned = spoken.meetings(number, seed)
        spoken.publish(planned)
        media = {meeting.id: spoken.recordings(meeting) for meeting in planned[:files]}
        for place, meeting in enumerate(planned):
            wrong: list[str] = []
            instants = [meeting.minute - before for before in EARLIER[place % 4 :][:1]]
            for at in (*instants, *(meeting.minute + step for step in AROUND)):
                clock.move_to(at)
                wrong += looked(meeting, at, whole=place % 50 == 0)
                wrong += heard(media.get(meeting.id, []), at)
            yield len(meeting.speeches) + len(media.get(meeting.id, [])), wrong


def looked(meeting: Meeting, at: datetime, *, whole: bool) -> Iterator[str]:
    """Ask everything that can show a meeting."""
    yield from listed(meeting, at)
    if whole:
        mine = {one.word: one.seen(at) for one in meeting.speeches}
        sent = [one for one in CANARY.findall(sitemap()) if one in mine]
        if sorted(sent) != sorted(one for one in mine if mine[one]):
            yield f"{at} sitemap sends to {sorted(sent)}"
    for one in meeting.speeches[:READ]:
        for name, answer in spoken.own(one):
            if answer.status_code != (200 if one.seen(at) else 404):
                yield f"{at} {name} of {one.word} answers {answer.status_code}"
            yield from cached(name, answer, meeting, at)


def listed(meeting: Meeting, at: datetime) -> Iterator[str]:
    """Ask what lists a meeting's speeches."""
    seen = {one.word for one in meeting.speeches if one.seen(at)}
    for name, answer in spoken.lists(meeting):
        said = set(CANARY.findall(answer.content.decode()))
        if said != seen:
            yield f"{at} {name} shows {sorted(said - seen)} and lacks {sorted(seen - said)}"
        yield from cached(name, answer, meeting, at)
    embed = spoken.latest(meeting)
    said = set(CANARY.findall(embed.content.decode()))
    if not said <= seen or len(said) != 5:
        yield f"{at} latest shows {sorted(said)}"
    yield from cached("latest", embed, meeting, at)


def heard(media: list[tuple[spoken.Spoken, str]], at: datetime) -> Iterator[str]:
    """Ask for the files of recordings."""
    for one, path in media:
        answer = outlets.embed(path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # read to its end, it closes its file
        if answer.status_code != (200 if one.seen(at) else 404):
            yield f"{at} {path} answers {answer.status_code}"
        if answer.status_code == 200 and one.ends and kept_until(answer, at) > one.ends:
            yield f"{at} {path} may be kept until {kept_until(answer, at)}"


def cached(name: str, answer: Any, meeting: Meeting, at: datetime) -> Iterator[str]:
    """Look at what a cache may do: show nothing that has ended, and ask again when something may appear."""
    shown = set(CANARY.findall(answer.content.decode()))
    if at < meeting.minute < fresh_until(answer, at):
        yield f"{at} {name} is fresh until {fresh_until(answer, at)}"
    if at < meeting.minute < kept_until(answer, at) and any(
        one.ends and one.word in shown for one in meeting.speeches
    ):
        yield f"{at} {name} may be kept until {kept_until(answer, at)}: {answer.get('Cache-Control')}"


def sitemap() -> str:
    """Return the canaries of the speeches that the sitemap sends to."""
    said = outlets.site("/sitemap-record.xml").content.decode()
    return "".join(f"zq{part[:6]}qz " for part in said.split("/en/speeches/t00000")[1:])


def test_what_appears_and_ends_does_so_at_its_moment_everywhere():
    found = list(faults(12, seed=1, files=2))

    assert [fault for _moments, wrong in found for fault in wrong] == []
    assert sum(moments for moments, _wrong in found) > 240


@pytest.mark.soak
def test_ten_thousand_moments_come_and_go_in_time():
    moments = 0
    for more, wrong in faults(500, seed=2, files=20):
        assert wrong == []
        moments += more

    assert moments > 10_000
