"""The "top level classes" of a file: persons, organizations, roles and concepts.

The id of a person or organization is the last part of its path in the ontology, which other files
of the same parliament use as well: /ontology/person/vm/AminaOkafor is AminaOkafor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso import concepts
from cms.importers.formats.akomantoso.document import eid
from cms.importers.formats.akomantoso.wording import attribute, plain, pointer
from cms.importers.records import Identifier, Organization, Person, Skipped

PERSON, ORGANIZATION, ROLE = "TLCPerson", "TLCOrganization", "TLCRole"
_MANY = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """One of them. ``words`` may say what it means, the least bound to a language first."""

    kind: str
    id: str
    href: str
    shown: str
    words: tuple[str, ...] = ()

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        return (Identifier("akn", self.href),) if self.href else ()


class References:
    """Looks pointers up, and remembers whom the text really mentions."""

    def __init__(self, root: etree._Element, document: etree._Element) -> None:
        """Those of the whole file, unless the document has its own under the same id."""
        self._of: dict[str, Reference] = {}
        self._used: dict[str, Reference] = {}
        self._missing: dict[str, int | None] = {}
        for scope in (root, document):
            elements = [found for found in scope.iter("*") if str(found.tag).startswith("TLC")]
            shared = _shared(elements)
            self._of |= {eid(found): _reference(found, shared) for found in elements if eid(found)}
        self._anybody = frozenset(_anybody(document))

    def find(self, pointer_to: str) -> Reference | None:
        """What an eId, or a path in the ontology, stands for."""
        return self._of.get(normalize("NFC", pointer_to))

    def person(self, pointer_to: str, printed: str = "") -> Reference | None:
        """The person pointed at, unless it stands for anybody. ``printed``: the name used."""
        return None if pointer_to in self._anybody else self._use(pointer_to, PERSON, printed)

    def organization(self, pointer_to: str) -> Reference | None:
        return self._use(pointer_to, ORGANIZATION)

    def words(self, pointer_to: str) -> tuple[str, ...]:
        """All that may say what a pointer means; the pointer itself when it points nowhere."""
        found = self.find(pointer_to)
        return found.words if found else (pointer_to.rpartition("/")[2],)

    def shown(self, pointer_to: str) -> str:
        """The words for people, empty when it points nowhere."""
        found = self.find(pointer_to)
        return found.shown if found else ""

    def missing(self, pointer_to: str, line: int | None) -> None:
        """Remember a pointer that points nowhere."""
        self._missing.setdefault(pointer_to, line)

    def mentioned(self, language: str, author: str) -> Iterator[Person | Organization | Skipped]:
        """Whom the text asked for, and what could not be found."""
        for found in self._used.values():
            if found.kind == ORGANIZATION:
                usual = "chamber" if found == self.find(author) else "other"
                classification = concepts.body(*found.words) or usual
                names = {language: found.shown}
                yield Organization(found.id, classification, names, identifiers=found.identifiers)
        for found in self._used.values():
            if found.kind == PERSON:
                names = {language: found.shown}
                yield Person(found.id, found.shown, names, identifiers=found.identifiers)
        for pointer_to, line in self._missing.items():
            yield Skipped("reference", f"#{pointer_to}", "points at nobody in the file", line)

    def _use(self, pointer_to: str, kind: str, printed: str = "") -> Reference | None:
        found = self.find(pointer_to)
        if found is None and "/" in pointer_to:
            found = Reference(kind, _last(pointer_to), pointer_to, printed or _last(pointer_to))
        if found is None or found.kind != kind:
            return None
        return self._used.setdefault(f"{kind} {found.id}", found)


def _reference(element: etree._Element, shared: set[tuple[str, str]]) -> Reference:
    href = normalize("NFC", attribute(element, "href"))
    last = _last(href)
    identity = eid(element) if not last or (str(element.tag), last) in shared else last
    shown = attribute(element, "showAs") or last or identity
    return Reference(str(element.tag), identity, href, shown, (eid(element), last, shown))


def _shared(elements: list[etree._Element]) -> set[tuple[str, str]]:
    """Ends of paths that stand for several persons or things, so that they tell nobody apart."""
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for element in elements:
        if not eid(element) and element.tag in (PERSON, ORGANIZATION):
            raise fault("it has no eId, so nothing can point at it", element)
        last = _last(normalize("NFC", attribute(element, "href")))
        names[str(element.tag), last].add(attribute(element, "showAs").casefold())
    return {key for key, shown in names.items() if len(shown) > 1}


def _last(href: str) -> str:
    return href.rstrip("/").rpartition("/")[2].removeprefix("#")


def _anybody(root: etree._Element) -> Iterator[str]:
    """Nobody votes three times under three names: such a "person" stands for anybody at all."""
    for parent in {vote.getparent() for vote in root.iter("vote")}:
        if parent is not None:
            names = {(pointer(vote, "by"), plain(vote)) for vote in parent.iterfind("vote")}
            many = Counter(by for by, _ in names if by)
            yield from (by for by, times in many.items() if times >= _MANY)
