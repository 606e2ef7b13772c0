"""What a change costs once it is recorded: feeds written again, their addresses found, answers kept and looked up."""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from syndication import actions
from syndication.contract import Entry, Facet
from syndication.models import Publication, PublicationKey
from syndication.publications import answers, publishing, staleness
from syndication.publications.answers import Answer
from syndication.publications.embedded import EmbeddedStore
from syndication.testing import entry_with
from tests.bench.pace import timed

ENTRIES = 24
MOST = 1000
ROUNDS = 5
FOUND, AMONG = 200, 50_000
SMALL, LARGE = 1000, 100_000


def main() -> None:
    """Measure on the database of the environment, and print the figures as JSON."""
    call_command("migrate", verbosity=0)
    figures = {
        "hundred": rewriting(100),
        "thousand": rewriting(MOST),
        "visible_one": visible(1),
        "visible_fifty": visible(50),
        **finding(),
        **store_growth(),
    }
    json.dump(figures, sys.stdout)


def spoken(topics: Iterable[int], title: str) -> Entry:
    """Return the newest speech, found under so many topics."""
    return speech(ENTRIES, title, [Facet("topic", f"t{number}") for number in topics])


def speech(number: int, title: str, facets: Sequence[Facet]) -> Entry:
    """Return a speech of the bench."""
    words = entry_with().passages * 3
    thing = f"b{number:011}"
    return entry_with(thing=thing, title=title, facets=tuple(facets), passages=words)


def rewriting(feeds: int) -> float:
    """Return the CPU milliseconds in which all feeds of one corrected entry are written again, gzip and brotli."""
    topics = [Facet("topic", f"t{number}") for number in range(feeds)]
    actions.publish([speech(number, "Water supply", topics) for number in range(ENTRIES + 1)])
    for number in range(feeds):
        asked(number)
    taken = []
    for attempt in range(ROUNDS):
        with actions.deferring():
            actions.publish([spoken(range(feeds), f"Corrected {feeds} {attempt}")])
        rows = list(Publication.objects.filter(stale=True))
        again = partial(publishing.rewrite, rows, at=timezone.now())
        taken.append(timed(again, time.process_time))
    return statistics.median(taken)


def visible(feeds: int) -> float:
    """Return the milliseconds from publishing until a reader of the last of the feeds sees it; all show it by then."""
    taken = []
    for attempt in range(ROUNDS):
        title = f"Seen {feeds} {attempt}"
        topics = [Facet("topic", f"t{number}") for number in range(feeds)]
        with actions.deferring():  # the feeds of the round before must not count
            actions.publish([spoken(range(feeds), "Before")])
        publishing.rewrite(list(Publication.objects.filter(stale=True)), at=timezone.now())
        taken.append(timed(partial(publish_and_ask, title, topics)))
        if not all(title.encode() in asked(number) for number in range(feeds)):
            raise AssertionError("a feed does not show what was published")
    return statistics.median(taken)


def publish_and_ask(title: str, topics: Sequence[Facet]) -> None:
    """Publish a speech, and ask for the feed of the last of its topics."""
    actions.publish([speech(ENTRIES, title, topics)])
    asked(len(topics) - 1)


def asked(number: int) -> bytes:
    """Ask for a topic's feed."""
    return _reader().get(f"/en/feeds/topic:t{number}/feed.rss").content


@cache
def _reader() -> Client:
    """Return one reader for all: making one loads every middleware."""
    return Client(headers={"host": settings.BASE_URL.partition("://")[2]})


def finding() -> dict[str, float]:
    """Return the statements and milliseconds in which 200 of 50,000 publications are found and marked."""
    now = timezone.now()
    rows = Publication.objects.bulk_create(
        Publication(
            address=f"bench/{number}", format="rss", query="", language="en", limit=20, modified=now
        )
        for number in range(AMONG)
    )
    PublicationKey.objects.bulk_create(
        PublicationKey(publication=row, term=f"member:m{number % (AMONG // FOUND)}")
        for number, row in enumerate(rows)
    )
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        touched = staleness.touch({"member:m7", "speech:s1"})
        taken = (time.perf_counter() - began) * 1000
    if len(touched) != FOUND:
        raise AssertionError(f"{len(touched)} publications were marked, not {FOUND}")
    passes = [item for item in captured.captured_queries if "publicationkey" in item["sql"]]
    return {"passes": len(passes), "finding": taken}


def store_growth() -> dict[str, float]:
    """Return how much more a lookup and a change cost among 100,000 answers than among 1,000."""
    with tempfile.TemporaryDirectory(prefix="hemicycle-bench-") as folder:
        store = EmbeddedStore(Path(folder))
        fill(store, range(SMALL))
        few = looking(store, SMALL), changing(store, SMALL)
        fill(store, range(SMALL, LARGE))
        many = looking(store, LARGE), changing(store, LARGE)
    return {"lookups": many[0] / few[0], "changes": many[1] / few[1]}


def fill(store: EmbeddedStore, numbers: range) -> None:
    """Keep many answers."""
    for start in range(numbers.start, numbers.stop, 500):
        store.put(*map(answer, range(start, min(start + 500, numbers.stop))))


def answer(number: int) -> Answer:
    """Return an answer of some kilobytes."""
    body = b"<item>%d</item>" % number * 100
    bodies = {"br": body[:200], "gzip": body[:300], "identity": body}
    return Answer(f"bench/{number}", "text/xml", (), bodies, answers.digest(body), 1)


def looking(store: EmbeddedStore, number: int) -> float:
    """Return the seconds of a thousand lookups at random."""
    choice = random.Random(7)  # noqa: S311 (the same addresses every time)
    return median(lambda: [store.get(f"bench/{choice.randrange(number)}") for _ in range(1000)])


def changing(store: EmbeddedStore, number: int) -> float:
    """Return the seconds of two hundred changes at random."""
    choice = random.Random(7)  # noqa: S311 (the same addresses every time)

    def change() -> None:
        for _ in range(200):
            store.put(answer(choice.randrange(number)))

    return median(change)


def median(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the middle one of some runs."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
