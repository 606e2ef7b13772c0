"""Popolo's ``other_names``: of many spellings, one for each language."""

from __future__ import annotations

import re

from cms.importers.formats.popolo import words
from cms.importers.formats.popolo.fields import Node

_NOT_THE_NAME = re.compile(
    r"abbrev|acronym|short|initials|former|maiden|birth|nickname|alias", re.IGNORECASE
)


def first_of_each_language(node: Node) -> dict[str, str]:
    """Language to name, from the other names that say their language and are borne today."""
    found: dict[str, str] = {}
    for item in node.children("other_names"):
        code = words.language(item.string("lang", "language"))
        name = item.string("name")
        if code and name and _is_current(item):
            found.setdefault(code, name)
    return found


def has_more(node: Node) -> bool:
    """Whether other names are neither kept by language nor the name itself."""
    kept = {"", *first_of_each_language(node).values(), *node.texts("name").values()}
    return any(item.string("name") not in kept for item in node.children("other_names"))


def _is_current(item: Node) -> bool:
    return not item.has("end_date") and not _NOT_THE_NAME.search(item.string("note"))
