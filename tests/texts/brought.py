"""Entries as an importer or a plugin of somebody else's could bring them: past every form."""

from __future__ import annotations

from cms.core.addresses import WORDS
from syndication.contract import Enclosure, Entry, Link, Participant, Passage, Step, Tally
from syndication.testing import entry_with
from tests.texts.hostile import Chance, text, texts

KINDS = ("speech", "bill", "division", "video", "document", "sitting", "member", "news")
TEXTS = 60
"""How many texts an entry holds besides its passages."""


def entry(chance: Chance, number: int, *, many: int) -> Entry:
    """Return an entry of nothing but hostile texts, so many of them passages."""
    kind, thing = KINDS[number % len(KINDS)], f"h{number:011}"

    def link() -> Link:
        return Link("related", *texts(chance, 4))

    return entry_with(
        id=f"tag:{thing}/en",
        thing=thing,
        kind=kind,
        url=f"/en/{WORDS[kind]}/{thing}/",
        **{name: text(chance) for name in ("title", "summary", "notice", "source")},
        participants=tuple(Participant(*texts(chance, 8)) for _person in range(2)),
        passages=tuple(Passage(text(chance), text(chance), kind) for kind in ["text"] * many),
        steps=tuple(Step(*texts(chance, 5)) for _step in range(2)),
        tallies=tuple(Tally(text(chance), 7, text(chance)) for _tally in range(2)),
        enclosures=(Enclosure(text(chance), text(chance), 7, 7.5, (link(),), text(chance)),),
        links=(link(), link()),
    )
