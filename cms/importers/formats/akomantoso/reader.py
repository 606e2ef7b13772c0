"""Reads one Akoma Ntoso file, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso.bill import bill_records
from cms.importers.formats.akomantoso.debate import Proceedings, body_of
from cms.importers.formats.akomantoso.divisions import Divisions
from cms.importers.formats.akomantoso.document import ROOT, Document, documents, load
from cms.importers.formats.akomantoso.elements import COLLECTIONS, READ
from cms.importers.formats.akomantoso.references import References
from cms.importers.formats.akomantoso.sitting import sitting_of, who_met
from cms.importers.formats.akomantoso.work import Work, work_of
from cms.importers.reading import Input
from cms.importers.records import Bill, Organization, Person, Record, Sitting, Skipped
from cms.importers.safexml import line_of
from cms.importers.sniffing import head

_SNIFFED = 4096
_ENDINGS = (".xml", ".akn")


class AkomaNtoso:
    """Akoma Ntoso XML."""

    name = "akomantoso"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """Whatever names the root element near its beginning, by name."""
        return sorted(filter(_is_ours, found), key=lambda source: source.name)

    def read(self, source: Input) -> Iterator[Record]:
        root = load(source.read())
        given: set[tuple[type, str]] = set()
        for document in documents(root):
            for record in _records(root, document):
                if isinstance(record, Person | Organization | Sitting | Bill):
                    key = (type(record), record.id)
                    if key in given and isinstance(record, Sitting | Bill):
                        raise fault(f"the file holds '{record.id}' twice", document.element)
                    if key in given:
                        continue
                    given.add(key)
                yield record


def _records(root: etree._Element, document: Document) -> Iterator[Record]:
    """One document; first whom it mentions, which is known when all of it has been read."""
    if document.element.tag not in READ:
        yield _left_out(document.element)
        return
    work = work_of(document.element)
    references = References(root, document.element)
    read = _debate if document.element.tag == "debate" else bill_records
    records = list(read(document, work, references))
    yield from references.mentioned(work.language, work.author)
    yield from records


def _debate(document: Document, work: Work, references: References) -> Iterator[Record]:
    body, organization = who_met(document.element, work, references)
    if organization:
        yield organization
    sitting = sitting_of(document.element, work, body)
    yield sitting
    text = body_of(document.element)
    yield from Proceedings(work, references).walk(text, "")
    yield from Divisions(document.element, text, references).of(sitting)


def _left_out(element: etree._Element) -> Skipped:
    found = element.find("meta/identification/FRBRWork/FRBRuri")
    identity = "" if found is None else found.get("value", "")
    whole = element.tag in COLLECTIONS
    reason = "its documents are in other files" if whole else "only debates and bills are read"
    return Skipped(str(element.tag), identity, reason, line_of(element))


def _is_ours(source: Input) -> bool:
    named = source.name.lower().endswith(_ENDINGS)
    return named and ROOT.encode() in head(source, _SNIFFED)
