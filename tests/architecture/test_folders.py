"""Folders that do the same job look alike (DESIGN, section 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import tree

PLUGIN = frozenset(
    [
        "__init__.py",
        "apps.py",
        "conf.py",
        "source.py",
        "renderer.py",
        "renderers",
        "transport.py",
        "inlet.py",
        "urls.py",
        "views.py",
        "forms.py",
        "models.py",
        "migrations",
        "wagtail_hooks.py",
        "templates",
        "static",
        "locale",
        "tests",
        "README.md",
    ]
)
CONTENT = PLUGIN - {"README.md"} | {"entries.py", "fields.py", "management", "templatetags"}
"""A content app turns records into entries; docs/web-administrator.md describes it."""

SHIPPED = sorted(path for path in (tree.ROOT / "plugins").iterdir() if (path / "apps.py").exists())
RECORD = sorted(
    tree.folder(target) for target in tree.offered().values() if target.startswith("cms.")
)


def names(path: Path) -> set[str]:
    return {item.name for item in path.iterdir()} - {"__pycache__"}


@pytest.mark.parametrize("path", SHIPPED, ids=tree.relative)
def test_a_plugin_folder_holds_only_the_agreed_names(path):
    assert names(path) - PLUGIN == set()


@pytest.mark.parametrize("path", RECORD, ids=tree.relative)
def test_a_content_folder_holds_only_the_agreed_names(path):
    assert names(path) - CONTENT == set()


@pytest.mark.parametrize("path", [*SHIPPED, *RECORD], ids=tree.relative)
def test_templates_and_static_files_carry_the_name_of_their_folder(path):
    inside = {
        item.name
        for kind in ("templates", "static")
        if (path / kind).is_dir()
        for item in (path / kind).iterdir()
    }

    assert inside <= {path.name}


@pytest.mark.parametrize("path", SHIPPED, ids=tree.relative)
def test_a_plugin_folder_says_what_it_is_and_has_tests(path):
    assert {"README.md", "tests"} <= names(path)


@pytest.mark.parametrize("path", [*SHIPPED, *RECORD], ids=tree.relative)
def test_renderers_are_one_module_or_a_folder_with_one_for_each(path):
    assert len({"renderer.py", "renderers"} & names(path)) <= 1


def test_every_plugin_folder_is_found_by_an_entry_point():
    found = {tree.folder(target) for target in tree.offered().values()}

    assert set(SHIPPED) - found == set()


def test_an_entry_point_names_the_class_and_not_only_the_module():
    assert [name for name, target in tree.offered().items() if ":" not in target] == []
