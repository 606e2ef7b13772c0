"""A table of a pack's file while it is read: what is wrong in it is told with its file, line and field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cms.neutrality.errors import PackError
from cms.neutrality.lines import line_of

FIELDS = {
    "kind": str,
    "words": list,
    "patterns": list,
    "anywhere": list,
    "except": list,
    "suggestion": str,
    "link": str,
}
PACK_FIELDS = {"language": str, "link": str, "rule": dict, "titles": dict}
TITLES_FIELDS = {"before": list, "joined": list, "aside": list, "no_names": list, "suggestion": str}
PHRASES = ("words", "except")
_STAR_INSIDE = re.compile(r"\*[^\s,]")
LONGEST = 500
"""Characters of a phrase or pattern."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a pack's file while it is read, with all that a fault is told with."""

    path: Path
    text: str
    table: Mapping[str, Any]
    header: str = ""
    known: Mapping[str, type] = field(default_factory=lambda: FIELDS)

    def fault(self, name: str, what: str, advice: str) -> PackError:
        """Return the error that names the place of a field."""
        line = line_of(self.text, self.header, name)
        return PackError(self.path, line, name, what, advice)

    def checked(self) -> Part:
        """Return it, where it has only fields that are known, each of its type."""
        for name, value in self.table.items():
            if name not in self.known:
                known = ", ".join(self.known)
                raise self.fault(name, "this field is not known.", f"Known are: {known}.")
            if name not in ("rule", "titles") and not isinstance(value, self.known[name]):
                wanted = "a text" if self.known[name] is str else "a list of texts"
                raise self.fault(name, f"this is not {wanted}.", f"Write {wanted}.")
        return self

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field's list of texts."""
        for text in self.table.get(name, []):
            if not isinstance(text, str) or not text.strip(" *"):
                raise self.fault(name, f"{text!r} is no text.", "Write texts in quotation marks.")
            if len(text) > LONGEST:
                said = f"a text of {len(text)} characters is too long."
                raise self.fault(name, said, f"Write at most {LONGEST}, as several texts.")
            if name in PHRASES and _STAR_INSIDE.search(text):
                advice = "Let * stand at the end of a word, for any ending, or alone, for any word."
                raise self.fault(name, f"{text!r} has a * inside a word.", advice)
        return tuple(self.table.get(name, []))
