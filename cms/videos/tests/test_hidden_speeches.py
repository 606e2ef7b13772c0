"""A recording repeats no word of a speech that somebody may not read, in no outlet, and leads nobody to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from syndication import actions
from syndication.models import Fragment
from tests import factories as make
from tests.engine import outlets

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
VIDEO, SPEECH = "2kc6kwjw86qj", "7k3m2qx9ab4c"
WORDS, CHAIR = "Nobody measured the quay.", "The sitting is open."

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

Outlet = Callable[[], Any]


def page(client: Client | None = None) -> Any:
    """Ask for the page of the recording."""
    found = (client or Client()).get(f"/en/videos/{VIDEO}/", follow=True)
    assert found.status_code == 200
    return found


OUTLETS: dict[str, Outlet] = {
    "page": page,
    "feed": lambda: outlets.feed("kind:video"),
    "feed of it alone": lambda: outlets.feed(f"thing:{VIDEO}"),
    "feed in another language": lambda: outlets.feed("kind:video", "fr"),
    "embed": lambda: outlets.embed(f"/e/en/latest/thing:{VIDEO}/"),
    "API": lambda: outlets.record(VIDEO),
    "list of the API": lambda: outlets.site("/api/v1/entries/?query=kind:video"),
}
SAYING = ("page", "feed", "feed of it alone", "feed in another language", "API")
LEADING = ("page", "API")
HIDING: dict[str, Callable[[], int]] = {
    "embargoed": lambda: actions.embargo(SPEECH, until=NOW + HOUR),
    "expired": lambda: actions.expire(SPEECH, after=NOW - HOUR),
    "restricted": lambda: actions.restrict(SPEECH, audience="bureau"),
    "withdrawn": lambda: actions.withdraw(SPEECH, reason="Misattributed"),
    "killed": lambda: actions.kill(SPEECH, reason="Misattributed"),
}
SHOWING: dict[str, Callable[[], int]] = {
    "embargoed": lambda: actions.lift(SPEECH),
    "expired": lambda: actions.expire(SPEECH, after=None),
    "restricted": lambda: actions.lift(SPEECH),
    "withdrawn": lambda: actions.restore(SPEECH),
    "killed": lambda: actions.restore(SPEECH),
}
STATES = pytest.mark.parametrize("state", HIDING)


@pytest.fixture(autouse=True)
def captions() -> str:
    """A recording of two speeches and what the chair said, with captions; the path of these."""
    name: str = default_storage.save("videos/x/a.en.vtt", ContentFile(b"WEBVTT " + WORDS.encode()))
    sitting = make.SittingFactory()
    video = make.VideoFactory(public_id=VIDEO, captions={"en": name}, sitting=sitting)
    make.TimingFactory(video=video, speech=None, name="The Chair", sentences=[[0, 2, CHAIR]])
    for public_id, words in ((SPEECH, WORDS), ("9ab7k3m2qx4d", "I thank the House.")):
        said = [{"id": "p1", "kind": "text", "text": words}]
        speech = make.SpeechFactory(public_id=public_id, sitting=sitting, paragraphs=said)
        make.published(speech)
        make.TimingFactory(video=video, speech=speech, sentences=[[3.5, 6.0, words]])
    make.published(video)
    return f"/media/{name}"


def told(outlet: Outlet) -> str:
    answer = outlet()
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def saying() -> list[str]:
    """Return the outlets in which the words of the speech stand."""
    return [name for name, outlet in OUTLETS.items() if WORDS in told(outlet)]


def leading() -> list[str]:
    """Return the outlets which name the speech by its public id."""
    return [name for name, outlet in OUTLETS.items() if SPEECH in told(outlet)]


def shown(captions: str, client: Client | None = None) -> int:
    """Return how the file of captions is answered."""
    answer = (client or Client()).get(captions)
    assert answer.status_code == 404 or b"".join(answer.streaming_content)
    return int(answer.status_code)


@STATES
def test_its_words_and_its_address_leave_every_outlet_and_come_back(
    state: str, captions: str
) -> None:
    before = saying(), leading(), shown(captions)

    HIDING[state]()

    assert (saying(), leading(), shown(captions)) == ([], [], 404)
    assert all(CHAIR in told(OUTLETS[name]) for name in SAYING)
    if state == "killed":
        actions.settle()
    SHOWING[state]()
    assert (saying(), leading(), shown(captions)) == before
    assert before == ([*SAYING], [*LEADING], 200)


@STATES
def test_no_outlet_that_was_asked_only_then_shows_it(state: str, captions: str) -> None:
    HIDING[state]()

    assert (saying(), leading(), shown(captions)) == ([], [], 404)


@STATES
def test_the_answer_about_captions_is_that_of_a_file_that_does_not_exist(
    state: str, captions: str
) -> None:
    HIDING[state]()

    hidden, absent = (Client().get(path) for path in (captions, f"{captions}x"))

    assert (dict(hidden.headers), hidden.content) == (dict(absent.headers), absent.content)


def test_no_address_of_captions_stands_anywhere_then(captions: str) -> None:
    showing = [OUTLETS["page"], OUTLETS["API"], lambda: outlets.page("9ab7k3m2qx4d")]
    before = [captions in told(outlet) for outlet in showing]

    HIDING["embargoed"]()

    assert before == [True, True, True]
    assert [captions in told(outlet) for outlet in showing] == [False, False, False]


def test_the_words_are_found_at_the_speech_alone() -> None:
    found = outlets.feed("text:measured").content.decode()

    assert (SPEECH in found, VIDEO in found) == (True, False)


def test_a_moment_that_comes_by_itself_brings_the_words(time_machine: Any) -> None:
    actions.embargo(SPEECH, until=NOW + HOUR)
    before = saying()

    time_machine.move_to(NOW + HOUR)

    assert (before, saying(), leading()) == ([], [*SAYING], [*LEADING])


def test_a_moment_that_comes_by_itself_takes_the_words(time_machine: Any) -> None:
    actions.expire(SPEECH, after=NOW + HOUR)
    before = saying()

    time_machine.move_to(NOW + HOUR)

    assert (before, saying(), leading()) == ([*SAYING], [], [])


def test_no_cache_keeps_the_words_beyond_the_end_of_the_speech() -> None:
    lasting = outlets.feed("kind:video")["Cache-Control"]

    actions.expire(SPEECH, after=NOW + HOUR)

    ending = outlets.feed("kind:video")["Cache-Control"]
    assert ("stale-if-error" in lasting, "stale-if-error" in ending) == (True, False)


def test_who_may_read_the_speech_reads_it_in_the_recording(captions: str) -> None:
    group = Group.objects.create(name="Bureau")
    bureau = actions.save_audience("bureau", title="The bureau", groups=[group])
    user = User.objects.create_user("member")
    user.groups.add(group)
    member = Client()
    member.force_login(user)
    _, secret = actions.make_token(bureau, label="Reader")
    actions.restrict(SPEECH, audience="bureau")

    answers = [
        page(member),
        member.get(f"/api/v1/entries/{VIDEO}/"),
        outlets.site(f"/t/{secret}/en/feeds/kind:video/feed.rss"),
        outlets.site("/en/feeds/kind:video/feed.rss", authorization=f"Bearer {secret}"),
    ]

    assert all(WORDS in answer.content.decode() for answer in answers)
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert shown(captions, member) == 200
    assert (saying(), shown(captions)) == ([], 404)


def test_without_the_database_a_kill_takes_the_words_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = outlets.feed("kind:speech member:nobody")
    assert WORDS in told(OUTLETS["feed"])

    with pytest.MonkeyPatch.context() as down:
        _stop_the_database(down)
        actions.kill(SPEECH, reason="Misattributed")
        answers = [outlets.feed("kind:video"), outlets.feed("kind:speech member:nobody")]

    assert [answer.status_code for answer in answers] == [503, others.status_code]


def test_a_translation_alone_makes_no_words_readable() -> None:
    french = make.LocaleFactory(language_code="fr")
    make.published(
        make.SpeechFactory(public_id=SPEECH, locale=french, original_language="en", member=None)
    )
    actions.embargo(SPEECH, until=NOW + HOUR, language="en")

    assert saying() == []


def test_a_speech_that_was_never_published_is_repeated_by_nothing() -> None:
    draft = make.SpeechFactory(live=False)
    video = make.VideoFactory(title="Another")
    make.TimingFactory(video=video, speech=draft, sentences=[[0, 2, "A draft is read out."]])
    make.published(video)

    assert "A draft is read out." not in told(lambda: outlets.record(video.public_id))
    make.published(draft)
    assert "A draft is read out." in told(lambda: outlets.record(video.public_id))


def test_what_repeats_words_of_others_is_kept_in_no_fragment() -> None:
    assert saying() == [*SAYING]

    kept = Fragment.objects.values_list("entry__thing", flat=True)

    assert VIDEO not in kept


def _stop_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.backends.utils import CursorWrapper
    from django.db.utils import OperationalError

    def refuse(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(CursorWrapper, "execute", refuse)
