"""Who speaks: what @by and @as say, and the speaker line as the report prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.references import ROLE, Reference, References
from cms.importers.formats.akomantoso.wording import plain, pointer
from cms.importers.safexml import line_of

# "El señor ROJAS (Presidente).- Ofrezco la palabra.": the line ends where the words begin.
_LINE = re.compile(r"(?P<name>.{1,120}?)\s*\.\s*[-–—](?:\s+(?P<words>.+))?$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker line, and the words that were set on the same line."""

    person: str
    name: str
    role: str
    part: str
    words: str


def speaker_of(speech: etree._Element, references: References) -> Speaker:
    """The person if the file knows one, and always the name that is printed."""
    printed = speech.find("from")
    name, words = _split(plain(printed))
    by = pointer(speech, "by")
    person = references.person(by, name) or _marked(printed, references)
    known = references.find(by)
    if by and known is None and person is None:
        references.missing(by, line_of(speech))
    role, meant = _role(speech, printed, references)
    if known and known.kind == ROLE and not role:
        role, meant = known.shown, known.words
    return Speaker(
        person.id if person else "",
        name or (known.shown if known else by),
        role,
        "chair" if concepts.is_chair(*meant) else "regular",
        words,
    )


def _split(printed: str) -> tuple[str, str]:
    """Name and words. A colon or dash after the name belongs to neither."""
    found = _LINE.fullmatch(printed)
    name, words = (found["name"], found["words"] or "") if found else (printed, "")
    return name.rstrip(" :.-–—").replace("( ", "(").replace(" )", ")"), words


def _marked(printed: etree._Element | None, references: References) -> Reference | None:
    """The person marked up in the speaker line."""
    found = None if printed is None else printed.find(".//person")
    return None if found is None else references.person(pointer(found, "refersTo"))


def _role(
    speech: etree._Element, printed: etree._Element | None, references: References
) -> tuple[str, tuple[str, ...]]:
    """The office as shown, and the words that say what it means."""
    office = pointer(speech, "as")
    if office and (shown := references.shown(office)):
        return shown, references.words(office)
    found = None if printed is None else printed.find(".//role")
    if found is None:
        return "", ()
    return plain(found), (plain(found), *references.words(pointer(found, "refersTo")))
