"""Entries and selections with truthful defaults; a test sets only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from syndication.contract import Entry, Facet, Participant, Passage, Selection
from syndication.entries import snapshots

SITE = "https://parliament.example"
DAY = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
REASON = "Misattributed"
"""Why a tombstone is one: a single word, so that no format can break it over two lines."""

_SPEECH = Entry(
    id="tag:parliament.example,2026:speech/7k3m2qx9ab4c/en",
    thing="7k3m2qx9ab4c",
    url=f"{SITE}/en/speeches/2026-10-14-amina-okafor-7k3m2qx9ab4c/",
    title="Water supply",
    summary="The reservoirs stand at half of what they held in spring.",
    kind="speech",
    language="en",
    published=DAY,
    updated=DAY,
    source="House of Deputies, sitting 118",
    participants=(
        Participant(
            id="2kc6kwjw86qj",
            name="Amina Okafor",
            role="Member for Harbour East",
            group="Green Alliance",
            area="Harbour East",
            part="speaker",
            url=f"{SITE}/en/members/amina-okafor-2kc6kwjw86qj/",
        ),
    ),
    passages=(
        Passage("The reservoirs stand at half of what they held in spring.", id="p1"),
        Passage("Applause.", id="p2", kind="reaction"),
        Passage("I ask the House to act before summer.", id="p3"),
    ),
    facets=(
        Facet("sitting", "9ab7k3m2qx4d"),
        Facet("body", "5h0n3p8r1s2t"),
        Facet("member", "2kc6kwjw86qj"),
    ),
    part_of="9ab7k3m2qx4d",
    position=12,
)


def entry_with(**changes: Any) -> Entry:
    """Return a speech, changed as asked; another thing or language has its own id and address."""
    thing = changes.get("thing", _SPEECH.thing)
    kind = changes.get("kind", _SPEECH.kind)
    language = changes.get("language", _SPEECH.language)
    own = {
        "id": f"tag:parliament.example,2026:{kind}/{thing}/{language}",
        "url": f"{SITE}/{language}/speeches/2026-10-14-amina-okafor-{thing}/",
        "updated": changes.get("published", _SPEECH.updated),
    }
    return replace(_SPEECH, **(own | changes))


def tombstone_of(entry: Entry, reason: str = REASON) -> Entry:
    """Return what the engine leaves of an entry once it is withdrawn."""
    return snapshots.tombstone(entry, reason=reason, at=entry.updated)


def selection_of(*entries: Entry, **changes: Any) -> Selection:
    """Return a stream's selection that holds the entries."""
    selection = Selection(
        stream="kind:speech",
        title="Speeches",
        url=f"{SITE}/en/feeds/kind:speech/",
        language="en",
        entries=entries,
        updated=max((entry.updated for entry in entries), default=None),
        publisher="Parliament of Valmere",
    )
    return replace(selection, **changes)
