"""What a change touches is written again after the commit, all together, and nothing else is."""

from __future__ import annotations

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndication import actions, pipeline, queries
from syndication.models import Fragment, Publication
from syndication.publications import publishing
from syndication.publications.memory import memory
from syndication.publications.wishes import Wish
from tests.engine import outlets
from tests.engine.record import HOUR, MEMBER, NOW, profile, publish, speech_of, thing, world

pytestmark = pytest.mark.time_machine(NOW, tick=False)

HOST = "127.0.0.1:8000"
PATHS = (
    "kind:speech",
    f"member:{MEMBER}",
    "member:b",
    f"member:{MEMBER},b",
    "all",
    "kind:bill",
    "language:fr",
)


def bytes_of() -> dict[str, bytes]:
    return {path: outlets.feed(path).content for path in PATHS}


@pytest.mark.django_db(transaction=True)
def test_after_the_commit_readers_find_it_written():
    publish(profile(), speech_of(MEMBER, 1), speech_of("b", 2))
    bytes_of()

    publish(speech_of(MEMBER, 1, title="Changed"))

    assert not Publication.objects.filter(stale=True).exists()
    kept = memory().get(f"{HOST}/en/feeds/kind:speech/feed.rss")
    assert (kept.stale, b"Changed" in kept.bodies["identity"]) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_what_is_more_than_can_be_written_at_once_is_written_when_read(monkeypatch):
    monkeypatch.setattr(pipeline, "AT_ONCE", 1)
    publish(profile(), speech_of(MEMBER, 1))
    bytes_of()

    publish(speech_of(MEMBER, 1, title="Changed"))

    assert Publication.objects.filter(stale=True).count() > 1
    assert b"Changed" in outlets.feed(f"member:{MEMBER}").content


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("embargo", {"until": NOW + HOUR}),
        ("restrict", {"audience": "press"}),
        ("expire", {"after": NOW - HOUR}),
    ],
)
def test_of_what_is_hidden_nothing_is_kept_even_for_when_nothing_can_be_written(verb, given):
    publish(profile(), speech_of(MEMBER, 1), speech_of("b", 2))
    bytes_of()

    with pipeline.deferring():
        getattr(actions, verb)(thing(1), **given)

    assert memory().get(f"{HOST}/en/feeds/kind:speech/feed.rss") is None
    assert memory().get(f"{HOST}/en/feeds/member:b/feed.rss")
    assert b"Water supply 2" in outlets.feed("kind:speech").content


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["embargo", "restrict", "withdraw", "correct"])
def test_what_is_decided_while_a_feed_is_being_drawn_is_not_missed(monkeypatch, verb):
    given = {
        "embargo": {"until": NOW + HOUR},
        "restrict": {"audience": "press"},
        "withdraw": {"reason": "Misattributed"},
    }
    publish(profile(), speech_of(MEMBER, 1, summary="The old words."))
    outlets.feed()
    memory().doubt([f"{HOST}/en/feeds/kind:speech/feed.rss"])
    draw = publishing.draw

    def drawn_too_early(*arguments):
        found = draw(*arguments)
        monkeypatch.setattr(publishing, "draw", draw)
        with pipeline.deferring():
            if verb == "correct":
                publish(speech_of(MEMBER, 1, summary="The new words."))
            else:
                getattr(actions, verb)(thing(1), **given[verb])
        return found

    monkeypatch.setattr(publishing, "draw", drawn_too_early)
    outlets.feed()

    assert b"The old words." not in outlets.feed().content


@pytest.mark.django_db(transaction=True)
def test_long_work_leaves_the_writing_to_the_readers():
    publish(speech_of(MEMBER, 1))
    bytes_of()

    with actions.deferring():
        publish(speech_of(MEMBER, 1, title="Changed"))

    assert Publication.objects.filter(stale=True).exists()
    assert b"Changed" in outlets.feed("kind:speech").content


@pytest.mark.django_db(transaction=True)
def test_a_renderer_that_fails_for_one_entry_leaves_the_feeds_without_it_fresh(monkeypatch):
    from plugins.rss.renderer import RssRenderer

    publish(speech_of(MEMBER, 1), speech_of("b", 2))
    bytes_of()
    write = RssRenderer.fragment

    def failing(self, entry):
        if entry.title == "Unwritable":
            raise ValueError
        return write(self, entry)

    monkeypatch.setattr(RssRenderer, "fragment", failing)
    with actions.deferring():
        publish(speech_of(MEMBER, 1, title="Unwritable"), speech_of("b", 2, title="Changed"))
    publishing.rewrite(list(Publication.objects.filter(stale=True)), at=NOW)

    stale = set(Publication.objects.filter(stale=True).values_list("query", flat=True))
    assert "member:b" not in stale
    assert f"member:{MEMBER}" in stale
    assert b"Changed" in outlets.feed("member:b").content


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["publish", "withdraw", "restore", "embargo", "lift", "expire", "kill"]),
        st.integers(1, 4),
        st.sampled_from([MEMBER, "b"]),
        st.sampled_from(["en", "fr"]),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(CHANGES)
def test_written_together_or_apart_or_anew_it_is_the_same_bytes(changes):
    with world():
        publish(profile(), *(speech_of(MEMBER, number) for number in range(1, 5)))
        bytes_of()
        for verb, number, member, language in changes:
            done(verb, number, member, language)
            publishing.rewrite(list(Publication.objects.filter(stale=True)), at=NOW)
        together = bytes_of()
        Publication.objects.all().delete()
        Fragment.objects.all().delete()
        memory().remove(list(memory().addresses()))

        assert bytes_of() == together
        assert all(not feedparser.parse(body).bozo for body in together.values())


def done(verb: str, number: int, member: str, language: str) -> None:
    known = thing(number)
    if verb == "publish":
        own = {"id": f"tag:{known}"} if language == "fr" else {}
        publish(speech_of(member, number, language=language, **own))
    elif verb == "withdraw":
        actions.withdraw(known, reason="Misattributed")
    elif verb == "kill":
        actions.kill(known, reason="Misattributed")
        actions.settle()
    elif verb == "embargo":
        actions.embargo(known, until=NOW.replace(hour=11))
    elif verb == "expire":
        actions.expire(known, after=NOW.replace(hour=9))
    else:
        getattr(actions, verb)(known)


def test_a_wish_is_made_again_of_its_row():
    wish = Wish(
        "host/path",
        queries.parse("kind:speech"),
        "rss",
        "en",
        limit=3,
        context=True,
        slug="s",
        sole=True,
        options=(("t", "12.4,48"), ("theme", "dark")),
    )

    assert Wish.of(Publication(**wish.columns())) == wish
