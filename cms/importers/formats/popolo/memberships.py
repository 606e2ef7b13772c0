"""Memberships: who was where, for whom, and from when to when."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from cms.importers.formats.popolo import words
from cms.importers.formats.popolo.document import Document
from cms.importers.formats.popolo.fields import Node
from cms.importers.reading import SourceError
from cms.importers.records import Membership, Skipped, Texts

_PERIODS = ("legislative_period", "legislative_session", "event")
_ROLES = (
    (re.compile(r"(vice|deputy|assistant)[\s_-]+(chair|president|speaker)\w*"), "deputy chair"),
    (re.compile(r"(co-?)?chair(man|woman|person)?|president|speaker|presiding officer"), "chair"),
    (re.compile(r"head( of .*)?|prime minister|premier|chancellor|first minister"), "head"),
    (re.compile(r"minister( .*)?|secretary of state( .*)?"), "minister"),
    (re.compile(r"member|mp|deputy|senator|representative|councillor|"), "member"),
)
"""Roles as written in whole, and our word for them; any other role keeps its own word."""


def role(written: str) -> str:
    """Our word for a role, or the source's own: "Vice-Chair" is a deputy chair, "Whip" stays."""
    plain = written.lower()
    return next((ours for pattern, ours in _ROLES if pattern.fullmatch(plain)), written)


def memberships(document: Document) -> Iterator[Membership | Skipped]:
    """Every membership; those without an id get one made of what tells them apart."""
    seen: dict[str, str] = {}
    made: Counter[str] = Counter()
    for node in document.of("memberships"):
        record = _membership(document, node, made)
        if isinstance(record, Membership):
            if record.id in seen:
                raise node.error(f'its id "{record.id}" is already that of {seen[record.id]}')
            seen[record.id] = node.place
        yield record


def _membership(document: Document, node: Node, made: Counter[str]) -> Membership | Skipped:
    person = document.reference(node, "person", "persons")
    if not person and (node.has("member") or node.has("member_id")):
        return Skipped(
            "membership",
            node.string("id") or node.place,
            "an organization is the member, not a person",
        )
    post = _post(document, node)
    start, end = _dates(document, node)
    return Membership(
        id=node.string("id") or _made_id(node, made),
        person=person or node.required("person_id"),
        organization=_organization(document, node, post),
        role=role(_role(node, post)),
        labels=_labels(node, post),
        area=document.reference(node, "area", "areas")
        or (document.reference(post, "area", "areas") if post else ""),
        on_behalf_of=document.reference(node, "on_behalf_of", "organizations"),
        start=start,
        end=end,
    )


def _role(node: Node, post: Node | None) -> str:
    return node.string("role") or (post.string("role") if post else "")


def _labels(node: Node, post: Node | None) -> Texts:
    """How the role is written; a role of our own words loses nothing ("Speaker" is a chair)."""
    found = node.texts("label") or (post.texts("label") if post else {})
    written = _role(node, post)
    if found or role(written) in (written.lower(), "member"):
        return found
    return {node.language: written}


def _post(document: Document, node: Node) -> Node | None:
    return document.by_id("posts").get(document.reference(node, "post", "posts"))


def _organization(document: Document, node: Node, post: Node | None) -> str:
    found = document.reference(node, "organization", "organizations")
    if not found and post:
        found = document.reference(post, "organization", "organizations")
    return found or node.required("organization_id")


def _dates(document: Document, node: Node) -> tuple[str, str]:
    """Its own dates; what it does not say is taken from its legislative period.

    A period that was over before the membership began says nothing about its end.
    """
    start, end = node.date("start_date"), node.date("end_date")
    if words.precedes(end, start):
        raise node.error(f"it ends ({end}) before it starts ({start})")
    period = _period(document, node)
    if not period:
        return start, end
    first, last = period.date("start_date"), period.date("end_date")
    return (
        start or ("" if words.precedes(end, first) else first),
        end or ("" if words.precedes(last, start) else last),
    )


def _period(document: Document, node: Node) -> Node | None:
    for key in _PERIODS:
        if found := document.reference(node, key, "events"):
            return document.by_id("events").get(found)
    return None


def check_periods(document: Document) -> None:
    """Refuse a legislative period that ends before it begins."""
    for node in document.by_id("events").values():
        start, end = node.date("start_date"), node.date("end_date")
        if words.precedes(end, start):
            raise SourceError(f"it ends ({end}) before it starts ({start})", element=node.place)


def _made_id(node: Node, made: Counter[str]) -> str:
    """Made of the person and what tells memberships apart, but not of the end: that one changes."""
    keys = ("organization", "on_behalf_of", "post", "area", *_PERIODS)
    parts = [*map(node.reference, keys), node.string("role"), node.string("start_date")]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    key = f"{node.reference('person')}:{digest}"
    made[key] += 1
    return key if made[key] == 1 else f"{key}:{made[key]}"
