"""One JSON object and its place in the document: every field is checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cms.importers import plaintext
from cms.importers.formats.popolo import words
from cms.importers.reading import SourceError
from cms.importers.records import Identifier, Texts

_PLURALS = {
    "name": "names",
    "label": "labels",
    "text": "texts",
    "title": "titles",
    "summary": "summaries",
    "biography": "biographies",
}
_TEXT_KEYS = ("text", "name", "label", "title", "value", "note")
_SUFFIX = re.compile(r"(?:__|[_:@])([a-z]{2}(?:[-_][A-Za-z]{2,4})?)")
_NO_LANGUAGES = {"id"}  # title_id is a reference, not Indonesian


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object; ``place`` says where it stands ("persons[3]"), for messages."""

    fields: Mapping[str, object]
    place: str
    language: str = words.UNDETERMINED

    def error(self, message: str) -> SourceError:
        return SourceError(message, element=self.place)

    def has(self, key: str) -> bool:
        return self.fields.get(key) not in (None, "", [], {})

    def string(self, *keys: str, tidy: Callable[[str], str] = plaintext.line) -> str:
        """The first of the keys that is filled, as text; numbers are taken as their digits."""
        for key in keys:
            if found := tidy(self.written(key)):
                return found
        return ""

    def written(self, key: str) -> str:
        value = self.fields.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self.error(f'"{key}" should be text')

    def required(self, *keys: str) -> str:
        found = self.string(*keys)
        if not found:
            raise self.error(f'it has no "{keys[0]}"')
        return found

    def date(self, *keys: str) -> str:
        """The first filled key as an ISO 8601 date, perhaps partial."""
        text = self.string(*keys)
        found = words.day(text) if text else ""
        if found is None:
            raise self.error(f'"{text}" is not a date (YYYY, YYYY-MM or YYYY-MM-DD)')
        return found

    def number(self, key: str) -> int | None:
        """A whole number that is not negative, or None where the field is empty."""
        text = self.string(key)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self.error(f'"{key}" should be a number, not "{text}"')
        return int(text)

    def child(self, key: str) -> Node | None:
        """An object embedded in this one."""
        value = self.fields.get(key)
        if not value:
            return None
        if not isinstance(value, dict):
            raise self.error(f'"{key}" should be an object')
        return Node(value, f"{self.place}.{key}", self.language)

    def children(self, key: str) -> list[Node]:
        """The objects of a list; no list is an empty one."""
        value = self.fields.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f'"{key}" should be a list')
        return nodes(value, f"{self.place}.{key}", self.language)

    def texts(self, key: str, tidy: Callable[[str], str] = plaintext.line) -> Texts:
        """A text in all its languages: "name", {"fr": ...} in it or in "names", "name_fr"."""
        found: dict[str, str] = {}
        if not isinstance(self.fields.get(key), dict) and (text := self.string(key, tidy=tidy)):
            found[self.language] = text
        for code, text in self._translations(key):
            found.setdefault(self._code(code), tidy(text))
        return without_double({code: text for code, text in found.items() if text})

    def _translations(self, key: str) -> Iterator[tuple[str, str]]:
        for holder in (key, _PLURALS.get(key, "")):
            value = self.fields.get(holder)
            if isinstance(value, dict):
                yield from self._mapping(holder, value)
            elif isinstance(value, list):
                yield from (
                    (item.string("lang", "language"), item.string(*_TEXT_KEYS))
                    for item in self.children(holder)
                )
        for name in self.fields:
            match = _SUFFIX.fullmatch(name, len(key)) if name.startswith(key) else None
            if match and match[1] not in _NO_LANGUAGES:
                yield match[1], self.written(name)

    def _mapping(self, key: str, value: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        inner = Node(value, f"{self.place}.{key}", self.language)
        for code in value:
            yield code, inner.written(code)

    def _code(self, given: str) -> str:
        code = words.language(given) if given else self.language
        if not code:
            raise self.error(f'"{given}" is not a language code (BCP 47, such as "fr")')
        return code

    def reference(self, key: str) -> str:
        """The id of what "KEY_id" points to, or of the object embedded as "KEY"."""
        if found := self.string(f"{key}_id"):
            return found
        inner = self.child(key)
        return inner.required("id", "name") if inner else ""

    def identifiers(self) -> tuple[Identifier, ...]:
        """Popolo's ``identifiers``, and its single ``identifier`` of motions and areas."""
        listed = [
            (item.string("scheme") or "identifier", item.string("identifier", "value"))
            for item in self.children("identifiers")
        ]
        if alone := self.string("identifier"):
            listed.append(("identifier", alone))
        return tuple(Identifier(scheme, value) for scheme, value in dict.fromkeys(listed) if value)


def without_double(texts: dict[str, str]) -> Texts:
    """Leave out a text of unknown language where the same words are there with theirs."""
    unknown = texts.get(words.UNDETERMINED)
    if unknown and any(
        text == unknown for code, text in texts.items() if code != words.UNDETERMINED
    ):
        return {code: text for code, text in texts.items() if code != words.UNDETERMINED}
    return texts


def nodes(items: list[object], place: str, language: str) -> list[Node]:
    """The objects of a JSON list with their places."""
    return [_node(item, f"{place}[{number}]", language) for number, item in enumerate(items)]


def _node(item: object, place: str, language: str) -> Node:
    if not isinstance(item, dict):
        raise SourceError("it should be an object", element=place)
    return Node(item, place, language)
