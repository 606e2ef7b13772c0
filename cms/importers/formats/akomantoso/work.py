"""What a document is a version of (FRBR): the work, and its expression in one language."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault
from cms.importers.formats.akomantoso.languages import language_tag
from cms.importers.formats.akomantoso.wording import attribute, day, pointer
from cms.importers.records import Identifier

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Work:
    """``uri`` is the same for all languages and versions; ``expression`` is this one's."""

    uri: str
    expression: str
    language: str
    date: str
    expression_date: str
    number: str
    author: str  # what FRBRauthor points at, an eId or a path
    country: str
    translated: bool
    identifiers: tuple[Identifier, ...]


def work_of(document: etree._Element) -> Work:
    """The identification of a document, or SourceError where it names no work."""
    identification = document.find("meta/identification")
    if identification is None:
        raise fault("it has no meta/identification, so there is no telling what it is", document)
    work = _level(identification, "FRBRWork")
    expression = _level(identification, "FRBRExpression")
    uris = _uris(work)
    return Work(
        uris[0],
        _uris(expression)[0],
        _language(document, expression),
        _day(work),
        _day(expression),
        _value(work, "FRBRnumber"),
        _author(work),
        _value(work, "FRBRcountry").lower(),
        expression.find("FRBRtranslation") is not None,
        tuple(Identifier("akn", uri) for uri in uris),
    )


def _level(identification: etree._Element, name: str) -> etree._Element:
    level = identification.find(name)
    if level is None:
        raise fault(f"it has no {name}", identification)
    return level


def _uris(level: etree._Element) -> list[str]:
    """All that it is known by, first the one that FRBRthis builds on."""
    this = _value(level, "FRBRthis")
    whole = this.partition("/!")[0].removesuffix("/main").rstrip("/")
    uris = [uri for found in level.iterfind("FRBRuri") if (uri := _uri(found.get("value", "")))]
    if not uris and not whole:
        raise fault("it has no FRBRuri, so there is no telling what it is", level)
    first = whole if whole in uris or not uris else uris[0]
    return list(dict.fromkeys([first, *uris]))


def _uri(written: str) -> str:
    return normalize("NFC", written.strip().rstrip("/"))


def _value(level: etree._Element, name: str) -> str:
    element = level.find(name)
    return "" if element is None else _uri(attribute(element, "value"))


def _day(level: etree._Element) -> str:
    element = level.find("FRBRdate")
    return "" if element is None else day(element)


def _author(work: etree._Element) -> str:
    element = work.find("FRBRauthor")
    return "" if element is None else pointer(element, "href")


def _language(document: etree._Element, expression: etree._Element) -> str:
    element = expression.find("FRBRlanguage")
    written = element.get("language", "") if element is not None else document.get(_LANG, "")
    language = language_tag(written)
    if not language:
        raise fault(
            f"FRBRlanguage says '{written}', which is not a language code like eng or en",
            expression,
        )
    return language
