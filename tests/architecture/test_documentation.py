"""What there is, is documented; what is documented, is there."""

from __future__ import annotations

import ast
import re
from dataclasses import fields

import pytest
from django.core.management import get_commands
from django.utils.module_loading import import_string

from syndication import queries, registry
from tests.architecture import tree

ADMINISTRATOR = tree.ROOT / "docs" / "web-administrator.md"
CONSUMER = tree.ROOT / "docs" / "feed-consumer.md"
OPERATOR = tree.ROOT / "docs" / "operator.md"
DECISIONS = sorted((tree.ROOT / "docs" / "adr").glob("*.md"))
GUIDES = tree.guides()
READERS = {
    "text", "name", "flag", "number", "account", "words", "origin", "origins", "url", "headers", "back_end", "allowed",
}  # fmt: skip
"""The functions of cms/settings/environment.py whose first argument is a variable."""

CASES = sorted(tree.offered().items())


def settings_of(target: str) -> list[str]:
    return [field.name for field in fields(import_string(target.replace(":", ".")).settings_class)]


def table_cells(text: str) -> set[str]:
    """Return the code pieces of a guide's tables."""
    rows = (line for line in text.splitlines() if line.startswith("|"))
    return {piece for row in rows for piece in re.findall(r"`([^`]+)`", row)}


def variables() -> set[str]:
    found: set[str] = set()
    for path in (tree.ROOT / "cms" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in READERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


@pytest.mark.parametrize(("name", "target"), CASES)
def test_every_plugin_and_its_settings_are_in_the_administrators_guide(name, target):
    assert {name, *settings_of(target)} - table_cells(tree.words(ADMINISTRATOR)) == set()


@pytest.mark.parametrize(
    ("name", "target"), [case for case in CASES if case[1].startswith("plugins.")]
)
def test_a_plugins_readme_tells_what_every_readme_tells(name, target):
    text = tree.words(tree.folder(target) / "README.md")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)

    assert headings == [
        name,
        "How it is used",
        "Settings",
        "Standard",
        "Scorecard",
        "What it refuses to do",
    ]
    assert set(settings_of(target)) - table_cells(text) == set()


def test_every_variable_of_the_environment_is_in_the_operators_guide():
    assert variables() - table_cells(tree.words(OPERATOR)) == set()


def test_the_operators_guide_names_no_variable_that_is_not_read():
    rows = re.findall(r"^\| (`[A-Z_`, ]+)", tree.words(OPERATOR), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert named
    assert named - variables() == set()


def test_the_sample_environment_sets_only_variables_that_are_read():
    sample = (tree.ROOT / "deploy" / "sample.env").read_text(encoding="utf-8")

    assert set(re.findall(r"^(\w+)=", sample, re.MULTILINE)) - variables() == set()


def test_every_command_is_in_a_guide():
    text = "\n".join(map(tree.words, GUIDES))

    assert [name for name in tree.commands() if f"manage.py {name}" not in text] == []


def test_the_guides_name_no_command_that_is_not_there():
    text = "\n".join(map(tree.words, GUIDES))

    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()


def test_the_guides_name_no_chore_that_is_not_there():
    makefile = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    chores = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    code = "\n".join(piece for path in GUIDES for piece in tree.codes(tree.words(path)))

    assert set(re.findall(r"\bmake ([a-z-]+)", code)) - chores == set()


def test_every_feed_and_facet_is_in_the_consumers_guide():
    cells = table_cells(tree.words(CONSUMER))
    files = {renderer.filename for _, renderer in registry.renderers().values()} - {""}

    assert {*queries.FACETS, "text", *files} - cells == set()


def test_every_kind_of_entry_is_in_the_consumers_guide():
    assert set(registry.sources()) - table_cells(tree.words(CONSUMER)) == set()


@pytest.mark.parametrize("path", [*GUIDES, *DECISIONS], ids=tree.relative)
def test_links_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", tree.words(path))
    missing = [target for target in targets if not (path.parent / target).exists()]

    assert [target for target in missing if not target.startswith("docs/images/")] == []


def test_decisions_are_numbered_and_listed():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    index = tree.words(tree.ROOT / "docs" / "index.md")

    assert numbers == list(range(1, len(numbers) + 1))
    assert [path.name for path in DECISIONS if f"adr/{path.name}" not in index] == []


@pytest.mark.parametrize("path", DECISIONS, ids=tree.relative)
def test_a_decision_is_one_page_with_the_same_parts(path):
    text = tree.words(path)

    assert re.search(r"^Date: \d{4}-\d\d-\d\d\n\nStatus: ", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60
