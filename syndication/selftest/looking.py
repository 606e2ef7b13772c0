"""One feed looked at: how it answers, whether it is valid, and whether it says what the record says now."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import override

from syndication import queries
from syndication.contract import ReadableRenderer, Renderer, Shown
from syndication.entries.models import EntryRecord
from syndication.errors import FetchError, InvalidFeedError
from syndication.selftest import manners
from syndication.selftest.asking import Stranger
from syndication.selftest.comparing import compared
from syndication.selftest.findings import Finding
from syndication.selftest.published import Feed, formats

PAUSE = 1.0
"""Seconds until something that seems wrong is looked at once more: the record may just have changed."""
MOST = 25
"""Findings that are told of one feed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a feed, and what it shows."""

    findings: tuple[Finding, ...] = ()
    shown: tuple[Shown, ...] = ()


def look(feed: Feed, stranger: Stranger) -> Look:
    """Look at a feed; what is wrong is told only if it still is a moment later."""
    first = _look(feed, stranger)
    if not first.findings:
        return first
    time.sleep(PAUSE)
    again = _look(feed, stranger)
    known = {(finding.what, finding.item) for finding in first.findings}
    same = (finding for finding in again.findings if (finding.what, finding.item) in known)
    return replace(again, findings=tuple(same)[:MOST])


def _look(feed: Feed, stranger: Stranger) -> Look:
    findings: list[Finding] = []
    shown: list[Shown] = []
    for found in _steps(feed, stranger):
        if isinstance(found, Finding):
            findings.append(replace(found, feed=feed.url))
        else:
            shown += found
    return Look(tuple(findings), tuple(shown))


def _steps(feed: Feed, stranger: Stranger) -> Iterator[Finding | Sequence[Shown]]:
    renderer = formats()[feed.format]
    try:
        whole = stranger.ask(feed.url, accept_encoding="identity")
        if whole.status != 200:
            yield Finding("status", given=(("status", str(whole.status)),))
            return
        yield from manners.faults(feed.url, whole, renderer, stranger)
    except FetchError as error:
        yield Finding("unreachable", given=(("reason", str(error)),))
        return
    yield from _content(feed, renderer, whole.body)


def _content(feed: Feed, renderer: Renderer, body: bytes) -> Iterator[Finding | Sequence[Shown]]:
    """Yield what a feed says otherwise than the record, and what it shows."""
    if not isinstance(renderer, ReadableRenderer):
        return
    try:
        shown = renderer.read(body)
    except InvalidFeedError as error:
        given = (("line", str(error.line or "?")), ("reason", str(error)))
        yield Finding("invalid", given=given)
        return
    yield shown
    with queries.as_the_public(), override(feed.language):
        entries = queries.entries(feed.query, feed.language, limit=feed.limit).entries
        found = list(compared(list(filter(renderer.holds, entries)), shown))
    hidden = _hidden([one.item for one in found if one.what == "strange"])
    for one in found:
        yield replace(one, what="hidden") if one.item in hidden else one


def _hidden(ids: Sequence[str]) -> set[str]:
    """Return which of some entries are recorded and not to be seen by anybody now."""
    recorded = EntryRecord.objects.filter(entry_id__in=ids)
    seen = recorded.visible(at=timezone.now()).values_list("entry_id", flat=True)
    return set(recorded.values_list("entry_id", flat=True)) - set(seen)
