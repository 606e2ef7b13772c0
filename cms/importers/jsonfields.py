"""JSON from strangers, read strictly: a wrong value is a sentence that names its place."""

from __future__ import annotations

import json
import math
import re

from cms.importers import plaintext
from cms.importers.reading import SourceError

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_LARGEST = 2**31 - 1  # what a database column holds
_KINDS = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}


class Fields:
    """One object of a document. Absent and null are alike; the rest must be of the kind asked."""

    __slots__ = ("_index", "_key", "_parent", "_values")

    def __init__(
        self,
        values: dict[str, object],
        key: str = "",
        parent: Fields | None = None,
        index: int | None = None,
    ) -> None:
        self._values = values
        self._key = key
        self._parent = parent
        self._index = index

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    @property
    def place(self) -> str:
        """Where in the document this is, as ``data[2].media``; only built for messages."""
        before = self._parent.place if self._parent else ""
        own = self._key if self._index is None else f"{self._key}[{self._index}]"
        return f"{before}.{own}" if before else own

    def names(self) -> list[str]:
        """Return the names of the values, in the order of the file."""
        return list(self._values)

    def raw(self, key: str) -> str:
        """Return text as it stands, markup and all; numbers count as text."""
        value = self._values.get(key)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(key, "text")

    def text(self, key: str) -> str:
        """Return text on one line."""
        return plaintext.line(self.raw(key))

    def required(self, key: str) -> str:
        """Return text that must be there."""
        text = self.text(key)
        if not text:
            raise self.error(f"“{key}” is missing or empty")
        return text

    def number(self, key: str) -> float | None:
        """Return a finite number; text made of digits counts."""
        value = self._values.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                number = float(value)
                if math.isfinite(number):
                    return number
        except (ValueError, OverflowError):
            pass
        raise self._wrong(key, "a number")

    def whole(self, key: str) -> int | None:
        """Return a whole number."""
        number = self.number(key)
        if number is None:
            return None
        if number != int(number) or abs(number) > _LARGEST:
            raise self.error(f"“{key}” must be a whole number, and a reasonable one")
        return int(number)

    def child(self, key: str) -> Fields:
        """Return the object of that name, an empty one where there is none."""
        value = self._values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self._wrong(key, "an object")
        return Fields(value, key, self)

    def children(self, key: str) -> list[Fields]:
        """Return a list of objects."""
        return objects(self._list(key), key, self)

    def embedded(self, key: str) -> list[Fields]:
        """Return the objects where one, several, or bare references may stand, as in JSON-LD."""
        value = self._values.get(key)
        values = value if isinstance(value, list) else [value]
        return objects([item for item in values if isinstance(item, dict)], key, self)

    def strings(self, key: str) -> list[str]:
        """Return a list of texts; one text alone counts as a list of one, as JSON-LD allows."""
        if isinstance(self._values.get(key), str):
            return [self.text(key)]
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self.error(f"“{key}” must hold text only")
        return [plaintext.line(str(value)) for value in values]

    def texts(self, key: str) -> dict[str, str]:
        """Return one text in several languages, English first, then by code, without empty ones."""
        versions = self.child(key)
        codes = [versions.language(code) for code in versions.names()]
        ordered = sorted(codes, key=lambda code: (code != "en", code))
        return {code: text for code in ordered if (text := versions.text(code))}

    def language(self, code: str) -> str:
        """Return a language code, or refuse what cannot be one."""
        if not _LANGUAGE.fullmatch(code):
            raise self.error(f"“{code[:20]}” is not a language code")
        return code

    def error(self, message: str) -> SourceError:
        """Return an error that names this place."""
        return SourceError(message, element=self.place)

    def _list(self, key: str) -> list[object]:
        value = self._values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def _wrong(self, key: str, expected: str) -> SourceError:
        return self.error(f"“{key}” must be {expected}, not {_kind(self._values[key])}")


def objects(values: list[object], key: str, parent: Fields | None = None) -> list[Fields]:
    """Return the objects of a list, which must hold nothing else."""
    found = []
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            message = f"an object is expected here, not {_kind(value)}"
            raise Fields({}, key, parent, index).error(message)
        found.append(Fields(value, key, parent, index))
    return found


def parse(body: bytes) -> object:
    """Return what the document says, or raise SourceError with the line."""
    text = _decode(body)
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            raise SourceError("the JSON stops in the middle: cut off?", line=error.lineno) from None
        raise SourceError(f"not readable as JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise SourceError("not readable as JSON: it is nested too deeply") from None
    except ValueError as error:
        raise SourceError(f"not readable as JSON: {error}") from None


def document(body: bytes) -> Fields:
    """Return a document that must be one object."""
    value = parse(body)
    if not isinstance(value, dict):
        raise SourceError(f"the document must be an object, not {_kind(value)}")
    return Fields(value)


def _decode(body: bytes) -> str:
    if not body.strip():
        raise SourceError("the file is empty")
    if body[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError("this is an HTML page, not JSON: the download may have failed")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise SourceError("the text is not UTF-8, as JSON must be: convert it", line=line) from None


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not a number")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")
