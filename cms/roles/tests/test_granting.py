"""The groups of the roles are made once, compared with the table and set to it; what else there is stays."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.signals import post_migrate

from cms.roles import granting
from cms.roles.table import RIGHTS, ROLES

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).parents[3] / "docs" / "web-administrator.md"


def said(*asked: str) -> str:
    out = StringIO()
    call_command("roles", *asked, stdout=out)
    return out.getvalue()


def migrated() -> None:
    config = apps.get_app_config("roles")
    post_migrate.send(sender=config, app_config=config, using="default")


def test_a_new_server_has_every_role_as_the_table_has_it() -> None:
    assert said("check") == "The groups are as the table has them.\n"
    assert set(ROLES_BY_NAME) <= set(Group.objects.values_list("name", flat=True))


def test_what_a_group_has_besides_and_lacks_is_told_and_set_right() -> None:
    editor = Group.objects.get(name="Editor")
    editor.permissions.remove(Permission.objects.get(codename="publish_speech"))
    editor.permissions.add(Permission.objects.get(codename="withdraw_entry"))

    with pytest.raises(CommandError, match="not as the table"):
        said("check")
    granted = said("grant")

    assert "Editor was given speeches.publish_speech\n" in granted
    assert "Editor lost syndication.withdraw_entry\n" in granted
    assert said("grant") == said("check") == "The groups are as the table has them.\n"


def test_a_right_over_all_pages_comes_and_goes_like_the_others() -> None:
    page = Group.objects.get(name="Reviewer").page_permissions.filter(
        permission__codename="publish_page"
    )
    page.delete()

    assert "Reviewer was given wagtailcore.publish_page (pages)" in said("grant")
    assert page.exists()


def test_migrating_again_takes_nothing_back_that_somebody_decided() -> None:
    editor = Group.objects.get(name="Editor")
    editor.permissions.clear()

    migrated()

    assert not editor.permissions.exists()


def test_a_database_without_roles_gets_them_by_migrating() -> None:
    Group.objects.all().delete()

    migrated()

    assert granting.given() == granting.wanted()


def test_migrating_one_app_alone_makes_no_roles_and_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Group.objects.all().delete()
    monkeypatch.setattr(
        connection.introspection, "table_names", lambda: ["auth_group", "auth_permission"]
    )

    migrated()

    assert not Group.objects.exists()


def test_groups_of_ones_own_are_never_touched() -> None:
    own = Group.objects.create(name="Library")
    own.permissions.add(Permission.objects.get(codename="view_speech"))

    said("grant")

    assert own.permissions.count() == 1


def test_the_guide_shows_the_same_table() -> None:
    rows = [line for line in GUIDE.read_text().splitlines() if line.startswith("| ")]
    shown = {cells[0]: cells[1:] for cells in map(_cells, rows)}

    for right in RIGHTS:
        marks = ["x" if letter in right.roles else "" for letter in ROLES]
        assert shown[str(right.words).replace("’", "'")] == marks


def test_the_table_is_printed_with_a_line_a_right() -> None:
    assert "·E··P···  Publish the verbatim record, lock and unlock it\n" in said()


def _cells(row: str) -> list[Any]:
    return [cell.strip() for cell in row.strip("|").split("|")]


ROLES_BY_NAME = [name for name, _words in ROLES.values()]
