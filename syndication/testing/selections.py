"""Selections that are hard to write down: what parliaments hold, and what editors really type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from syndication.contract import (
    Enclosure,
    Entry,
    Link,
    Neighbours,
    Participant,
    Passage,
    Pause,
    Selection,
    Step,
    Tally,
)
from syndication.testing.entries import DAY, SITE, entry_with, selection_of, tombstone_of

HOSTILE = (
    '<script id="conformance">alert(1)</script><img src=x id="conformance" onerror="alert(1)">'
    "]]>--></style></title>\"'><b id=conformance>&nbsp;&lt;&#0;<![CDATA["
)
"""Text that would become an element, an attribute, or a comment where it is not escaped."""

CONTROLS = "".join(map(chr, (*range(32), *range(127, 160), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)))
"""Control characters, lone surrogates and non-characters; some of them no XML document may hold."""

MANY = 500

GOLDEN = {
    "speech": "an ordinary speech",
    "tombstone": "a tombstone",
    "right-to-left": "right-to-left text",
    "everything": "everything an entry can hold",
    "hostile": "hostile HTML",
    "empty": "an empty selection",
}
"""Those of the selections that a feed's files are kept of, by the name of the file."""


def hard_selections() -> Iterator[tuple[str, Selection]]:
    """Yield the name of each case and its selection."""
    yield "an ordinary speech", selection_of(entry_with())
    yield "an empty selection", selection_of()
    yield "a tombstone", selection_of(tombstone_of(entry_with()), entry_with(thing="1a2b3c4d5e6f"))
    yield "right-to-left text", _right_to_left()
    yield "four-byte characters", _saying("Water 💧 𐤀𐤁𐤂 👩🏾‍⚖️")
    yield "control characters and lone surrogates", _saying(f"Wa{CONTROLS}ter")
    yield "500 entries", selection_of(*map(_numbered, range(MANY)))
    yield "missing optional fields", _bare()
    yield "hostile HTML", _saying(HOSTILE, address=f"{SITE}/?a=1&b=\"'<>")
    yield "very long text", _saying("Wasserversorgungs" * 4_000, passages=200)
    yield "everything an entry can hold", _full()
    yield "dates far away", _far()
    yield "an archive", _archive()
    yield "a member while a chamber is elected", _elected()
    yield "a member who is hidden while a chamber is elected", _elected(hidden=True)


def _elected(*, hidden: bool = False) -> Selection:
    pause = Pause("Election period", "Nobody is a member of this chamber.", hidden=hidden)
    person = Participant("2kc6kwjw86qj", "Amina Okafor", part="member")
    member = entry_with(
        thing="2kc6kwjw86qj",
        kind="member",
        listed=False,
        title="Amina Okafor",
        summary=pause.title,
        notice=pause.words,
        pause=pause,
        participants=(person,),
        passages=(),
        facets=(),
    )
    return selection_of(
        *(() if hidden else (entry_with(pause=pause, notice=pause.words),)),
        title=f"Amina Okafor ({pause.title})",
        description=pause.words,
        subject=member,
    )


def _archive() -> Selection:
    stream = f"{SITE}/en/feeds/kind:speech/"
    beside = {"current": "", "prev-archive": "archive/2026-08/", "next-archive": "archive/2026-10/"}
    links = tuple(Link(rel, f"{stream}{below}") for rel, below in beside.items())
    return selection_of(entry_with(), links=links, options=(("archive", "2026-09"),))


def _saying(text: str, address: str = SITE, passages: int = 1) -> Selection:
    """Return a selection whose every text is the given one."""
    person = Participant("2kc6kwjw86qj", text, text, text, text, "speaker", address, address)
    entry = entry_with(
        title=text,
        summary=text,
        source=text,
        notice=text,
        participants=(person,),
        passages=(Passage(text, id="p1"),) * passages,
        steps=(Step(text, "2026-10-14", text, text),),
        tallies=(Tally(text, 1, text),),
        links=(Link("via", address, text),),
    )
    return selection_of(entry, title=text, description=text, publisher=text, subject=entry)


def _right_to_left() -> Selection:
    arabic = entry_with(
        language="ar",
        title="إمدادات المياه",
        summary="تقف الخزّانات عند نصف ما كانت عليه.",
        passages=(Passage("تقف الخزّانات عند نصف ما كانت عليه (50%)."),),
    )
    hebrew = entry_with(
        thing="8p2q4r6s0t1v", language="he", title="אספקת מים", original_language="ar"
    )
    return selection_of(arabic, hebrew, title="الخطب", language="ar")


def _numbered(number: int) -> Entry:
    return entry_with(
        thing=f"{number:012}",
        title=f"Water supply {number}",
        published=DAY - timedelta(hours=number),
    )


def _bare() -> Selection:
    thing = "7k3m2qx9ab4c"
    entry = Entry(
        id=f"urn:{thing}",
        thing=thing,
        url=f"{SITE}/en/speeches/{thing}/",
        title="",
        summary="",
        kind="speech",
        language="en",
        published=DAY,
        updated=DAY,
    )
    nameless = replace(entry, id="urn:2", thing="2", participants=(Participant("", ""),))
    return Selection("", "", f"{SITE}/en/feeds/all/", "en", (entry, nameless))


def _film() -> Enclosure:
    captions = Link("captions", f"{SITE}/media/speech.vtt", "English", "text/vtt", "en")
    return Enclosure(
        f"{SITE}/media/speech.mp4",
        "video/mp4",
        12_345_678,
        duration=61.5,
        captions=(captions,),
        poster=f"{SITE}/media/speech.jpg",
    )


def _full() -> Selection:
    steps = (Step("First reading", "2026-10-14", "done", "House of Deputies", SITE), Step("Assent"))
    tallies = (Tally("aye", 60), Tally("no", 0), Tally("aye", 20, "Green Alliance"))
    entry = entry_with(
        original_language="fr",
        notice="The figure in the second paragraph was wrong.",
        corrected=DAY,
        expires=DAY,
        pause=Pause("Election period", "Nobody is a member of this chamber."),
        until=DAY + timedelta(hours=1),
        steps=steps,
        tallies=tallies,
        enclosures=(_film(), replace(_film(), media_type="audio/mpeg", duration=None, length=0)),
        links=(Link("up", SITE, "Sitting 118"), Link("via", SITE, media_type="text/html")),
    )
    around = Neighbours(
        entry_with(thing="1a2b3c4d5e6f", position=11),
        tombstone_of(entry_with(thing="3c4d5e6f7g8h")),
    )
    return selection_of(
        entry,
        description="What Amina Okafor said.",
        subject=entry_with(thing="2kc6kwjw86qj", kind="member", title="Amina Okafor", listed=False),
        links=(Link("hub", "https://hub.example/"), Link("self", SITE, "", "application/rss+xml")),
        context=((entry.id, around),),
    )


def _far() -> Selection:
    east = timezone(timedelta(hours=5, minutes=45))
    days = (
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime(1000, 1, 1, tzinfo=UTC),
        DAY.astimezone(east),
    )
    return selection_of(*(entry_with(thing=f"{day.year}", published=day) for day in days))
