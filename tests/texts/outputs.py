"""Everything that leaves, read as strictly as its format is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit

import feedparser
import icalendar
from django.conf import settings
from django.test import Client
from lxml import etree
from PIL import Image

from cms.core.addresses import WORDS
from syndication.models import EntryRecord
from syndication.text import clean

FEEDS = (
    "feed.rss", "feed.atom", "feed.json", "feed-title.rss", "feed-title.json", "feed-summary.atom",
    "podcast-audio.rss", "podcast-video.rss", "calendar.ics", "feeds.opml",
)  # fmt: skip
PATHS = (
    "", "en/", "en/news/", "sitemap.xml", "sitemap-record.xml", "sitemap-videos.xml",
    "sitemap-pages.xml",
    "api/v1/entries/?limit=100", "api/v1/streams/", "ar/feeds/spoken/",
    *(f"{stream}/{name}" for stream in ("en/feeds/all", "ar/feeds/spoken") for name in FEEDS),
)  # fmt: skip
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def failure(answer: Any, path: str) -> Iterator[str]:
    """Yield that an answer is the server's fault, and what was raised."""
    if answer.status_code >= 500:
        raised = getattr(answer, "exc_info", None)
        yield f"{path} answers {answer.status_code}: {raised and raised[1]!r:.300}"


def faults_of(answer: Any, path: str) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    yield from failure(answer, path)
    kind = answer.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    try:
        _read(kind, body)
    except (ValueError, etree.XMLSyntaxError) as error:
        yield f"{path} is no {kind}: {error} {body[:300]!r}"


def _read(kind: str, body: bytes) -> None:
    if kind.startswith("image/"):
        Image.open(BytesIO(body)).load()
    elif "xml" in kind:
        etree.fromstring(body, PARSER)
        _followed(kind, body)
    elif "json" in kind:
        found = json.loads(body.decode(), parse_constant=_none)
        json.dumps(found, ensure_ascii=False).encode()
    else:
        said = body.decode()
        if clean(said) != said:
            raise ValueError("there are characters in it that no document may hold")
        if kind.startswith("text/calendar"):
            _calendar(body)


def _followed(kind: str, body: bytes) -> None:
    """Refuse a feed that feedparser finds something wrong with, or an item of it without id, date and address."""
    if not kind.startswith(("application/rss", "application/atom")):
        return
    found = feedparser.parse(body, response_headers={"content-type": kind})
    if found.bozo:
        raise ValueError(f"feedparser says: {found.bozo_exception!r}")
    for item in found.entries:
        if not (item.get("id") and item.get("published_parsed") and item.get("link")):
            raise ValueError(f"feedparser finds no id, date or address: {item!r:.300}")


def _calendar(body: bytes) -> None:
    """Refuse a calendar that icalendar cannot read, or in which it finds something wrong."""
    found = icalendar.Calendar.from_ical(body)
    if wrong := [component.errors for component in found.walk() if component.errors]:
        raise ValueError(f"icalendar says: {wrong!r:.300}")


def _none(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def described(path: str, words: str = "") -> Iterator[str]:
    """Yield what is asked of oEmbed about a page, and about words, which are no address and no limit."""
    page = quote(f"{settings.BASE_URL}{path}", safe="")
    yield f"/oembed?url={page}&maxwidth={words}"
    yield f"/oembed?url={page}&format=xml"
    yield f"/oembed?url={words}"


def addresses(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield host and path of every output, and of searches for words."""
    site, embed = (urlsplit(url).netloc for url in (settings.BASE_URL, settings.EMBED_URL))
    yield from ((site, f"/{path}") for path in PATHS)
    for kind, folder in WORDS.items():
        yield site, f"/en/feeds/kind:{kind}/feed.rss"
        yield site, f"/en/{folder}/"
        yield embed, f"/e/en/latest/kind:{kind}/"
    for record in EntryRecord.objects.all():
        yield site, f"/api/v1/entries/{record.thing}/?language={record.language}"
        yield embed, f"/e/en/speech/{record.thing}/"
        yield embed, f"/cards/en/{record.thing}.png"
        address = json.loads(record.value)["url"]
        yield site, quote(address, safe="/%")
        yield site, f"/ar/{WORDS[record.kind]}/{record.thing}/"
        yield from ((site, path) for path in described(f"/en/{WORDS[record.kind]}/{record.thing}/"))
    for said in words:
        asked = quote(said, safe="", errors="surrogatepass")
        yield site, f"/en/speeches/?q={asked}"
        yield site, f"/en/feeds/text:{asked}/feed.rss"
        yield site, f"/en/feeds/{asked}/feed.rss"
        yield site, f"/en/feeds/text:{asked}/"
        for more in ("", f"&q={asked}&stream={asked}&kind={asked}&tongue={asked}"):
            yield site, f"/en/feeds/?who={asked}{more}"
        for query in (f"text:%22{asked}%22", f"{asked}&language={asked}&after={asked}"):
            yield site, f"/api/v1/entries/?query={query}"
        yield embed, f"/e/en/latest/text:{asked}/"
        yield from ((site, path) for path in described(f"/en/feeds/text:{asked}/feed.rss", asked))
        yield site, f"/en/bills/{asked}/"
        yield site, f"/sitemap-record.xml?after={asked}"
        yield site, f"/sitemap-videos.xml?after={asked}"


def read(client: Client, words: list[str]) -> Iterator[str]:
    """Read every output and yield what is wrong with it."""
    for host, path in addresses(words):
        answer: Any = client.get(path, headers={"host": host})
        yield from faults_of(answer, path)
        if answer.status_code == 301:
            yield from faults_of(client.get(answer["Location"], headers={"host": host}), path)
