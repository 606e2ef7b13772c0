"""Clerks at work in the admin: who may do what, and a form sent as a browser sends it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

Form = dict[str, Any]


def editor(*kinds: type[models.Model]) -> Client:
    """Return the browser of a clerk who may write these kinds of record but publish none."""
    allowed = ["wagtailadmin.access_admin"]
    for kind in kinds:
        allowed += [
            f"{kind._meta.app_label}.{verb}_{kind._meta.model_name}" for verb in ("add", "change")
        ]
    return _browser("editor", allowed)


def publisher(*kinds: type[models.Model]) -> Client:
    """Return the browser of a clerk who may also publish them."""
    return decider("withdraw", "restore", "expire", kinds=kinds, name="publisher")


def decider(*verbs: str, kinds: Iterable[type[models.Model]] = (), name: str = "decider") -> Client:
    """Return the browser of a clerk who may do these verbs to any entry, and everything to these kinds of record."""
    allowed = ["wagtailadmin.access_admin", "syndication.view_entryrecord"]
    for kind in kinds:
        own = Permission.objects.filter(
            content_type__app_label=kind._meta.app_label, content_type__model=kind._meta.model_name
        )
        allowed += [f"{kind._meta.app_label}.{permission.codename}" for permission in own]
    return _browser(name, [*allowed, *(f"syndication.{verb}_entry" for verb in verbs)])


def member_of(*roles: str) -> Client:
    """Return the browser of somebody with these roles, by the names of their groups; with none, of nobody's."""
    name = " and ".join(roles) or "somebody"
    user = User.objects.create_user(name, "somebody@valmere.example", "secret")
    user.groups.set([Group.objects.get(name=role) for role in roles])
    client = Client()
    client.force_login(user)
    return client


def url(record: models.Model | type[models.Model], view: str) -> str:
    """Return the address of a view of a record, or of its kind."""
    name = record.snippet_viewset.get_url_name(view)
    return reverse(name, args=[record.pk]) if isinstance(record, models.Model) else reverse(name)


def filled(client: Client, address: str) -> Form:
    """Open a form and return what a browser would send if nothing were touched."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    whole: Any = html.fromstring(response.content.decode())
    page = whole.get_element_by_id("w-editor-form", whole)
    sent: Form = {}
    fields = page.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]")
    for field in fields:
        if field.get("type") not in {"checkbox", "radio"} or field.get("checked") is not None:
            value = field.value or ""
            sent[field.name] = value.removeprefix("\n") if field.tag == "textarea" else value
    blocks = page.xpath(".//*[@data-block]")
    for found in blocks:
        state, _errors = json.loads(found.get("data-w-block-arguments-value"))
        sent |= dict(_block(found.get("id"), state))
    return sent


def block(name: str, place: int, value: Any, kind: str = "item") -> Form:
    """Return what a browser adds to a form for one more block at the end of a list."""
    own = f"{name}-{place}"
    head = {f"{name}-count": place + 1, f"{own}-deleted": "", f"{own}-order": place}
    return {**head, f"{own}-type": kind, f"{own}-value": value}


def send(client: Client, address: str, form: Form, **more: Any) -> HttpResponse:
    """Send a form and return the page it leads to; a refused form fails the test with its errors."""
    response: Any = client.post(address, {**form, **more}, follow=True)
    assert response.status_code == 200, response.status_code
    shown = response.context.get("form") if response.context else None
    if shown is not None and shown.is_bound:
        assert not shown.errors, shown.errors
    return response


def titles(client: Client, kind: type[models.Model], **asked: Any) -> list[str]:
    """Open the list of a kind, narrowed, and return the titles on its first page."""
    page = html.fromstring(client.get(url(kind, "list"), asked).content.decode())
    links = page.xpath("//td[contains(@class,'title')]//div[contains(@class,'title-wrapper')]/a")
    return [link.text_content().strip() for link in links]


def publish(client: Client, record: models.Model, **changes: Any) -> HttpResponse:
    """Edit a record and press “Publish”."""
    address = url(record, "edit")
    return send(client, address, filled(client, address), **changes, **{"action-publish": "1"})


def unpublish(
    client: Client, record: models.Model, reason: str = "Published in error."
) -> HttpResponse:
    """Press “Unpublish”, say why, and confirm."""
    address = url(record, "unpublish")
    return send(client, address, filled(client, address), reason=reason)


def _block(prefix: str, state: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(state, list) and all(isinstance(item, dict) for item in state):
        yield f"{prefix}-count", len(state)
        for place, item in enumerate(state):
            own = f"{prefix}-{place}"
            yield from (
                (f"{own}-deleted", ""),
                (f"{own}-order", place),
                (f"{own}-id", item["id"] or ""),
            )
            yield f"{own}-type", item["type"]
            yield from _block(f"{own}-value", item["value"])
    elif isinstance(state, dict) and "edit_url" in state:
        yield prefix, state["id"]
    elif isinstance(state, dict):
        for name, value in state.items():
            yield from _block(f"{prefix}-{name}", value)
    else:
        yield prefix, "" if state is None else state  # a list of words is what a menu has chosen


def _browser(name: str, allowed: list[str]) -> Client:
    user = User.objects.create_user(name, f"{name}@valmere.example", "secret")
    group = Group.objects.create(name=name)
    for permission in allowed:
        app, codename = permission.split(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
