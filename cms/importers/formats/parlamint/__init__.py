"""ParlaMint TEI: the corpus format of CLARIN's ParlaMint project (sittings, persons, organizations)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers.formats.parlamint import lists, sitting
from cms.importers.formats.parlamint.elements import TEI
from cms.importers.reading import Input, SourceError
from cms.importers.records import Record
from cms.importers.safexml import line_of, parse

ORDER = ("listorg", "listperson")
LEFT_OUT = ("taxonomy", ".ana.xml")


class ParlaMint:
    """Reads TEI sittings and the lists beside them."""

    name = "parlamint"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """Keep the XML files: bodies first, then persons, then the sittings that name them."""
        own = [item for item in found if item.name.lower().endswith(".xml") and _wanted(item.name)]
        return sorted(own, key=lambda item: (_rank(item.name), item.name))

    def separate(self, source: Input) -> bool:
        """Sittings name persons and bodies, but not one another."""
        return _rank(source.name) == len(ORDER)

    def read(self, source: Input) -> Iterator[Record]:
        """Yield what the file holds, by its root element."""
        root = parse(source.read())
        match root.tag:
            case lists.LIST_ORG | lists.LIST_PERSON:
                yield from _lists(root)
            case sitting.CORPUS:
                yield from _lists(root)
            case sitting.SITTING:
                yield from _lists(root.find(f"{TEI}teiHeader"))
                yield from sitting.read(root)
            case _:
                raise SourceError(
                    f"its root element is {etree.QName(root).localname}, not TEI, teiCorpus,"
                    " listPerson or listOrg in the TEI namespace",
                    line=line_of(root),
                )


def _lists(root: etree._Element | None) -> Iterator[Record]:
    if root is None:
        return
    for element in root.iter(lists.LIST_ORG):
        yield from lists.organizations(element)
    for element in root.iter(lists.LIST_PERSON):
        yield from lists.persons(element)


def _wanted(name: str) -> bool:
    return not any(word in name.lower() for word in LEFT_OUT)


def _rank(name: str) -> int:
    lower = name.lower()
    return next((rank for rank, word in enumerate(ORDER) if word in lower), len(ORDER))
