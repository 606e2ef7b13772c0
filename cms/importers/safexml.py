"""XML from strangers: no network, no external DTD, no entity bombs.

An internal DTD subset is allowed where a format needs its entities; even then each may only stand for characters.
"""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from cms.importers.reading import SourceError

MAX_ENTITIES = 1000
_EXTERNAL = re.compile(
    rb"<!DOCTYPE\s+[^\[>]*?\b(SYSTEM|PUBLIC)\b|<!ENTITY\s+(%\s*)?\S+\s+(SYSTEM|PUBLIC)\b"
)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?(\S+)\s+(?:\"([^\"]*)\"|'([^']*)')")
_NEEDLESS = "it declares a DOCTYPE, which this format never needs: refused"
_OUTSIDE = "its DOCTYPE points outside the file: refused"
_NESTED = re.compile(rb"&(?!#)|%")


def parse(body: bytes, *, internal_dtd: bool = False) -> etree._Element:
    """Return the root element, or raise SourceError with the line.

    ``internal_dtd``: let the document declare character entities of its own (parlparse does).
    """
    if not body.strip():
        raise SourceError("the file is empty")
    head = body[:200].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise SourceError("this is an HTML page, not XML: the download may have failed")
    _check_doctype(body, internal_dtd=internal_dtd)
    parser = etree.XMLParser(
        resolve_entities=cast(
            "bool", "internal" if internal_dtd else False
        ),  # the stubs lag behind lxml
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"not well-formed XML: {error.msg}", line=error.lineno) from None
    except ValueError as error:
        raise SourceError(f"not readable as XML: {error}") from None
    _check_declared(root.getroottree().docinfo, internal_dtd=internal_dtd)
    return root


def line_of(element: etree._Element) -> int | None:
    """Return the line an element starts on, where the parser knows it."""
    found: Any = element.sourceline
    return found if isinstance(found, int) else None


def text_below(element: etree._Element) -> str:
    """Return all text below an element."""
    return "".join(str(piece) for piece in element.itertext())


def _check_doctype(body: bytes, *, internal_dtd: bool) -> None:
    start = body.find(b"<!DOCTYPE")
    if start < 0:
        return
    if not internal_dtd:
        raise SourceError(_NEEDLESS, line=1)
    end = body.find(b"]>", start)
    doctype = body[start : end if end > 0 else start + 65536]
    if _EXTERNAL.search(doctype):
        raise SourceError(_OUTSIDE, line=1)
    entities = _ENTITY.findall(doctype)
    if len(entities) > MAX_ENTITIES:
        raise SourceError(f"it declares more than {MAX_ENTITIES} entities: refused", line=1)
    if any(_NESTED.search(double or single) for _, double, single in entities):
        raise SourceError("it declares entities made of other entities (a bomb): refused", line=1)


def _check_declared(document: Any, *, internal_dtd: bool) -> None:
    """Refuse what an encoding of two or four bytes a letter hid from the check before; lxml loaded none of it."""
    if document.doctype and not internal_dtd:
        raise SourceError(_NEEDLESS, line=1)
    if document.system_url:
        raise SourceError(_OUTSIDE, line=1)
