"""One language version of a speech in the European Parliament: a small piece of Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cms.importers import plaintext, safexml
from cms.importers.reading import SourceError
from cms.importers.records import Paragraph

_KINDS = {
    "p": "text",
    "heading": "text",
    "narrative": "procedural",
    "scene": "note",
    "summary": "note",
    "recordedTime": "time",
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one language version says, and how it names the speaker."""

    paragraphs: tuple[Paragraph, ...]
    person: str = ""
    name: str = ""
    role: str = ""
    group: str = ""
    group_name: str = ""
    start: str = ""
    end: str = ""


def read(markup: str, place: str) -> Fragment:
    """Return a fragment; ``place`` is where it stands in the JSON document."""
    try:
        root = safexml.parse(markup.encode("utf-8", "replace"))
    except SourceError as error:
        raise SourceError(f"the text of the speech is {error.message}", element=place) from None
    speech = next(root.iter("speech"), root)
    person, role, group = (_of_speaker(root, tag) for tag in ("person", "role", "organization"))
    return Fragment(
        paragraphs=tuple(_paragraphs(root)),
        person=_reference(person),
        name=_text(person),
        role=_text(role),
        group=_reference(group),
        group_name=_text(group),
        start=speech.get("startTime", ""),
        end=speech.get("endTime", ""),
    )


def _of_speaker(root: etree._Element, tag: str) -> etree._Element | None:
    return root.find(f".//from//{tag}")


def _reference(element: etree._Element | None) -> str:
    """Return ``person/257123`` for ``epdata:person/257123``."""
    found = element.get("refersTo", "") if element is not None else ""
    return plaintext.line(found.rsplit(":", 1)[-1])


def _text(element: etree._Element | None) -> str:
    return plaintext.line("".join(map(str, element.itertext()))) if element is not None else ""


def _paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    """Yield the blocks in order; a remark all in brackets is the reporter's in any language."""
    for element in root.iter(*_KINDS):
        text = _text(element)
        if not text or any(parent.tag in _KINDS for parent in element.iterancestors()):
            continue
        kind = _KINDS[str(element.tag)]
        bracketed = text.startswith("(") and text.find(")") == len(text) - 1
        yield Paragraph(text, kind="note" if bracketed and kind == "text" else kind)
