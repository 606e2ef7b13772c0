"""A record of nothing but hostile texts: ``python -m tests.browser.hostile_record FILE`` publishes a JSON list of them.

Each text is the title of one thing, whose kind goes round, and stands in every other place of further things. What
was published is printed as JSON: kind, public id, and the path of its page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from itertools import cycle, islice, starmap
from pathlib import Path
from typing import Any

import django

KINDS = (
    "speech",
    "member",
    "bill",
    "sitting",
    "division",
    "video",
    "document",
    "body",
)
PASSAGES = 12
AT_ONCE = 100
WITHDRAWN = CORRECTED = 10
"""One thing of so many is withdrawn for such a reason, or corrected with such a note."""


def main() -> None:
    """Publish, correct, withdraw, and print what there is."""
    django.setup()
    from cms.core.addresses import WORDS
    from syndication import actions

    texts = json.loads(Path(sys.argv[1]).read_text())
    entries = [entry(number, texts) for number in range(len(texts))]
    for start in range(0, len(entries), AT_ONCE):
        actions.publish(entries[start : start + AT_ONCE])
    for number in range(3, len(texts), CORRECTED):
        actions.correct([entries[number]], note=f"{texts[number]}x")
    for number in range(7, len(texts), WITHDRAWN):
        actions.withdraw(entries[number].thing, reason=f"{texts[number]}x")
    found = [(one.kind, one.thing, f"/en/{WORDS[one.kind]}/{one.thing}/") for one in entries]
    json.dump(found, sys.stdout)


def thing(number: int) -> str:
    """Return a public id."""
    return f"h{number:011}"


def debate(number: int) -> str:
    """Return the public id of a debate."""
    return f"d{number:011}"


def entry(number: int, texts: list[str]):
    """Return an entry whose title is the text of a number, and whose other texts are those that follow."""
    from django.conf import settings

    from cms.core.addresses import WORDS
    from syndication.contract import Facet, Link, Participant, Passage, Step, Tally
    from syndication.testing import entry_with

    said = islice(cycle(texts), number, None)
    kind, first = KINDS[number % len(KINDS)], number - number % len(KINDS)
    around = {name: thing(first + place) for place, name in enumerate(KINDS)}
    beside = {name: around[name] for name in ("member", "sitting", "bill", "body")}
    return entry_with(
        id=f"tag:{thing(number)}/en",
        thing=thing(number),
        kind=kind,
        url=f"{settings.BASE_URL}/en/{WORDS[kind]}/{thing(number)}/",
        **{name: next(said) for name in ("title", "summary", "source")},
        participants=(
            filled(Participant, said, id=around["member"], part="speaker"),
            filled(Participant, said, id=""),
        ),
        passages=tuple(
            filled(Passage, said, id=f"t{at}.00-{at + 1}.00", kind="text", thing=around["speech"])
            for at in range(PASSAGES)
        ),
        steps=(filled(Step, said), filled(Step, said)),
        tallies=tuple(Tally(next(said), 7, group) for group in ("", next(said), next(said))),
        enclosures=films(said),
        links=(
            filled(Link, said, rel="describes", thing=around["speech"]),
            *(filled(Link, said, rel=rel) for rel in ("related", "text", "source")),
        ),
        facets=tuple(starmap(Facet, {**beside, "debate": debate(first)}.items())),
        part_of=around["sitting"] if kind in ("speech", "video") else "",
        position=number,
    )


def films(said: Iterator[str]):
    """Return a recording of ours whose captions and picture are hostile, and one that is so itself."""
    from django.conf import settings

    from syndication.contract import Enclosure, Link

    ours = f"{settings.EMBED_URL}/media/speech.mp4"
    captions = (filled(Link, said, url=ours, language="fr"), filled(Link, said))
    own = {"length": 7, "duration": 60.0, "captions": captions}
    return (
        filled(Enclosure, said, url=ours, media_type="video/mp4", **own),
        filled(Enclosure, said, **own),
    )


def filled(kind: Any, said: Iterator[str], /, **own: Any) -> Any:
    """Return a value whose every text is the next one, but for those that are given."""
    free = [item.name for item in fields(kind) if item.type == "str" and item.name not in own]
    return kind(**{name: next(said) for name in free}, **own)


if __name__ == "__main__":
    main()
