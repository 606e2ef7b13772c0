"""The size ratchet: what is larger than it should be is listed, and may only shrink.

``python -m tests.architecture.sizes`` lowers the list to what the code now measures; it never raises it. Something
that must be larger for a good reason is entered by hand, with the reason in the commit.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import tree

LARGE_MODULE = 250
LARGE_FUNCTION = 30
LIST = Path(__file__).with_name("sizes.json")


def measured() -> dict[str, int]:
    """Return the lines of every module and function that is larger than it should be."""
    return dict(sorted(size for path in tree.modules() for size in _sizes(path)))


def allowed() -> dict[str, int]:
    """Return the committed list."""
    found: dict[str, int] = json.loads(LIST.read_text(encoding="utf-8"))
    return found


def lowered(old: dict[str, int], new: dict[str, int]) -> dict[str, int]:
    """Return the list as it should be: nothing that shrank may grow again, nothing is added."""
    return {name: min(size, new[name]) for name, size in old.items() if name in new}


def _sizes(path: Path) -> Iterator[tuple[str, int]]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > LARGE_MODULE:
        yield tree.relative(path), lines
    for name, size in _functions(ast.parse(text)):
        if size > LARGE_FUNCTION:
            yield f"{tree.relative(path)}:{name}", size


def _functions(node: ast.AST, inside: str = "") -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{inside}{child.name}"
            if not isinstance(child, ast.ClassDef):
                yield name, (child.end_lineno or child.lineno) - child.lineno + 1
            yield from _functions(child, f"{name}.")


if __name__ == "__main__":
    LIST.write_text(json.dumps(lowered(allowed(), measured()), indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{tree.relative(LIST)}: {len(allowed())} entries\n")
