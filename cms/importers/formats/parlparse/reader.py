"""Reads one publicwhip file: which sort of file it is, and whether its ids make sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from cms.importers import safexml
from cms.importers.faults import fault
from cms.importers.formats.parlparse import revisions
from cms.importers.formats.parlparse.gid import WRITTEN, Gid, gid_of, id_of
from cms.importers.formats.parlparse.report import Report
from cms.importers.reading import Input
from cms.importers.records import Record, Skipped
from cms.importers.safexml import line_of
from cms.importers.sniffing import head

_NAME = re.compile(r"(debates|daylord|westminster|standing|ni|sp)\d[^/]*\.xml$", re.I)
_DIVISIONS_ONLY = re.compile(r"(lords)?divisions\d[^/]*$", re.I)
_SNIFFED = 16384


class Parlparse:
    """publicwhip XML."""

    name = "parlparse"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """By name, so that old revisions come first, and without mere extracts of divisions."""
        mine = [
            source for source in found if source.name.lower().endswith(".xml") and _is_ours(source)
        ]
        return sorted(mine, key=lambda source: source.name)

    def read(self, source: Input) -> Iterator[Record]:
        root = safexml.parse(source.read(), internal_dtd=True)
        if root.tag != "publicwhip":
            raise fault(f"the root element is <{root.tag}>, not <publicwhip>", root)
        gid = _first(root)
        _check_ids(root)
        if gid is None or gid.kind in WRITTEN:
            yield from _left_out(
                root, "not part of a debate" if gid is None else "written, not spoken"
            )
        elif revisions.is_superseded(root):
            yield from revisions.redirects(root)
            yield from revisions.superseded(root)
        else:
            yield from revisions.redirects(root)
            yield from Report.of(root, gid).records()


def _is_ours(source: Input) -> bool:
    if _DIVISIONS_ONLY.search(source.name):
        return False
    return bool(_NAME.search(source.name)) or b"<publicwhip" in head(source, _SNIFFED)


def _first(root: etree._Element) -> Gid | None:
    """The id that says which sitting this is; none if the file only holds other things."""
    for element in root.iter("gidredirect", *revisions.RECORDS):
        if element.tag == "gidredirect":
            return gid_of(element, "oldgid")
        if element.get("id") or element.tag != "oral-heading":
            return gid_of(element)
    if not len(root):
        raise fault("it holds no speech, heading, division or redirect", root)
    return None


def _check_ids(root: etree._Element) -> None:
    seen: set[str] = set()
    for element in root.iter(*revisions.RECORDS):
        if element.get("id"):
            identity = id_of(element)
            if identity in seen:
                raise fault(f"the id '{identity}' is used twice", element)
            seen.add(identity)


def _left_out(root: etree._Element, reason: str) -> Iterator[Skipped]:
    for position, element in enumerate(root.iterchildren("*"), 1):
        if element.tag != "gidredirect":
            identity = element.get("id") or element.get("memberid") or f"{element.tag} {position}"
            yield Skipped(revisions.kind_of(element), identity, reason, line_of(element))
