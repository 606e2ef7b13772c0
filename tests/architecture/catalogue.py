"""What is to be translated, read from the code and templates, and what the catalogues hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

from django.utils.translation.template import templatize

from tests.architecture import tree

ARGUMENTS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"), 0),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 1),
}
"""Function to the argument that holds the text."""

TEXT = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"\b(?:_|n?p?gettext)\((?P<first>{TEXT})(?:, *(?P<second>{TEXT}))?")


def wanted() -> dict[str, str]:
    """Return each text that is to be translated and where it stands."""
    found = {text: tree.relative(path) for path in tree.modules() for text in in_module(path)}
    for package in tree.PACKAGES:
        for path in sorted((tree.ROOT / package).rglob("templates/**/*.html")):
            found |= dict.fromkeys(in_template(path), tree.relative(path))
    return found


def in_module(path: Path) -> Iterator[str]:
    """Yield the texts a module gives to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            place = ARGUMENTS.get(name)
            if place is not None and len(node.args) > place:
                text = node.args[place]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def in_template(path: Path) -> Iterator[str]:
    """Yield the texts of a template's translate and blocktranslate tags."""
    for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
        second = "pgettext" in call[0].partition("(")[0]
        yield ast.literal_eval(call["second"] if second else call["first"])


def translated(language: str) -> dict[str, str]:
    """Return the texts that have a translation which is neither empty nor marked as doubtful, and that translation."""
    found: dict[str, str] = {}
    for path in catalogues(language):
        for entry in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            found |= dict(_complete(entry))
    return found


def compiled(language: str) -> set[str]:
    """Return the translations that the server will find."""
    found: set[str] = set()
    for path in catalogues(language):
        if path.with_suffix(".mo").exists():
            with path.with_suffix(".mo").open("rb") as file:
                found |= set(vars(GNUTranslations(file))["_catalog"].values())
    return found


def catalogues(language: str) -> list[Path]:
    """Return our catalogues of a language."""
    name = f"locale/{language}/LC_MESSAGES/django.po"
    return [path for package in tree.PACKAGES for path in (tree.ROOT / package).rglob(name)]


def _complete(entry: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in entry.splitlines() if not line.startswith("#~")]
    doubtful = any(line.startswith("#,") and "fuzzy" in line for line in lines)
    texts: dict[str, str] = {}
    name = ""
    for line in lines:
        if piece := re.fullmatch(r'(?:([a-z_]+(?:\[\d\])?) )?(".*")', line.strip()):
            name = piece[1] or name
            texts[name] = texts.get(name, "") + ast.literal_eval(piece[2])
    given = [text for name, text in texts.items() if name.startswith("msgstr")]
    if texts.get("msgid") and not doubtful and given and all(given):
        yield texts["msgid"], given[0]
