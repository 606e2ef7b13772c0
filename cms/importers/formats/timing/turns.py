"""One item of an Open Parliament TV file: who spoke, in which sitting, on what, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from cms.importers import moments
from cms.importers.formats.timing import wording
from cms.importers.jsonfields import Fields
from cms.importers.records import (
    Identifier,
    Organization,
    Person,
    Record,
    Section,
    Sitting,
    Skipped,
    Speech,
)

# Where no text states its language, the parliament's own; the key is the country in its code.
_LANGUAGES = {
    "AT": "de", "DE": "de", "ES": "es", "FI": "fi", "FR": "fr", "NO": "no", "PT": "pt", "SE": "sv",
}  # fmt: skip
_UTTERANCE = re.compile(r"\S+\.u\d+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What all records are made of; ``known_as`` is the speech's id where another format has it."""

    item: Fields
    texts: list[Fields]
    people: list[Fields]
    known_as: str
    parliament: str
    term: int
    session: int
    position: int
    language: str
    title: str
    speaker: Fields
    person: str
    name: str

    @property
    def sitting(self) -> str:
        """Return the sitting's id: DE-19019 is the nineteenth of the nineteenth Bundestag."""
        return f"{self.parliament}-{self.term:02}{self.session:03}"

    @property
    def speech(self) -> str:
        """Return the speech's id."""
        return self.known_as or f"{self.sitting}/{self.position}"


def turn(item: Fields, number: int) -> Turn:
    """Return one item; ``number`` is its place in the file, for files that do not number it."""
    texts = item.children("textContents")
    people = item.children("people")
    speaker = _main(people)
    return Turn(
        item=item,
        texts=texts,
        people=people,
        known_as=_known_as(item, texts),
        parliament=item.required("parliament"),
        term=_number(item.child("electoralPeriod")),
        session=_number(item.child("session")),
        position=item.whole("speechIndex") or number,
        language=_language(item, texts),
        title=_title(item.child("agendaItem")),
        speaker=speaker,
        person=speaker.text("wid") or speaker.text("originPersonID"),
        name=speaker.text("label"),
    )


def _main(people: list[Fields]) -> Fields:
    """Return the main speaker, an empty object where nobody is named."""
    main = [person for person in people if person.text("context") == "main-speaker"]
    return next(iter(main or people), Fields({}))


def _known_as(item: Fields, texts: list[Fields]) -> str:
    """Return the id of the utterance in a transcript (TEI), which then is the speech."""
    named = (item.text("originID"), *(text.text("originTextID") for text in texts))
    return next((name for name in named if _UTTERANCE.fullmatch(name)), "")


def _language(item: Fields, texts: list[Fields]) -> str:
    stated = (item.text("originalLanguage"), *(text.text("language") for text in texts))
    country = item.text("parliament").partition("-")[0]
    return item.language(next(filter(None, stated), _LANGUAGES.get(country, "und")))


def _title(item: Fields) -> str:
    """Return what was debated: “Tagesordnungspunkt 1: Wahl der Bundeskanzlerin”."""
    names = dict.fromkeys((item.text("officialTitle"), item.text("title")))
    return ": ".join(name for name in names if name)


def _number(fields: Fields) -> int:
    number = fields.whole("number")
    if number is None or number < 0:
        raise fields.error("“number” is missing or negative")
    return number


def read(turn: Turn) -> Iterator[Record]:
    """Yield the speech and its translations, and before them all they refer to."""
    body = _body(turn)
    yield body
    yield _sitting(turn)
    section = _section(turn)
    if section:
        yield section
    group = _group(turn)
    if group:
        yield group
    if turn.person:
        yield _person(turn)
    yield from _speeches(turn, section.id if section else "", group.id if group else "")


def _body(turn: Turn) -> Organization:
    code = turn.parliament
    name = turn.item.child("media").text("creator") or code
    return Organization(code, "parliament", {turn.language: name}, abbreviation=code)


def _sitting(turn: Turn) -> Sitting:
    session = turn.item.child("session")
    begun = session.text("dateStart") or turn.item.required("dateStart")
    start, end = moments.span(begun, session.text("dateEnd"), f"{turn.item.place}.session")
    return Sitting(
        id=turn.sitting,
        body=turn.parliament,
        date=start[:10],
        titles={turn.language: f"{turn.parliament} {turn.term}/{turn.session}"},
        language=turn.language,
        number=str(turn.session),
        term=str(turn.term),
        start=start[11:16] if "dateStart" in session else "",
        end=end[11:16],
    )


def _section(turn: Turn) -> Section | None:
    """Return the item of the agenda; without an id of its own it is known by its title."""
    if not turn.title:
        return None
    own = turn.item.child("agendaItem").text("id")
    key = own or blake2b(turn.title.encode(), digest_size=5).hexdigest()
    titles = {turn.language: turn.title}
    return Section(f"{turn.sitting}/item/{key}", turn.sitting, titles, turn.position)


def _group(turn: Turn) -> Organization | None:
    faction = turn.speaker.child("faction")
    label = faction.text("label")
    if not label:
        return None
    wikidata = faction.text("wid")
    own = wikidata or f"{turn.parliament}/{label}"
    known = (Identifier("wikidata", wikidata),) if wikidata else ()
    return Organization(own, "group", {turn.language: label}, identifiers=known)


def _person(turn: Turn) -> Person:
    speaker = turn.speaker
    wikidata = speaker.text("wid")
    return Person(
        id=turn.person,
        name=speaker.required("label"),
        given_name=speaker.text("firstname"),
        family_name=speaker.text("lastname"),
        identifiers=(Identifier("wikidata", wikidata),) if wikidata else (),
    )


def _speeches(turn: Turn, section: str, group: str) -> Iterator[Speech | Skipped]:
    own = [text for text in turn.texts if text.text("language") in ("", turn.language)]
    speech = _speech(turn, section, group, own[0] if own else Fields({}))
    yield speech
    for _ in own[1:]:
        yield Skipped("text", speech.id, f"another text in {turn.language} is kept")
    for text in (text for text in turn.texts if text not in own):
        language = text.language(text.text("language"))
        yield replace(
            speech,
            id=f"{speech.id}/{language}",
            language=language,
            paragraphs=wording.paragraphs(text, turn.people),
            translation_of=speech.id,
        )


def _speech(turn: Turn, section: str, group: str, text: Fields) -> Speech:
    item, speaker = turn.item, turn.speaker
    start, end = moments.span(item.required("dateStart"), item.text("dateEnd"), item.place)
    return Speech(
        id=turn.speech,
        sitting=turn.sitting,
        position=turn.position,
        language=turn.language,
        paragraphs=wording.paragraphs(text, turn.people),
        section=section,
        speaker=turn.person,
        speaker_name=turn.name or wording.first_speaker(text),
        role=speaker.text("role"),
        part=_part(turn, text),
        group=group,
        group_name=speaker.child("faction").text("label"),
        start=start,
        end=end,
        url=item.child("media").text("sourcePage"),
    )


def _part(turn: Turn, text: Fields) -> str:
    states = wording.states_of(turn.name, text)
    chair = turn.speaker.text("context") in wording.PRESIDENTS or any(
        s in wording.PRESIDENTS for s in states
    )
    return "chair" if chair else "regular"
