"""The JSON document: which lists it holds, and what can be found in them by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from cms.importers import jsonfields
from cms.importers.formats.popolo import languages, words
from cms.importers.formats.popolo.fields import Node, nodes
from cms.importers.reading import SourceError

LISTS = {
    "areas": "areas",
    "organizations": "organizations",
    "organisations": "organizations",
    "posts": "posts",
    "persons": "persons",
    "people": "persons",
    "events": "events",
    "memberships": "memberships",
    "motions": "motions",
    "vote_events": "vote_events",
    "votes": "votes",
}
"""The names lists go by in exports, and Popolo's own name, in the order they are stored in."""

_WITH_IDS = ("areas", "organizations", "posts", "persons", "events", "motions")
_WRAPPERS = ("result", "results", "objects")
_KEYS = (
    ("votes", {"voter_id"}),
    ("memberships", {"person_id", "organization_id"}),
    ("vote_events", {"motion_id"}),
    ("events", {"start_date", "organization_id"}),
    ("motions", {"text"}),
    ("organizations", {"classification"}),
    ("persons", {"name"}),
)
"""What an object of a bare list must hold to be of that kind, tried in this order."""

_EMBEDDED_LISTS = (
    ("persons", "memberships", "person_id"),
    ("organizations", "memberships", "organization_id"),
    ("organizations", "posts", "organization_id"),
    ("motions", "vote_events", "motion_id"),
)
_EMBEDDED_OBJECTS = (
    ("memberships", "person", "persons"),
    ("memberships", "organization", "organizations"),
    ("memberships", "on_behalf_of", "organizations"),
    ("memberships", "post", "posts"),
    ("memberships", "area", "areas"),
    ("posts", "organization", "organizations"),
    ("posts", "area", "areas"),
    ("vote_events", "motion", "motions"),
)


@dataclass(frozen=True)
class Document:
    """The lists of one file, by Popolo's names; ``stated`` are those with a list of their own."""

    lists: Mapping[str, list[Node]]
    stated: frozenset[str]
    unread: tuple[str, ...] = ()

    def of(self, kind: str) -> list[Node]:
        return self.lists.get(kind, [])

    def by_id(self, kind: str) -> dict[str, Node]:
        """The objects of a list by their ids, which must be there and differ."""
        return self._indexes[kind]

    @cached_property
    def _indexes(self) -> dict[str, dict[str, Node]]:
        return {kind: _indexed(self.of(kind)) for kind in _WITH_IDS}

    def reference(self, node: Node, key: str, kind: str) -> str:
        """The id under "KEY_id"; where the file has such a list at all, it must be in it."""
        found = node.reference(key)
        if found and kind in self.stated and found not in self.by_id(kind):
            raise node.error(
                f'its "{key}_id" is "{found}", which is not among the {kind} of the file'
            )
        return found


def _indexed(nodes: list[Node]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in nodes:
        key = node.required("id")
        if key in found:
            raise node.error(f'its id "{key}" is already that of {found[key].place}')
        found[key] = node
    return found


def parse(body: bytes, name: str) -> Document:
    """Read the file's bytes. ``name`` tells what a bare list is a list of."""
    value = jsonfields.parse(body)
    language = words.UNDETERMINED
    if isinstance(value, dict):
        language = languages.of_document(value)
        value = next(
            (value[key] for key in _WRAPPERS if isinstance(value.get(key), list | dict)), value
        )
    if isinstance(value, list):
        return _bare(nodes(value, "item", language), name)
    if isinstance(value, dict):
        return _document(value, language)
    raise SourceError("this JSON is neither an object nor a list, so it cannot be Popolo")


def _bare(items: list[Node], name: str) -> Document:
    kind = LISTS.get(PurePosixPath(name).name.split(".")[0].lower()) or _guessed(items)
    if not items:
        raise SourceError("the list is empty")
    return Document(_with_embedded({kind: items}), frozenset({kind}))


def _guessed(items: list[Node]) -> str:
    for kind, keys in _KEYS:
        if not items or keys <= items[0].fields.keys():
            return kind
    raise items[0].error(
        "it looks like none of Popolo's classes; name the file after its list, as in persons.json"
    )


def _document(value: Mapping[str, object], language: str) -> Document:
    whole = Node(value, "document", language)
    lists: dict[str, list[Node]] = {}
    for key, kind in LISTS.items():
        if key in value:
            found = [
                Node(node.fields, node.place.removeprefix("document."), language)
                for node in whole.children(key)
            ]
            lists.setdefault(kind, []).extend(found)
    if not lists:
        raise SourceError(
            "this JSON is not Popolo: no persons, organizations, memberships or votes are in it"
        )
    stated = frozenset(kind for kind, items in lists.items() if items)
    if not stated:
        raise SourceError("every list in it is empty")
    unread = [key for key, item in value.items() if isinstance(item, list) and key not in LISTS]
    return Document(_with_embedded(lists), stated, tuple(sorted(unread)))


def _with_embedded(lists: dict[str, list[Node]]) -> dict[str, list[Node]]:
    """Lift objects out of the objects they are embedded in, with a reference instead."""
    for outer, kind, reference in _EMBEDDED_LISTS:
        _add(lists, kind, _lifted(lists.get(outer, []), kind, reference))
    for outer, field, kind in _EMBEDDED_OBJECTS:
        holders = lists.get(outer, [])
        _add(lists, kind, (inner for holder in holders if (inner := _named(holder.child(field)))))
    return lists


def _lifted(holders: Iterable[Node], kind: str, reference: str) -> Iterator[Node]:
    for holder in holders:
        for node in holder.children(kind) if holder.has(kind) else ():
            fields = {reference: holder.required("id"), **node.fields}
            yield Node(fields, node.place, node.language)


def _named(inner: Node | None) -> Node | None:
    """An embedded object under the id ``Node.reference`` gives it, if it says more than its id."""
    if inner is None or not inner.has("name"):
        return None
    return Node({**inner.fields, "id": inner.required("id", "name")}, inner.place, inner.language)


def _add(lists: dict[str, list[Node]], kind: str, found: Iterable[Node]) -> None:
    """Add those that do not stand in the document's own list as well: PopIt prints them twice."""
    added = list(found)
    ids = {node.string("id") for node in lists.get(kind, [])} if added else set()
    for node in added:
        key = node.string("id")
        if not key or key not in ids:
            lists.setdefault(kind, []).append(node)
        ids.add(key)
