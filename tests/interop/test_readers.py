"""Readers that people install follow a feed from the first look to a correction and a withdrawal.

Debian's packages newsboat, sfeed, rss2email, gpodder and khal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.interop import author
from tests.interop.conftest import needs
from tests.interop.letterbox import Letterbox, letterbox
from tests.interop.news import News
from tests.interop.readers import Gpodder, Item, Khal, Newsboat, Reader, Rss2email, Sfeed

HOUR = timedelta(hours=1)
SPOKEN = datetime(2026, 10, 14, 7, 30, tzinfo=UTC)
TITLES = [
    f"Amina Okafor: {author.REGRETTED}",
    f"Amina Okafor: {author.TOPIC}",
    f"أمينة أوكافور: {author.ARABIC}",
]
WITHDRAWN = f"Withdrawn: {author.REGRETTED}"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox() as found:
        yield found


@pytest.fixture(params=["rss", "atom"])
def address(news: News, request) -> str:
    return news.feed(f"feed.{request.param}")


@pytest.fixture(params=[Newsboat, Sfeed, Rss2email])
def reader(request, tmp_path: Path, address: str, box: Letterbox) -> Reader:
    """A reader that has looked once."""
    kind = request.param
    own = (needs(kind.program), tmp_path, address)
    found: Reader = Rss2email(*own, box) if kind is Rss2email else kind(*own)
    if isinstance(found, Rss2email):
        found.begin(replies=True)
    found.look()
    return found


def titled(reader: Reader, title: str) -> Item:
    """Return the one item of a title."""
    (found,) = [item for item in reader.shown() if item.title.endswith(title)]
    return found


def titles(reader: Reader) -> list[str]:
    return sorted(item.title for item in reader.shown())


def test_a_reader_shows_every_item_with_its_title_words_date_and_address(reader, news):
    said = titled(reader, author.TOPIC)
    moments = {item.at.replace(tzinfo=UTC) for item in reader.shown()}

    assert titles(reader) == sorted(TITLES)
    assert moments == {SPOKEN}
    assert author.MISHEARD in said.text
    assert author.SAID in said.text
    assert said.url.startswith(f"{news.site}/en/speeches/")
    assert said.url.endswith(f"{news.ids['corrected']}/")


def test_who_looks_again_is_told_that_nothing_changed(reader, news, address):
    """Newsboat knows nothing of a feed's tag before it has seen the feed twice."""
    before = reader.shown()
    reader.look()
    reader.look()

    assert news.statuses(address)[-1] == 304
    assert reader.shown() == before


def test_a_corrected_item_is_shown_once_with_the_note_and_the_new_words(reader, news):
    news.happens("correct", "corrected")
    reader.look()
    said = titled(reader, author.TOPIC)

    assert titles(reader) == sorted(TITLES)
    assert author.NOTE in said.text
    assert author.HEARD in said.text
    assert author.MISHEARD not in said.text


def test_a_withdrawn_item_is_shown_once_as_the_notice_and_its_words_are_gone(reader, news, address):
    """After another change, and for good."""
    for verb, which in (("correct", "corrected"), ("withdraw", "withdrawn")):
        news.happens(verb, which)
        reader.look()
    reader.look()
    gone = titled(reader, author.REGRETTED)

    assert news.statuses(address)[-1] == 304
    assert gone.title == WITHDRAWN
    assert author.REASON in gone.text
    assert author.REGRET not in " ".join(item.text for item in reader.shown())
    assert author.HEARD in titled(reader, author.TOPIC).text
    assert len(reader.shown()) == len(TITLES)


def test_who_wants_one_mail_an_item_gets_no_second_one(news, box, tmp_path):
    """rss2email's own settings; a follower of ``state:withdrawn`` gets what was taken back as an item of that feed."""
    reader = Rss2email(needs(Rss2email.program), tmp_path, news.feed("feed.rss"), box)
    reader.begin(replies=False)
    reader.look()
    for verb, which in (("correct", "corrected"), ("withdraw", "withdrawn")):
        news.happens(verb, which)
        reader.look()

    assert sorted(str(mail["Subject"]) for mail in box.mails) == sorted(TITLES)


def test_a_follower_of_withdrawals_is_sent_the_notice(news, box, tmp_path):
    address = news.feed("feed.rss").replace("kind:speech", "state:withdrawn/kind:speech")
    reader = Rss2email(needs(Rss2email.program), tmp_path, address, box)
    reader.begin(replies=False)
    reader.look()
    news.happens("withdraw", "withdrawn")
    reader.look()

    assert [item.title for item in reader.shown()] == [WITHDRAWN]
    assert author.REASON in reader.shown()[0].text


@pytest.fixture
def podcast(news: News, tmp_path: Path) -> Gpodder:
    found = Gpodder(needs(Gpodder.program), tmp_path, news.feed("podcast-video.rss", "video"))
    found.look()
    return found


def test_a_podcast_is_followed_and_its_recording_brought(podcast, news):
    (episode,) = podcast.shown()
    (file,) = podcast.bring()

    assert episode.title == "Sitting 118, water supply"
    assert episode.at == datetime(2026, 10, 13, 22, tzinfo=UTC)
    assert episode.enclosure.startswith(news.site.replace("127.0.0.1", "localhost"))
    assert file.read_bytes() == author.FILM.read_bytes()


def test_who_follows_a_podcast_again_is_told_that_nothing_changed(podcast, news):
    podcast.look()

    assert news.statuses(news.feed("podcast-video.rss", "video")) == [200, 304]
    assert len(podcast.shown()) == 1


def test_a_withdrawn_episode_is_shown_once_as_the_notice_with_nothing_to_play(podcast, news):
    news.happens("withdraw", "video")
    podcast.look()
    (episode,) = podcast.shown()

    assert (episode.title, episode.enclosure) == ("Withdrawn: Sitting 118, water supply", "")
    assert author.REASON in episode.text


def test_a_sitting_stands_once_in_a_calendar_when_it_is_moved_and_when_it_is_cancelled(
    news, tmp_path
):
    reader = Khal(needs(Khal.program), tmp_path, news.feed("calendar.ics", "sitting"))
    seen = []
    for verb in ("", "move", "withdraw"):
        if verb:
            news.happens(verb, "sitting")
        reader.look()
        seen += reader.shown()

    first, moved, gone = seen
    assert (first.at, first.text) == (SPOKEN, "CONFIRMED")
    assert (moved.at, moved.title, moved.text) == (SPOKEN + HOUR, first.title, "CONFIRMED")
    assert (gone.title, gone.text) == (f"Withdrawn: {first.title}", "CANCELLED")
