"""One thing of each kind with what stands beside it, in the languages of the golden files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from syndication.contract import (
    Enclosure,
    Entry,
    Facet,
    Link,
    Participant,
    Passage,
    Selection,
    Step,
    Tally,
)
from syndication.testing import entry_with, selection_of

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PERSON = replace(
    entry_with().participants[0], image=f"{settings.EMBED_URL}/media/portrait.jpg", part="member"
)
ARABIC = replace(
    PERSON, name="أمينة أوكافور", role="نائبة", area="ساحل هارو", group="الاتحاد المدني"
)

MEMBER = entry_with(
    thing="2kc6kwjw86qj",
    kind="member",
    title=PERSON.name,
    listed=False,
    participants=(PERSON,),
    passages=(),
    facets=(Facet("body", "5h0n3p8r1s2t"), Facet("body", "c0mm1ttee000")),
    part_of="",
)
STEPS = (
    Step("Introduction", "2026-03-03", "done", "House of Deputies"),
    Step("Second reading", "2026-10-14", "agreed", "House of Deputies"),
    Step("Committee stage", "2026-11-10", "planned", "Committee on Water and Environment"),
)
BILL = entry_with(
    thing="b1llb1llb1ll",
    kind="bill",
    title="Water Resources Bill",
    source="House of Deputies · HD-2026-14",
    participants=(replace(PERSON, part="sponsor"), Participant("", "The Government")),
    steps=STEPS,
    part_of="",
)
SITTING = entry_with(
    thing="9ab7k3m2qx4d",
    kind="sitting",
    title="House of Deputies, sitting 120",
    source="House of Deputies",
    published=NOW + HOUR,
    until=NOW + 5 * HOUR,
    participants=(),
    passages=(),
    steps=(
        Step("Questions to the Minister for Transport", state="done", url="#s1"),
        Step("Water Resources Bill: second reading", state="done", url="#s2"),
    ),
    part_of="",
)
DIVISION = entry_with(
    thing="d1v1s10n0000",
    kind="division",
    title="Water Resources Bill: second reading",
    summary="Ayes: 9, Noes: 5",
    source="House of Deputies",
    participants=(),
    passages=(),
    tallies=(
        Tally("yes", 9),
        Tally("no", 5),
        Tally("abstain", 1),
        Tally("absent", 2),
        Tally("yes", 6, "Civic Union"),
        Tally("no", 5, "Coastal List"),
        Tally("abstain", 1, "Green Alliance"),
        Tally("yes", 3, "Green Alliance"),
    ),
    part_of="",
)
FILM = Enclosure(
    f"{settings.EMBED_URL}/media/speech.mp4",
    "video/mp4",
    12_345_678,
    duration=61.5,
    captions=tuple(
        Link("captions", f"{settings.EMBED_URL}/media/{code}.vtt", language=code)
        for code in ("en", "fr")
    ),
    poster=f"{settings.EMBED_URL}/media/speech.jpg",
)
VIDEO = entry_with(
    thing="v1de0v1de0v1",
    kind="video",
    title="Amina Okafor on the Water Resources Bill",
    passages=(
        Passage("The Bill before the House does one thing.", id="t12.50-15.75"),
        Passage("It says who must answer.", id="t48.00-52.00"),
    ),
    enclosures=(FILM,),
    part_of="",
)
TURN = entry_with(facets=(*entry_with().facets, Facet("debate", "debatedebate")))
TURNS = (TURN, replace(TURN, thing="a00000000002", participants=(replace(PERSON, name="Henri"),)))

THINGS = {
    "member": MEMBER,
    "bill": BILL,
    "sitting": SITTING,
    "division": DIVISION,
    "debate": TURN,
    "video": VIDEO,
}
PARTS = {
    "member": (("speeches", (TURN,)), ("bills", (BILL,)), ("sittings", (SITTING,))),
    "bill": (("votes", (DIVISION,)),),
    "sitting": (("votes", (DIVISION,)),),
    "division": (),
    "video": (),
    "debate": (("turns", TURNS),),
}


def about(kind: str, thing: Entry | None = None, **changes: Any) -> Selection:
    """Return the selection of one thing with its parts; of the usual one, if not of another."""
    entry = thing or THINGS[kind]
    own = {"title": entry.title, "url": entry.url, "parts": PARTS[kind], "as_of": NOW}
    return selection_of(entry, **{**own, **changes})
