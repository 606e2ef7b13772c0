"""Pages of the Knesset's OData service: Atom, Atom in a JSON list after its status, or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from cms.importers import jsonfields, safexml
from cms.importers.formats.knesset.tables import Row, decoded
from cms.importers.reading import SourceError

_ATOM = "{http://www.w3.org/2005/Atom}"
_METADATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"
_FIELDS = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
_OK = 200


@dataclass(frozen=True)
class Page:
    """The entries of one page, and the address of the next page, if any."""

    entries: list[Row]
    following: str = ""


def page(body: bytes) -> Page:
    """https://www.odata.org/documentation/odata-version-2-0/atom-format/"""
    if decoded(body).lstrip().startswith(("[", "{")):
        return _from_json(jsonfields.parse(body))
    return _from_atom(body)


def _from_json(value: object) -> Page:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
        return _from_answer(*value)
    if isinstance(value, dict):
        inner = value.get("d", value)
        listed = inner if isinstance(inner, list) else _listed(inner)
        if isinstance(listed, list):
            return Page(
                [_json_row(item, n) for n, item in enumerate(listed, 1)], _next_of(value, inner)
            )
    raise SourceError("this JSON is neither an OData page nor a list of an HTTP status and one")


def _from_answer(status: object, text: str) -> Page:
    if status != _OK:
        raise SourceError(f"the server had answered {status}, not 200: download the page again")
    return _from_atom(text.encode("utf-8", "surrogatepass"))


def _listed(inner: object) -> object:
    return inner.get("value", inner.get("results")) if isinstance(inner, dict) else None


def _next_of(value: Mapping[str, object], inner: object) -> str:
    inside = inner.get("__next") if isinstance(inner, dict) else ""
    found = value.get("@odata.nextLink") or value.get("odata.nextLink") or inside
    return found if isinstance(found, str) else ""


def _json_row(item: object, number: int) -> Row:
    if not isinstance(item, dict):
        raise SourceError("the entry is not an object", element=f"entry {number}")
    kept = {key: str(value) for key, value in item.items() if isinstance(value, str | int | float)}
    return Row(kept, place=f"entry {number}")


def _from_atom(body: bytes) -> Page:
    root = safexml.parse(body)
    if root.tag != f"{_ATOM}feed":
        raise SourceError(
            f"the root element is <{etree.QName(root).localname}>, not the <feed> of an OData page"
        )
    entries = [
        _atom_row(entry, number) for number, entry in enumerate(root.findall(f"{_ATOM}entry"), 1)
    ]
    links = (
        link.get("href", "") for link in root.findall(f"{_ATOM}link") if link.get("rel") == "next"
    )
    return Page(entries, next(links, ""))


def _atom_row(entry: etree._Element, number: int) -> Row:
    properties = entry.find(f"{_ATOM}content/{_METADATA}properties")
    if properties is None:
        properties = entry.find(f"{_METADATA}properties")
    if properties is None:
        raise SourceError("the entry has no properties", element=f"entry {number}")
    fields = properties.iterchildren(f"{_FIELDS}*")
    return Row(
        {etree.QName(field).localname: field.text or "" for field in fields},
        place=f"entry {number}",
    )
