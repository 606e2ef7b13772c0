"""One item of an Open Parliament TV file: who spoke, in which sitting, on what, in which words."""

from __future__ import annotations

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
_PRESIDENTS = ("president", "vice-president", "interim-president")


@dataclass(frozen=True, slots=True)
class Turn:
    """An item, its number in the file, and the id of its speech where another format holds it."""

    item: Fields
    number: int
    known_as: str = ""

    @property
    def term(self) -> int:
        """Return the number of the electoral period."""
        return _number(self.item.child("electoralPeriod"))

    @property
    def session(self) -> int:
        """Return the number of the sitting, which the format calls a session."""
        return _number(self.item.child("session"))

    @property
    def sitting(self) -> str:
        """Return the sitting's id: DE-19019 is the nineteenth of the nineteenth Bundestag."""
        return f"{self.item.required('parliament')}-{self.term:02}{self.session:03}"

    @property
    def position(self) -> int:
        """Return the place in the sitting."""
        return self.item.whole("speechIndex") or self.number

    @property
    def speech(self) -> str:
        """Return the speech's id."""
        return self.known_as or f"{self.sitting}/{self.position}"

    @property
    def language(self) -> str:
        """Return the language spoken."""
        stated = [self.item.text("originalLanguage")]
        stated += [text.text("language") for text in self.item.children("textContents")]
        country = self.item.text("parliament").partition("-")[0]
        found = next((code for code in stated if code), _LANGUAGES.get(country, "und"))
        return self.item.language(found)

    @property
    def speaker(self) -> Fields:
        """Return the main speaker, an empty object where nobody is named."""
        people = self.item.children("people")
        main = [person for person in people if person.text("context") == "main-speaker"]
        return next(iter(main or people), Fields({}))

    @property
    def person(self) -> str:
        """Return the speaker's id: in Wikidata, or in the source's own list."""
        return self.speaker.text("wid") or self.speaker.text("originPersonID")

    @property
    def name(self) -> str:
        """Return the speaker's name as printed."""
        return self.speaker.text("label")

    @property
    def title(self) -> str:
        """Return what was debated: “Tagesordnungspunkt 1: Wahl der Bundeskanzlerin”."""
        item = self.item.child("agendaItem")
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
    code = turn.item.required("parliament")
    name = turn.item.child("media").text("creator") or code
    return Organization(code, "parliament", {turn.language: name}, abbreviation=code)


def _sitting(turn: Turn) -> Sitting:
    session = turn.item.child("session")
    begun = session.text("dateStart") or turn.item.required("dateStart")
    start, end = moments.span(begun, session.text("dateEnd"), f"{turn.item.place}.session")
    return Sitting(
        id=turn.sitting,
        body=turn.item.text("parliament"),
        date=start[:10],
        titles={turn.language: f"{turn.item.text('parliament')} {turn.term}/{turn.session}"},
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
    own = wikidata or f"{turn.item.text('parliament')}/{label}"
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
    texts = turn.item.children("textContents")
    own = [text for text in texts if text.text("language") in ("", turn.language)]
    speech = _speech(turn, section, group, own[0] if own else Fields({}))
    yield speech
    for _ in own[1:]:
        yield Skipped("text", speech.id, f"another text in {turn.language} is kept")
    for text in (text for text in texts if text not in own):
        language = text.language(text.text("language"))
        yield replace(
            speech,
            id=f"{speech.id}/{language}",
            language=language,
            paragraphs=wording.paragraphs(text, turn.item.children("people")),
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
        paragraphs=wording.paragraphs(text, item.children("people")),
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
    states = [body.text("speakerstatus") for body in wording.own_bodies(text, [turn.speaker])]
    chair = turn.speaker.text("context") in _PRESIDENTS or any(s in _PRESIDENTS for s in states)
    return "chair" if chair else "regular"
