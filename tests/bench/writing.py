"""What each format of feeds costs beside Django's own generator that writes the same items, in CPU."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html import escape

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.translation import override

from syndication import contract, feeds, registry
from syndication.contract import Entry, FeedRenderer, Selection

ROUNDS = 40


def formats(selection: Selection) -> Iterator[tuple[str, float, float]]:
    """Yield each format with what it takes over the reference: written whole, and put together of written entries."""
    with override(selection.language):
        for name, (_plugin, renderer) in registry.feed_renderers().items():
            medium = "video/mp4" if "video" in name else "audio/mpeg"
            recorded = tuple(_recorded(entry, medium) for entry in selection.entries)
            yield name, *_compared(replace(selection, entries=recorded), renderer)


def _compared(selection: Selection, renderer: FeedRenderer) -> tuple[float, float]:
    """Return both medians of rounds in which each is measured right beside the reference."""
    written = [renderer.fragment(entry) for entry in selection.entries]
    reference = partial(_by_django, selection, renderer.format)
    whole, assembled = [], []
    for _round in range(ROUNDS):
        beside = _seconds(reference)
        whole.append(_seconds(partial(renderer.render, selection)) / beside)
        assembled.append(_seconds(partial(renderer.assemble, selection, written)) / beside)
    return statistics.median(whole), statistics.median(assembled)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _recorded(entry: Entry, medium: str) -> Entry:
    """Return an entry as one that was recorded, and took an hour: that podcasts and calendars hold it."""
    recording = contract.Enclosure(f"{entry.url}recording", medium, length=7_000_000, duration=180)
    ends = entry.published + timedelta(hours=1)
    return replace(entry, enclosures=(recording,), until=ends)


def _by_django(selection: Selection, format_name: str) -> str:
    """Write a selection with Django's feed generator, as much as it can carry of it."""
    generator = Atom1Feed if format_name.startswith("atom") else Rss201rev2Feed
    feed = generator(selection.title, selection.url, selection.title, selection.language)
    for entry in selection.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=_words(entry, format_name),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=entry.participants[0].name,
            enclosures=[
                Enclosure(one.url, str(one.length), one.media_type) for one in entry.enclosures
            ],
        )
    return feed.writeString("utf-8")


def _words(entry: Entry, format_name: str) -> str:
    if format_name == "calendar" or feeds.length_of(format_name) != "full":
        return entry.summary
    return "".join(f"<p>{escape(passage.text)}</p>" for passage in entry.passages)
