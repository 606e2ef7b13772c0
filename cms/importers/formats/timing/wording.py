"""The words of an Open Parliament TV item: its own, the chair's between them, and interruptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms.importers.jsonfields import Fields
from cms.importers.records import Paragraph

PRESIDENTS = ("president", "vice-president", "interim-president")
_MAIN = ("main-speaker", "main-proceeding-speaker")


def paragraphs(text: Fields, people: Iterable[Fields]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; what others said keeps their name before it."""
    main = _surnames(people)
    written = (_paragraph(body, main) for body in text.children("textBody"))
    return tuple(paragraph for paragraph in written if paragraph.text)


def states_of(name: str, text: Fields) -> Iterator[str]:
    """Yield in which capacities somebody spoke."""
    surname = _surname(name)
    for body in text.children("textBody"):
        if _surname(body.text("speaker")) in ("", surname):
            yield body.text("speakerstatus")


def first_speaker(text: Fields) -> str:
    """Return who is printed as speaking first."""
    return next((body.text("speaker") for body in text.children("textBody")), "")


def _paragraph(body: Fields, main: set[str]) -> Paragraph:
    sentences = (sentence.text("text") for sentence in body.children("sentences"))
    words = body.text("text") or " ".join(sentence for sentence in sentences if sentence)
    if body.text("type") == "comment":
        return Paragraph(words, kind="reaction")
    if words and _is_anothers(body, main):
        chair = body.text("speakerstatus") in PRESIDENTS
        kind = "procedural" if chair else "reaction"
        return Paragraph(f"{body.text('speaker')}: {words}", kind=kind)
    return Paragraph(words)


def _is_anothers(body: Fields, main: set[str]) -> bool:
    surname = _surname(body.text("speaker"))
    return bool(surname and main) and surname not in main


def _surnames(people: Iterable[Fields]) -> set[str]:
    """Return the surnames of the main speakers; titles and given names vary within one file."""
    named = list(people)
    main = [person for person in named if person.text("context") in _MAIN] or named[:1]
    return {surname for person in main if (surname := _surname(person.text("label")))}


def _surname(name: str) -> str:
    return name.rpartition(" ")[2].casefold()
