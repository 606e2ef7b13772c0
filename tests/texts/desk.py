"""The desk's forms, filled in by somebody who means no good: sent as bytes, as a browser never would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from cms.bills.models import Bill
from cms.core.fields import CountsField, ListField, TextsField
from cms.members.models import Member
from cms.speeches.models import Speech
from syndication.models import Stream
from tests import factories as make
from tests import pages
from tests.clerks import filled, url
from tests.texts.hostile import Chance, text, texts

ODD = (
    "-1", "9" * 30, "9" * 5000, "²", "1e999", "NaN", "inf", "0001-01-01", "9999-12-31", "0000", "10000-01-01",
    "2026-02-30", "0001-01-01 00:00", "9999-12-31 23:59", "2026-10-25 02:30", "2026-03-29 02:30", "24:00",
    "http://[", "javascript:alert(1)", "https://\ud800.example/", "http://x.example/\u202e",
)  # fmt: skip
LANGUAGES = ("en", "fr", "ar", "de")
Sent = dict[str, Any]


@dataclass
class Form:
    """A form: what a browser would send, and what can be typed where.

    ``free`` are texts with their greatest length, ``odd`` is what takes no text: dates, numbers, addresses, choices.
    """

    record: models.Model
    address: str
    given: Sent
    free: dict[str, int | None] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    rich: list[str] = field(default_factory=list)
    lists: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)


def clerk() -> Client:
    """Return the browser of somebody who may do everything; a fault of the server is an answer."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("clerk", password=None))
    return client


def records() -> list[Any]:
    """Return one record of every kind that is edited at the desk, all of them public and belonging together."""
    membership = make.MembershipFactory(member=make.published(make.MemberFactory()))
    sitting = make.published(make.SittingFactory(body=membership.organization))
    section = make.SectionFactory(sitting=sitting)
    speech = make.published(
        make.SpeechFactory(sitting=sitting, section=section, member=membership.member)
    )
    bill = make.published(make.BillFactory(body=membership.organization))
    division = make.published(make.DivisionFactory(sitting=sitting, bill=bill.public_id))
    video = make.published(make.VideoFactory(sitting=sitting))
    return [
        membership.member, membership, membership.organization, membership.area, sitting, section, speech, bill,
        make.StageFactory(bill=bill), make.SponsorFactory(bill=bill), make.BillTextFactory(bill=bill), division,
        make.VoteFactory(division=division), video, make.TimingFactory(video=video, speech=speech),
        make.published(make.PaperFactory(sitting=sitting)), make.StreamFactory(slug="spoken"),
        pages.news(), pages.index(), pages.home(),
    ]  # fmt: skip


def form_of(client: Client, record: models.Model) -> Form:
    """Open a record's form and see what can be typed into it."""
    address = edit_address(record)
    found = Form(record, address, filled(client, address))
    shown: Any = client.get(address).context["form"]
    for name, item in shown.fields.items():
        _sort(found, name, item)
    return found


def edit_address(record: models.Model) -> str:
    """Return where a record is edited."""
    if isinstance(record, Page):
        return reverse("wagtailadmin_pages:edit", args=[record.pk])
    return url(record, "edit")


def _sort(form: Form, name: str, item: Any) -> None:
    if isinstance(item, ListField):
        form.lists[name] = [
            (kind, [f"-{part}" for part in getattr(block, "child_blocks", ())] or [""])
            for kind, block in item.block.child_blocks.items()
            if type(block).__name__ not in {"SnippetChooserBlock", "URLBlock"}
        ]
    elif isinstance(item, TextsField):
        form.free |= {f"{name}-{code}": None for code in LANGUAGES}
    elif isinstance(item, CountsField):
        form.odd += [f"{name}-yes", f"{name}-other"]
    elif hasattr(item.widget, "converter"):
        form.rich.append(name)
    elif isinstance(item, forms.CharField) and not isinstance(
        item, forms.URLField | forms.EmailField | forms.SlugField
    ):
        form.free[name] = item.max_length
    elif not isinstance(
        item.widget, AdminImageChooser | AdminDocumentChooser
    ):  # numbers nobody types
        form.odd.append(name)


