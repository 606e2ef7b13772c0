"""Who may see what, written from the promise and not from the code: a world of entries, and what each outlet must show.

Every entry carries two canaries: one in its title, which a tombstone keeps, one in everything else, which nobody reads
once it is withdrawn. A recording repeats the second of others, for those who read them where they stand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from syndication.contract import Entry, Facet, Link, Participant, Passage
from syndication.testing import entry_with
from tests.engine.record import NOW

KINDS = ("speech", "bill", "division", "video", "document", "sitting", "member", "body")
FOLDERS = {kind: f"{kind}s" for kind in KINDS} | {"speech": "speeches", "body": "bodies"}
UNLISTED = ("member", "body")
MEMBERS = tuple(f"m{number:011}" for number in range(4))
SITTINGS = tuple(f"s{number:011}" for number in range(3))
DEBATES = tuple(f"d{number:011}" for number in range(3))
BODY, BILL = "b00000000000", "b00000000001"
LANGUAGES = ("en", "fr", "de")
PAGE = 20
REPEATED = 6
"""Entries before a recording of which it repeats those that are no translations."""
HOUR = timedelta(hours=1)
Audiences = frozenset[str]
"""The keys of those that somebody belongs to; the public belongs to none."""
LONG_AGO = NOW - timedelta(days=3650)


@dataclass(frozen=True)
class State:
    """How an entry stands: when it may be seen, by whom, and whether it was withdrawn."""

    begins: datetime | None = None
    ends: datetime | None = None
    audience: str = ""
    gone: str = ""  # "withdrawn", or "killed" with the database none the wiser

    def seen(self, at: datetime, audiences: Audiences) -> bool:
        """Tell whether somebody of these audiences sees the entry, if only its tombstone."""
        begun = self.begins is None or self.begins <= at
        ended = self.ends is not None and self.ends <= at
        return begun and not ended and (not self.audience or self.audience in audiences)


STATES = (
    State(),
    State(),
    State(),
    State(begins=NOW - HOUR),
    State(begins=NOW + HOUR),
    State(begins=NOW + 2 * HOUR),
    State(ends=NOW - HOUR),
    State(ends=NOW),
    State(ends=NOW + HOUR),
    State(begins=NOW - HOUR, ends=NOW + HOUR),
    State(begins=NOW + HOUR, ends=NOW + 2 * HOUR),
    State(audience="bureau"),
    State(audience="press"),
    State(audience="bureau", ends=NOW + HOUR),
    State(audience="bureau", begins=NOW + HOUR),
    State(audience="bureau", gone="withdrawn"),
    State(gone="withdrawn"),
    State(gone="killed"),
    State(gone="withdrawn", begins=NOW + HOUR),
    State(gone="killed", ends=NOW + HOUR),
)


@dataclass(frozen=True)
class Secret:
    """An entry with how it stands, in the order of recording."""

    entry: Entry
    state: State
    number: int

    @property
    def head(self) -> str:
        """The canary in the title."""
        return canary("head", self.number)

    @property
    def body(self) -> str:
        """The canary in everything else."""
        return canary("body", self.number)


def canary(part: str, number: int) -> str:
    """Return a word that nothing else holds."""
    return f"zq{part}{number:05}qz"


def made(seed: int, things: int) -> list[Secret]:
    """Return a world: things of all kinds in one to three languages, each entry in a state of its own.

    The last one is a speech of long ago that was read and is then killed; no stream is long enough to show it.
    """
    choice = random.Random(seed)  # noqa: S311 (the same world for the same seed)
    found = side_by_side()
    for number in range(things):
        kind = choice.choice(KINDS)
        thing = MEMBERS[number] if number < len(MEMBERS) else f"t{number:011}"
        kind = "member" if number < len(MEMBERS) else kind
        spoken = choice.sample(LANGUAGES, choice.choice((1, 1, 2, 3)))
        for language in spoken:
            entry = written(choice, kind, thing, language, spoken[0], len(found))
            entry = repeating(entry, found[-REPEATED:])
            found.append(Secret(entry, choice.choice(STATES), len(found)))
    late = written(choice, "speech", "k00000000000", "en", "en", len(found))
    return [*found, Secret(replace(late, published=LONG_AGO), State(gone="killed"), len(found))]


def side_by_side() -> list[Secret]:
    """Return speeches of one debate that follow each other, and a recording for everybody that repeats them.

    One is for everybody, one is to come, and one is for some: whatever chance makes of the rest, these stand together.
    """
    states = (State(), State(begins=NOW + 2 * HOUR), State(audience="press"), State())
    found: list[Secret] = []
    for number, state in enumerate(states):
        kind = "speech" if number < len(states) - 1 else "video"
        entry = written(random.Random(0), kind, f"p{number:011}", "en", "en", number)  # noqa: S311 (the same debate)
        found.append(Secret(repeating(entry, found), state, number))
    return found


def written(  # noqa: PLR0913, PLR0917 (one a property of the entry)
    choice: random.Random, kind: str, thing: str, language: str, original: str, number: int
) -> Entry:
    """Return an entry with its canaries wherever words can stand."""
    head, body = canary("head", number), canary("body", number)
    listed = kind not in UNLISTED
    sitting = choice.choice(SITTINGS)
    named = {"member": choice.choice(MEMBERS), "sitting": sitting, "bill": BILL, "body": BODY}
    named |= {"debate": DEBATES[SITTINGS.index(sitting)]} if kind == "speech" else {}
    facets = tuple(Facet(*item) for item in named.items()) if listed else (Facet("body", BODY),)
    return entry_with(
        id=f"tag:{thing}/{language}",
        thing=thing,
        kind=kind,
        language=language,
        original_language="" if language == original else original,
        title=f"{head} water",
        summary=f"{body} summary",
        passages=(Passage(f"{body} passage"),),
        participants=(Participant("", f"{body} speaker"),),
        enclosures=(),
        links=(),
        steps=(),
        tallies=(),
        source="House",
        published=NOW - timedelta(minutes=choice.randrange(1, 50_000)),
        listed=listed,
        facets=facets,
        part_of=sitting if listed else "",
        position=number % 90_000 if listed else 0,
        url=f"/{language}/{FOLDERS[kind]}/{thing}/",
    )


def repeating(entry: Entry, others: list[Secret]) -> Entry:
    """Return an entry which, being a recording, repeats what others say and leads to them."""
    if entry.kind != "video":
        return entry
    own = [other for other in others if is_repeated(other, entry)]
    said = (Passage(f"{other.body} again", thing=other.entry.thing) for other in own)
    ways = (
        Link("describes", other.entry.url, other.body, thing=other.entry.thing) for other in own
    )
    return replace(entry, passages=(*entry.passages, *said), links=tuple(ways))


def is_repeated(other: Secret, entry: Entry) -> bool:
    """Tell whether a recording may repeat an entry: the original of another thing."""
    return not other.entry.original_language and other.entry.thing != entry.thing


def said(seen: list[Secret], thing: str, language: str) -> set[str]:
    """Return the canaries that the page of a thing repeats of others, for who sees these.

    What a reader gets of them in their own language instead, a page may name in that.
    """
    found = [secret for secret in seen if secret.entry.thing == thing and not secret.state.gone]
    best = [secret for secret in found if is_best(secret, seen, language)]
    named = {link.thing for secret in best[:1] for link in secret.entry.links}
    return {
        other.body
        for other in seen
        if other.entry.thing in named and is_best(other, seen, language)
        if not other.entry.original_language and not other.state.gone
    }


def seen_by(world: list[Secret], at: datetime, audiences: Audiences) -> list[Secret]:
    """Return what somebody of these audiences sees of a world at a moment."""
    return [secret for secret in world if secret.state.seen(at, audiences)]


def page(seen: list[Secret], language: str, asked: dict[str, str], limit: int | None) -> list[str]:
    """Return the ids of a stream's first entries, as a reader of a language who sees these must get them."""
    fitting = [secret for secret in seen if fits(secret.entry, asked)]
    if "language" not in asked:
        fitting = [secret for secret in fitting if is_best(secret, seen, language)]
    fitting.sort(key=lambda secret: (_moment(secret.entry), secret.number), reverse=True)
    return [secret.entry.id for secret in fitting[:limit]]


def fits(entry: Entry, asked: dict[str, str]) -> bool:
    """Tell whether a stream asks for an entry."""
    if "kind" not in asked and not entry.listed:
        return False
    own = {"kind": entry.kind, "language": entry.language, "thing": entry.thing}
    own |= {facet.name: facet.value for facet in entry.facets}
    return all(own.get(name) == value for name, value in asked.items())


def is_best(secret: Secret, seen: list[Secret], language: str) -> bool:
    """Tell whether a reader gets a thing in this language: in their own, else in the first it was written in."""
    if secret.entry.language == language:
        return True
    if secret.entry.original_language:
        return False
    return not any(
        other.entry.thing == secret.entry.thing
        and (
            other.entry.language == language
            or (not other.entry.original_language and other.number < secret.number)
        )
        for other in seen
    )


def shown(seen: list[Secret]) -> set[str]:
    """Return the canaries that who sees these may come across at all."""
    heads = {secret.head for secret in seen}
    return heads | {secret.body for secret in seen if not secret.state.gone}


def _moment(entry: Entry) -> tuple[int, int]:
    return int(entry.published.timestamp()), min(entry.position, 99_999)
