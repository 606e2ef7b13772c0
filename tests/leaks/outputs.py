"""Everything that leaves, as the public and a signed-in clerk get it: asked over HTTP, with the ids it lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import feedparser
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tests.leaks.oracle import FOLDERS, KINDS, LANGUAGES, MEMBERS, SITTINGS, Secret

QUERIES: tuple[dict[str, str], ...] = (
    {},
    *({"kind": kind} for kind in KINDS),
    *({"member": member} for member in MEMBERS),
    *({"sitting": sitting} for sitting in SITTINGS),
    {"kind": "speech", "member": MEMBERS[0]},
    {"kind": "speech", "language": "fr"},
    {"kind": "bill", "language": "en"},
)


@dataclass(frozen=True)
class Output:
    """What one outlet said: where, with which status, all of it, and the ids it lists where it lists any."""

    name: str
    status: int
    text: str
    query: dict[str, str] | None = None
    language: str = ""
    ids: list[str] | None = None
    whole: bool = False
    words: str = ""


def principals() -> Iterator[tuple[str, Client]]:
    """Yield who reads: anybody, and a clerk who is signed in; the record's public face is the same for both."""
    yield "the public", Client()
    clerk = Client()
    clerk.force_login(get_user_model().objects.create_superuser("clerk", password=None))
    yield "a clerk", clerk


def everything(client: Client, world: list[Secret], sample: int) -> Iterator[Output]:
    """Yield every output; those of one thing of the first few."""
    for query in QUERIES:
        for language in LANGUAGES[:2]:
            yield feed(client, query, language)
            yield plain(client, settings.EMBED_URL, f"/e/{language}/latest/{path_of(query)}/")
        yield listing(client, query)
    for kind, folder in FOLDERS.items():
        yield plain(client, settings.BASE_URL, f"/en/{folder}/")
        yield plain(client, settings.BASE_URL, f"/fr/{folder}/?q=water")
        yield plain(client, settings.BASE_URL, f"/en/feeds/kind:{kind}/text:water/feed.rss")
    for secret in (*world[:sample], world[-1]):
        yield from own(client, secret)


def own(client: Client, secret: Secret) -> Iterator[Output]:
    """Yield the outputs of one thing."""
    thing, kind = secret.entry.thing, secret.entry.kind
    for language in LANGUAGES[:2]:
        yield plain(client, settings.BASE_URL, f"/api/v1/entries/{thing}/?language={language}")
        yield plain(client, settings.BASE_URL, f"/{language}/{FOLDERS[kind]}/{thing}/")
        yield plain(client, settings.EMBED_URL, f"/e/{language}/speech/{thing}/")
    yield plain(client, settings.BASE_URL, f"/en/speeches/?q={secret.body}")
    yield searched(client, secret.body)


def searched(client: Client, words: str) -> Output:
    """Return the feed of words with the ids of its items."""
    address = f"/en/feeds/text:{words}/feed.rss"
    answer = ask(client, settings.BASE_URL, address)
    ids = [item.id for item in feedparser.parse(answer.content).entries]
    return Output(address, answer.status_code, told(answer), ids=ids, words=words)


def feed(client: Client, query: dict[str, str], language: str) -> Output:
    """Return a feed with the ids of its items."""
    address = f"/{language}/feeds/{path_of(query)}/feed.rss"
    answer = ask(client, settings.BASE_URL, address)
    ids = [item.id for item in feedparser.parse(answer.content).entries]
    return Output(address, answer.status_code, told(answer), query, language, ids)


def listing(client: Client, query: dict[str, str]) -> Output:
    """Return the API's list to its end."""
    asked = " ".join(f"{name}:{value}" for name, value in query.items())
    address = f"/api/v1/entries/?query={quote(asked)}&language=en&limit=100"
    text, ids, following = "", [], address
    while following:
        answer = ask(client, settings.BASE_URL, following)
        text += told(answer)
        found = answer.json()
        ids += [entry["id"] for entry in found["entries"]]
        following = (found["next"] or "").removeprefix(settings.BASE_URL)
    return Output(address, 200, text, query, "en", ids, whole=True)


def plain(client: Client, origin: str, path: str) -> Output:
    """Return an output as it is, after the redirect to its proper address."""
    answer = ask(client, origin, path)
    text = told(answer)
    if answer.status_code == 301:
        answer = ask(client, origin, answer["Location"])
        text += told(answer)
    return Output(path, answer.status_code, text)


def path_of(query: dict[str, str]) -> str:
    """Return a query as an address."""
    return "/".join(f"{name}:{value}" for name, value in query.items()) or "all"


def ask(client: Client, origin: str, path: str) -> Any:
    """Ask one host."""
    return client.get(path, headers={"host": urlsplit(origin).netloc})


def told(answer: Any) -> str:
    """Return headers and body as one text."""
    return f"{dict(answer.headers)}\n{answer.content.decode()}"
