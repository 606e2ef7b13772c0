"""Whether a feed answers as every public output must: its type, its validators, its freshness, packed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.http import parse_http_date_safe

from syndication.contract import Renderer
from syndication.fetching import Fetched
from syndication.selftest.asking import Stranger
from syndication.selftest.findings import Finding

PACKED = ("gzip", "br")
_STRONG = re.compile(r'"[^"]*"')
_FRESH = re.compile(r"(^|[ ,])public(,|$).*\bmax-age=[0-9]+")


def faults(url: str, whole: Fetched, renderer: Renderer, stranger: Stranger) -> Iterator[Finding]:
    """Yield what is wrong with an answer and with those to the same question put otherwise."""
    yield from _said(whole.headers, renderer)
    if _STRONG.fullmatch(tag := whole.headers.get("etag", "")):
        yield from _again(stranger.ask(url, if_none_match=tag, accept_encoding="identity"), tag)
    for coding in PACKED:
        found = stranger.ask(url, accept_encoding=coding)
        if found.headers.get("content-encoding") != coding:
            yield _finding("not_packed", coding=coding)
        elif found.body != whole.body:
            yield _finding("coding", coding=coding)


def _said(headers: Mapping[str, str], renderer: Renderer) -> Iterator[Finding]:
    kind = headers.get("content-type", "")
    if _plain(kind) != _plain(renderer.media_type):
        yield _finding("media_type", shown=kind, meant=renderer.media_type)
    if "set-cookie" in headers:
        yield Finding("cookie")
    fresh = headers.get("cache-control", "")
    if not _FRESH.search(fresh):
        yield _finding("freshness", shown=fresh)
    modified = headers.get("last-modified", "")
    if parse_http_date_safe(modified) is None:
        yield _finding("modified", shown=modified)
    tag = headers.get("etag", "")
    if not _STRONG.fullmatch(tag):
        yield _finding("validator", shown=tag)


def _again(found: Fetched, tag: str) -> Iterator[Finding]:
    """Yield what is wrong with the answer to who has it already (RFC 9110, section 13.1.2)."""
    if found.status != 304:
        yield _finding("unchanged", status=str(found.status))
    elif found.headers.get("etag") != tag:
        yield Finding("other_validator")


def _plain(media_type: str) -> str:
    return media_type.replace(" ", "").lower()


def _finding(what: str, **given: str) -> Finding:
    return Finding(what, given=tuple(given.items()))