def battered(form: Form, chance: Chance, *, many: int) -> tuple[Sent, int]:
    """Return the form with a hostile text in every field for text, lists so many long; and how many texts those are."""
    sent = {**form.given, "action-publish": "1"}
    said = {name: _short(chance, most) for name, most in form.free.items()}
    number = len(said)
    for name in form.rich:
        said[name] = _rich(texts(chance, many))
        number += many
    for name in form.lists:
        sent = {key: value for key, value in sent.items() if not key.startswith(f"{name}-")}
        listed, more = _listed(form, name, chance, many)
        said |= listed
        number += more
    return sent | said, number


def odd(form: Form, chance: Chance) -> tuple[Sent, int]:
    """Return the form with texts where none belong."""
    chosen = chance.sample(form.odd, min(len(form.odd), 2))
    said = {name: chance.choice((text(chance), chance.choice(ODD))) for name in chosen}
    return {**form.given, "action-publish": "1"} | said, len(said)


def milder(form: Form, sent: Sent, errors: Any) -> Sent:
    """Return what was refused without what it was refused for."""
    kept = {
        name: value.replace("\x00", "") if isinstance(value, str) else value
        for name, value in sent.items()
    }
    for name in errors or ():
        kept |= {
            key: value
            for key, value in form.given.items()
            if name not in form.lists and (key == name or key.startswith(f"{name}-"))
        }
        if name in form.rich:
            kept[name] = _rich(["water"])
    return kept


def encoded(sent: Sent) -> bytes:
    """Return a form as it goes over the wire; lone surrogates are sent as the bytes they would be."""
    said = [(name, "" if value is None else str(value)) for name, value in sent.items()]
    return urlencode(said, errors="surrogatepass").encode()


def post(client: Client, address: str, sent: Sent) -> Any:
    """Send a form."""
    return client.post(address, encoded(sent), content_type="application/x-www-form-urlencoded")


def withdraw(client: Client, record: models.Model, reason: str) -> Any:
    """Unpublish a record and say why."""
    page = isinstance(record, Page)
    address = (
        reverse("wagtailadmin_pages:unpublish", args=[record.pk])
        if page
        else url(record, "unpublish")
    )
    return post(client, address, {"reason": reason})


def searches(words: str) -> Iterator[str]:
    """Yield where a clerk looks for words."""
    asked = quote(words, safe="", errors="surrogatepass")
    for kind in (Speech, Member, Bill, Stream):
        yield f"{url(kind, 'list')}?q={asked}"
    yield f"{reverse('changes:index')}?q={asked}"


def _listed(form: Form, name: str, chance: Chance, many: int) -> tuple[Sent, int]:
    kinds = form.lists[name]
    if not kinds:
        return {f"{name}-count": 0}, 0
    said: Sent = {f"{name}-count": many}
    number = 0
    for place in range(many):
        own, (kind, parts) = f"{name}-{place}", chance.choice(kinds)
        said |= {f"{own}-deleted": "", f"{own}-order": place, f"{own}-id": "", f"{own}-type": kind}
        for part in parts:
            value = _value(part, chance)
            number += isinstance(value, str)
            said[f"{own}-value{part}"] = value
    return said, number


def _value(part: str, chance: Chance) -> Any:
    if part in {"-start", "-end"}:  # seconds that the timing holds: others are refused
        return chance.randrange(4, 30) if part == "-start" else chance.randrange(30, 61)
    value = text(chance)
    return value if part in {"-number", "-heading"} else f"{value}x"


def _short(chance: Chance, most: int | None) -> str:
    said = text(chance) or "x"
    return said if most is None or chance.random() < 0.05 else said[:most]


def _rich(said: list[str]) -> str:
    """Return what the editor for rich text sends, which is no HTML: each text a block, some of it linked or bold."""
    blocks, entities = [], {}
    for place, words in enumerate(said):
        block: dict[str, Any] = {
            "key": f"k{place}",
            "text": words,
            "type": ("unstyled", "header-two", "unordered-list-item")[place % 3],
            "depth": 0,
            "inlineStyleRanges": [{"offset": 0, "length": len(words) // 2, "style": "BOLD"}],
            "entityRanges": [],
        }
        if place % 9 == 0:
            entities[str(place)] = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": words}}
            block["entityRanges"] = [{"key": place, "offset": 0, "length": len(words)}]
        blocks.append(block)
    return json.dumps({"blocks": blocks, "entityMap": entities})
