"""Everything that leaves, as somebody gets it: asked over HTTP, with the ids it lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

import feedparser
from django.conf import settings

from syndication.queries import build
from tests.leaks.oracle import (
    DEBATES,
    FOLDERS,
    KINDS,
    LANGUAGES,
    MEMBERS,
    SITTINGS,
    Audiences,
    Secret,
)
from tests.leaks.readers import NOBODY, Reader

QUERIES: tuple[dict[str, str], ...] = (
    {},
    *({"kind": kind} for kind in KINDS),
    *({"member": member} for member in MEMBERS),
    *({"sitting": sitting} for sitting in SITTINGS),
    {"kind": "speech", "member": MEMBERS[0]},
    {"kind": "speech", "language": "fr"},
    {"kind": "bill", "language": "en"},
)

OTHERS = (
    "feed.atom", "feed.json", "feed-summary.rss", "feed-title.json", "podcast-video.rss", "calendar.ics", "feeds.opml",
)  # fmt: skip
"""Feeds beside RSS."""
OLDER = ("archive/2026-10/feed.atom", "archive/2026-10/feed-title.json")
"""Archives of the month that most of a world is of."""


@dataclass(frozen=True)
class Output:
    """What one outlet said: where, with which status, all of it, for whom, and the ids it lists where it lists any.

    ``thing`` is what it is about, where one that is seen in any language must be found.
    """

    name: str
    status: int
    text: str
    audiences: Audiences
    query: dict[str, str] | None = None
    language: str = ""
    ids: list[str] | None = None
    whole: bool = False
    words: str = ""
    thing: str = ""


def everything(
    reader: Reader, world: list[Secret], sample: int, *, every: int = 1
) -> Iterator[Output]:
    """Yield every output; those of one thing of the first few, and of each query every so manieth further format."""
    for number, query in enumerate(QUERIES):
        for language in LANGUAGES[:2]:
            yield feed(reader, query, language)
            yield plain(reader, settings.BASE_URL, f"/{language}/feeds/{path_of(query)}/")
            yield plain(reader, settings.EMBED_URL, f"/e/{language}/latest/{path_of(query)}/")
            yield described(reader, f"{settings.EMBED_URL}/e/{language}/latest/{path_of(query)}/")
            yield plain(
                reader, settings.EMBED_URL, f"/cards/{language}/latest/{path_of(query)}.png"
            )
        for name in (*OTHERS, *OLDER)[number % every :: every]:
            yield plain(reader, settings.BASE_URL, f"/en/feeds/{path_of(query)}/{name}")
        changes = build({**query, "state": "changed"})
        yield plain(reader, settings.BASE_URL, f"/en/feeds/{changes.path}/feed.rss")
        yield listing(reader, query)
    for debate in DEBATES:
        yield plain(reader, settings.EMBED_URL, f"/e/en/debate/{debate}/")
    for kind, folder in FOLDERS.items():
        yield plain(reader, settings.BASE_URL, f"/en/{folder}/")
        yield plain(reader, settings.BASE_URL, f"/fr/{folder}/?q=water")
        yield plain(reader, settings.BASE_URL, f"/en/feeds/kind:{kind}/text:water/feed.rss")
    for secret in (*world[:sample], world[-1]):
        yield from own(reader, secret)


def own(reader: Reader, secret: Secret) -> Iterator[Output]:
    """Yield the outputs of one thing."""
    thing, kind = secret.entry.thing, secret.entry.kind
    for language in LANGUAGES[:2]:
        for path in (
            f"/api/v1/entries/{thing}/?language={language}",
            f"/{language}/{FOLDERS[kind]}/{thing}/",
        ):
            answer = plain(reader, settings.BASE_URL, path)
            yield replace(answer, thing=thing, language=language)
        for path in (
            f"/chapters/{language}/{thing}.json",
            f"/e/{language}/{kind}/{thing}/",
            f"/e/{language}/speech/{thing}/t=1,50/theme=dark/",
            f"/go/{language}/{FOLDERS[kind]}/{thing}/",
        ):
            yield plain(reader, settings.EMBED_URL, path)
        yield described(reader, f"{settings.BASE_URL}/{language}/{FOLDERS[kind]}/{thing}/")
        yield described(reader, f"{settings.EMBED_URL}/e/{language}/speech/{thing}/")
        if kind in {"speech", "video"}:
            yield plain(reader, settings.BASE_URL, f"/{language}/{FOLDERS[kind]}/{thing}/t=1,5/")
        for card in (f"/cards/{language}/{thing}.png", f"/cards/{language}/{thing}/t=0,9.png"):
            yield plain(reader, settings.EMBED_URL, card)
    yield plain(reader, settings.BASE_URL, f"/en/speeches/?q={secret.body}")
    yield plain(reader, settings.BASE_URL, f"/en/feeds/?who={secret.body}")
    yield searched(reader, secret.body)
    yield built(reader, q=secret.body)
    yield built(reader, url=f"{settings.BASE_URL}/en/{FOLDERS[kind]}/{thing}/")


def built(reader: Reader, **asked: str) -> Output:
    """Return a page of the builder, which shows everybody what the public sees."""
    return replace(
        plain(reader, settings.BASE_URL, f"/en/embed/?{urlencode(asked)}"), audiences=NOBODY
    )


def described(reader: Reader, url: str) -> Output:
    """Return what oEmbed answers about an address."""
    return plain(reader, settings.BASE_URL, f"/oembed?url={quote(url, safe='')}")


def searched(reader: Reader, words: str) -> Output:
    """Return the feed of words with the ids of its items."""
    address = f"/en/feeds/text:{words}/feed.rss"
    answer = reader.ask(settings.BASE_URL, address)
    ids = [item.id for item in feedparser.parse(answer.content).entries]
    return Output(address, answer.status_code, told(answer), reader.by_token, ids=ids, words=words)


def feed(reader: Reader, query: dict[str, str], language: str) -> Output:
    """Return a feed with the ids of its items."""
    address = f"/{language}/feeds/{path_of(query)}/feed.rss"
    answer = reader.ask(settings.BASE_URL, address)
    ids = [item.id for item in feedparser.parse(answer.content).entries]
    known = reader.by_token
    return Output(address, answer.status_code, told(answer), known, query, language, ids)


def listing(reader: Reader, query: dict[str, str]) -> Output:
    """Return the API's list to its end."""
    asked = " ".join(f"{name}:{value}" for name, value in query.items())
    address = f"/api/v1/entries/?query={quote(asked)}&language=en&limit=100"
    text, ids, following = "", [], address
    while following:
        answer = reader.ask(settings.BASE_URL, following)
        text += told(answer)
        found = answer.json()
        ids += [entry["id"] for entry in found["entries"]]
        following = (found["next"] or "").removeprefix(settings.BASE_URL)
    return Output(address, 200, text, reader.audiences, query, "en", ids, whole=True)


def plain(reader: Reader, origin: str, path: str) -> Output:
    """Return an output as it is, after the redirect to its proper address."""
    answer = reader.ask(origin, path)
    text = told(answer)
    if answer.status_code == 301:
        answer = reader.ask(origin, answer["Location"])
        text += told(answer)
    file = path.partition("?")[0].rpartition("/")[2]  # a stream's own page has none
    published = origin == settings.EMBED_URL or ("/feeds/" in path and file)
    known = reader.by_token if published else reader.audiences
    return Output(path, answer.status_code, text, known)


def path_of(query: dict[str, str]) -> str:
    """Return a query as an address."""
    return "/".join(f"{name}:{value}" for name, value in query.items()) or "all"


def told(answer: Any) -> str:
    """Return headers and body as one text; a picture holds what is drawn on it in words, too."""
    pictured = answer.get("Content-Type") == "image/png"
    body = answer.content.decode(errors="ignore" if pictured else "strict")
    return f"{dict(answer.headers)}\n{body}"


def origin_of(output: Output) -> str:
    """Return the host that an output is had from."""
    embedded = output.name.startswith(("/e/", "/cards/"))
    return settings.EMBED_URL if embedded else settings.BASE_URL
