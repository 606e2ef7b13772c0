"""A file opened: one namespace, one name for ids, and the documents it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from cms.importers import safexml
from cms.importers.faults import fault
from cms.importers.formats.akomantoso.elements import BESIDE_DOCUMENTS, COLLECTIONS, LEFT_OUT, READ
from cms.importers.reading import SourceError

ROOT = "akomaNtoso"
_REFERENCES = frozenset({"documentRef", "componentRef"})


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the file, and the collection it came in."""

    element: etree._Element
    collection: etree._Element | None = None


def load(body: bytes) -> etree._Element:
    """The root, with elements by their local names and ids as ``eId``."""
    root = safexml.parse(body)
    name = etree.QName(root)
    if name.localname != ROOT:
        raise SourceError(f"the root element is <{name.localname}>, not <{ROOT}>", line=1)
    namespace = f"{{{name.namespace}}}" if name.namespace else ""
    for element in root.iter("*"):
        element.tag = str(element.tag).removeprefix(namespace)
        # Version 2 wrote id where version 3 writes eId.
        if (identity := element.get("id")) and not element.get("eId"):
            element.set("eId", identity)
    return root


def documents(root: etree._Element) -> Iterator[Document]:
    """The documents of the file, those of a collection one by one."""
    found = [Document(child) for child in root.iterchildren(*READ, *LEFT_OUT)]
    for collection in root.iterchildren(*COLLECTIONS):
        _check_references(root, collection)
        inside = [Document(part, collection) for part in _parts(root)]
        found += inside or [Document(collection)]
    for child in root.iterchildren("*"):
        if child.tag not in READ | LEFT_OUT | COLLECTIONS | BESIDE_DOCUMENTS:
            raise fault(f"<{child.tag}> is not a kind of document that Akoma Ntoso knows", child)
    if not found:
        raise fault("it holds no document", root)
    for document in found:
        _check_ids(document.element)
        yield document


def eid(element: etree._Element) -> str:
    """The element's id within the file, empty if it has none."""
    return normalize("NFC", element.get("eId", ""))


def _parts(root: etree._Element) -> Iterator[etree._Element]:
    """Documents stand in the collection, or beside it in ``components``, but not in one another."""
    for part in root.iter(*READ, *LEFT_OUT):
        if next(part.iterancestors(*READ, *LEFT_OUT), None) is None:
            yield part


def _check_ids(document: etree._Element) -> None:
    """Ids are unique within a document; the next one in a collection may use them again."""
    seen: set[str] = set()
    for element in document.iter("*"):
        if identity := element.get("eId"):
            if identity in seen:
                raise fault(f"the id '{identity}' is used twice", element)
            seen.add(identity)


def _check_references(root: etree._Element, collection: etree._Element) -> None:
    ids = {component.get("eId") for component in root.iter("component")}
    for reference in collection.iter(*_REFERENCES):
        target = (reference.get("href") or reference.get("src") or "").strip()
        if target.startswith("#") and target[1:] not in ids:
            raise fault(
                f"it refers to the component '{target}', which the file does not hold", reference
            )
