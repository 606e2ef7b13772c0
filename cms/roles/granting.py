"""The roles of the table as groups of users: what each group is given, and what it has besides or lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.roles.table import RIGHTS, ROLES, WORDS, of

REVIEW = "Review of the institution’s own words"
FILES = ("wagtailimages.image", "wagtaildocs.document")


@dataclass(frozen=True, order=True)
class Grant:
    """One permission of one group; ``over`` says of what, where not of a whole model."""

    group: str
    permission: str
    over: str = ""


def missing() -> bool:
    """Tell whether the roles were never made in a database that has everything that they are given rights over."""
    if not _tables() <= set(connection.introspection.table_names()):
        return False  # some apps are to be migrated later
    made = Group.objects.filter(name__in=_names()).exists()
    return not made and Page.objects.filter(depth=1).exists()


def wanted() -> set[Grant]:
    """Return what the table gives."""
    return {
        Grant(ROLES[letter][0], permission, over)
        for right in RIGHTS
        for letter in right.roles
        for permission, over in (
            *((name, "") for name in right.permissions),
            *((f"wagtailcore.{verb}_page", "pages") for verb in right.pages),
            *((name, "files") for name in of(FILES, *right.files)),
        )
    }


def given() -> set[Grant]:
    """Return what the groups of the roles have."""
    names, label = _names(), "permission__content_type__app_label"
    rows = Group.objects.filter(name__in=names, permissions__isnull=False).values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    )
    return {
        *(Grant(name, f"{app}.{code}") for name, app, code in rows),
        *(
            Grant(name, f"{app}.{code}", over)
            for over in ("pages", "files")
            for name, app, code in _over(over)
            .objects.filter(group__name__in=names, **_whole(over))
            .values_list("group__name", label, "permission__codename")
        ),
    }


@transaction.atomic
def grant() -> tuple[set[Grant], set[Grant]]:
    """Set the groups to the table, and have the reviewers asked; return what was added, and what was taken."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in _names()}
    before, after = given(), wanted()
    added, taken = after - before, before - after
    known = _permissions(one.permission for one in (*added, *taken))
    for one in sorted(added):
        _add(groups[one.group], known[one.permission], one.over)
    for one in sorted(taken):
        _take(groups[one.group], known[one.permission], one.over)
    _review(groups[ROLES["R"][0]])
    return added, taken


def _tables() -> set[str]:
    """Return the tables of all apps that the table of rights names."""
    labels = {one.permission.partition(".")[0] for one in wanted()}
    models = (model for label in labels for model in apps.get_app_config(label).get_models())
    return {model._meta.db_table for model in models if model._meta.managed}


def _names() -> list[str]:
    return [name for name, _words in ROLES.values()]


def _permissions(names: Iterable[str]) -> dict[str, Permission]:
    """Return permissions by name: ``app.codename``."""
    asked = set(names)
    rows = Permission.objects.select_related("content_type").filter(
        codename__in={name.partition(".")[2] for name in asked}
    )
    found = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    return {name: found[name] for name in asked}


def _add(group: Group, permission: Permission, over: str) -> None:
    if over:
        _over(over).objects.create(group=group, permission=permission, **_whole(over))
    else:
        group.permissions.add(permission)


def _take(group: Group, permission: Permission, over: str) -> None:
    if over:
        _over(over).objects.filter(group=group, permission=permission, **_whole(over)).delete()
    else:
        group.permissions.remove(permission)


def _over(over: str) -> Any:
    return GroupPagePermission if over == "pages" else GroupCollectionPermission


def _whole(over: str) -> dict[str, Any]:
    """Return what names all pages, or all files."""
    if over == "pages":
        return {"page": Page.objects.get(depth=1)}
    return {"collection": Collection.get_first_root_node()}


def _review(reviewers: Group) -> None:
    """Have news and bills be approved by a reviewer; a workflow that somebody chose for them stays."""
    if Workflow.objects.filter(name=REVIEW).exists():
        return
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for name in WORDS:
        kind = ContentType.objects.get_by_natural_key(*name.split("."))
        WorkflowContentType.objects.get_or_create(
            content_type=kind, defaults={"workflow": workflow}
        )
    sample = WorkflowPage.objects.filter(workflow__name="Moderators approval", **_whole("pages"))
    if not sample.update(workflow=workflow):
        WorkflowPage.objects.get_or_create(**_whole("pages"), defaults={"workflow": workflow})
