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


def left_out(nodes: list[Node]) -> int:
    """How many other names are neither kept by language nor the name itself."""
    return sum(_left_out(node) for node in nodes)


def _left_out(node: Node) -> int:
    kept = {*first_of_each_language(node).values(), *node.texts("name").values()}
    return len({item.string("name") for item in node.children("other_names")} - kept - {""})


def _is_current(item: Node) -> bool:
    return not item.has("end_date") and not _NOT_THE_NAME.search(item.string("note"))
