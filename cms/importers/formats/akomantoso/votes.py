"""Who voted how: lists of ``vote``, and lists of persons in sections called AYES and NOES."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.debate import title_of
from cms.importers.formats.akomantoso.elements import SECTIONS
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.wording import attribute, plain, pointer
from cms.importers.records import VoteCast

_TRAILING = " ,;.:"


@dataclass(frozen=True, slots=True)
class Roll:
    """One list of names for the same option. ``question``: the section that all lists stand in."""

    element: etree._Element
    question: etree._Element
    votes: tuple[VoteCast, ...]

    def is_in(self, scope: etree._Element) -> bool:
        return scope is self.element or scope in self.element.iterancestors()


def rolls(body: etree._Element, references: References) -> Iterator[Roll]:
    """Every list of the body, in order."""
    for element in body.iter("outcome", *SECTIONS):
        votes = tuple(_votes(element, references))
        if votes:
            yield Roll(element, next(element.iterancestors(*SECTIONS), element), votes)


def _votes(element: etree._Element, references: References) -> list[VoteCast]:
    """The list's votes. An id given to several names is nobody's, for each of them votes once."""
    cast = list(_named(element, references))
    times = Counter(vote.person for vote in cast)
    return [vote if times[vote.person] == 1 else replace(vote, person="") for vote in cast]


def _named(element: etree._Element, references: References) -> Iterator[VoteCast]:
    if element.tag == "outcome":
        common = concepts.option(*references.words(pointer(element, "refersTo")))
        for vote in element.iter("vote"):
            choice = pointer(vote, "choice")
            option = concepts.option(*references.words(choice)) if choice else common
            if option:
                yield _cast(_voter(vote, references), option, vote)
    elif option := concepts.option(attribute(element, "name"), title_of(element)):
        for person in element.iter("person"):
            found = references.person(pointer(person, "refersTo"))
            yield _cast(found.id if found else "", option, person)


def _voter(vote: etree._Element, references: References) -> str:
    """@by, or the person marked up inside."""
    inner = vote.find(".//person")
    found = references.person(pointer(vote, "by"))
    if found is None and inner is not None:
        found = references.person(pointer(inner, "refersTo"))
    return found.id if found else ""


def _cast(person: str, option: str, printed: etree._Element) -> VoteCast:
    name = plain(printed).removesuffix("etc.").strip(_TRAILING)
    return VoteCast(person, option, name)
