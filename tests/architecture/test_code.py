"""Rules of the code that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import tree

FENCES = ("syndication/publications/rendering.py", "syndication/delivery/sending.py")
"""Where any fault of a plugin is caught: of what writes, and of what carries."""


def broad(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = ast.walk(node.type) if node.type else [ast.Name("BaseException")]
        named = {item.id for item in caught if isinstance(item, ast.Name)}
        if named & {"Exception", "BaseException"}:
            yield f"{tree.relative(path)}:{node.lineno}"


def test_only_the_fences_around_plugins_catch_every_exception():
    found = [place for path in tree.modules() for place in broad(path)]

    assert [place for place in found if place.partition(":")[0] not in FENCES] == []


def test_each_fence_is_one_except_clause():
    assert [len(list(broad(tree.ROOT / fence))) for fence in FENCES] == [1] * len(FENCES)


def ours() -> list[Path]:
    found = (
        path for package in tree.PACKAGES for path in (tree.ROOT / package).rglob("migrations")
    )
    return sorted(path for path in found if path.is_dir())


@pytest.mark.parametrize("path", ours(), ids=tree.relative)
def test_migrations_follow_one_another_in_a_line(path):
    steps = sorted(step.stem for step in path.glob("[0-9]*.py"))
    before = {step: parents(path / f"{step}.py", set(steps)) for step in steps}

    assert before == {step: set(steps[place - 1 : place]) for place, step in enumerate(steps)}


@pytest.mark.parametrize("path", ours(), ids=tree.relative)
def test_migrations_are_numbered_without_a_gap(path):
    numbers = sorted(int(step.name[:4]) for step in path.glob("[0-9]*.py"))

    assert numbers == list(range(1, len(numbers) + 1))


def parents(path: Path, steps: set[str]) -> set[str]:
    """Return which migrations of its own app a migration names as what it depends on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "dependencies":
            pairs = [item for item in ast.walk(node.value) if isinstance(item, ast.Tuple)]
            named = {(ast.unparse(app), ast.unparse(step)) for app, step in (p.elts for p in pairs)}
            label = repr(path.parents[1].name)
            return {step.strip("'") for app, step in named if app == label} & steps
    return set()
