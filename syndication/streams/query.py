"""The query of a stream: facets and words, with one canonical text and one canonical path.

    kind:speech member:7k3m2qx9ab,9ab7k3m2qx language:fr text:"water supply"

Values of one facet are alternatives; different facets must all hold. Read anything reasonable, write one form only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.utils.translation import gettext as _

from syndication.entries import states
from syndication.errors import QueryError
from syndication.text import clean
from syndication.vocabulary import CHANGES

FACETS = (
    "thing", "kind", "member", "group", "body", "bill", "topic", "sitting", "debate", "video", "state", "language"
)  # fmt: skip
"""In canonical order. ``text`` comes last and is not a facet."""

WIDE = ("kind", "language")
"""Facets of a handful of values."""

ALL = "all"
"""The path of the query that asks for nothing: everything."""

MAX_VALUES = 20
MAX_TEXT = 200
MAX_QUERY = 1000
_TOKEN = re.compile(r"(?P<name>[a-z]+):(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]*))")
_VALUE = re.compile(r"[\w.-]{1,64}")


@dataclass(frozen=True, slots=True)
class StreamQuery:
    """What a stream asks for: facet name to its alternatives (sorted), and words."""

    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """Return the alternatives of a facet, none when it is not asked for."""
        return dict(self.facets).get(name, ())

    @property
    def terms(self) -> frozenset[str]:
        """Return every facet value as a term."""
        return frozenset(f"{name}:{value}" for name, values in self.facets for value in values)

    def __str__(self) -> str:
        parts = [f"{name}:{','.join(values)}" for name, values in self.facets]
        return " ".join([*parts, f'text:"{self.text}"'] if self.text else parts)

    @property
    def is_common(self) -> bool:
        """Tell whether the record alone bounds how many such queries find something: nothing in it can be combined."""
        named = [name for name, _values in self.facets if name not in WIDE]
        return not self.text and len(named) <= 2 and len(self.terms) == len(self.facets)

    @property
    def path(self) -> str:
        """Return the query as path segments, for addresses."""
        parts = [f"{name}:{','.join(values)}" for name, values in self.facets]
        parts += [f"text:{self.text}"] if self.text else []
        return "/".join(quote(part, safe=":,") for part in parts) or ALL


def build(facets: Mapping[str, object], text: str = "") -> StreamQuery:
    """Return the canonical query of facets given as name to value or values."""
    unknown = sorted(set(facets) - set(FACETS))
    if unknown:
        named = {"names": ", ".join(unknown), "facets": ", ".join(FACETS)}
        raise QueryError(
            _("A stream cannot select by %(names)s; it can by %(facets)s, text.") % named
        )
    found = tuple((name, _values(name, facets[name])) for name in FACETS if name in facets)
    query = StreamQuery(found, _text(text))
    _check_length(str(query))
    return query


@lru_cache(maxsize=4096)
def parse(text: str) -> StreamQuery:
    """Read the text form; raise QueryError with the piece that cannot be read."""
    _check_length(text)
    facets: dict[str, str] = {}
    words = ""
    rest = _TOKEN.sub(" ", text).strip()
    if rest:
        raise QueryError(
            _("Cannot read %(piece)s in a stream's query; write name:value.")
            % {"piece": repr(rest)}
        )
    for token in _TOKEN.finditer(text):
        name, value = token["name"], token["quoted"] or token["plain"] or ""
        if name == "text":
            words = f"{words} {value}"
        else:
            facets[name] = f"{facets[name]},{value}" if name in facets else value
    return build(facets, words)


def parse_path(path: str) -> StreamQuery:
    """Read the path form (already unquoted): ``kind:speech/member:7k3m2qx9ab``."""
    if path in {"", ALL}:
        return StreamQuery()
    facets: dict[str, str] = {}
    words = ""
    for part in path.split("/"):
        name, colon, value = part.partition(":")
        if not colon:
            raise QueryError(
                _("Cannot read %(piece)s in a stream's address; write name:value.")
                % {"piece": repr(part)}
            )
        if name == "text":
            words = f"{words} {value}"
        else:
            facets[name] = f"{facets[name]},{value}" if name in facets else value
    return build(facets, words)


def _check_length(text: str) -> None:
    if len(text) > MAX_QUERY:
        sentence = _("A stream's query has at most %(number)s characters.")
        raise QueryError(sentence % {"number": MAX_QUERY})


def _values(name: str, given: object) -> tuple[str, ...]:
    items = given.split(",") if isinstance(given, str) else [str(item) for item in given]  # type: ignore[attr-defined]  # what is no text is a list of them
    values = tuple(sorted({item.strip() for item in items if item.strip()}))
    bad = [value for value in values if not _VALUE.fullmatch(value)]
    if bad or not values:
        named = {"name": name, "value": repr(bad[0] if bad else given)}
        sentence = _("%(name)s: %(value)s is not a value a stream selects by.")
        raise QueryError(sentence % named, about=name)
    if name == states.FACET and (len(values) > 1 or values[0] not in CHANGES):
        named = {"name": name, "values": ", ".join(CHANGES)}
        raise QueryError(_("%(name)s: one of %(values)s.") % named, about=name)
    if len(values) > MAX_VALUES:
        named = {"name": name, "number": str(MAX_VALUES)}
        raise QueryError(_("%(name)s: at most %(number)s alternatives.") % named, about=name)
    return values


def _text(text: str) -> str:
    words = " ".join(clean(text).replace('"', " ").replace("/", " ").split())
    if len(words) > MAX_TEXT:
        sentence = _("text: at most %(number)s characters.")
        raise QueryError(sentence % {"number": MAX_TEXT}, about="text")
    return words
