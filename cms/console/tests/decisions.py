"""The page of an entry, as a clerk's browser reads it and sends its forms."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from syndication.models import EntryRecord

TYPED: dict[str, dict[str, str]] = {
    "withdraw": {"reason": "Published in error."},
    "restore": {},
    "correct": {"note": "The date was wrong."},
    "embargo": {"until": "2026-12-01 09:00"},
    "expire": {"after": "2026-12-24 18:00"},
    "lift": {},
    "restrict": {"audience": "committee"},
}
"""What a clerk types into the form of each verb."""


def entry(record: Any, language: str = "en") -> EntryRecord:
    """Return the entry of a record."""
    return EntryRecord.objects.get(thing=record.public_id, language=language)


def address(row: EntryRecord) -> str:
    """Return where an entry is decided on."""
    return reverse("entries:inspect", args=[row.pk])


def page(client: Client, row: EntryRecord) -> str:
    """Return what the page says."""
    answer = client.get(address(row))
    assert answer.status_code == 200
    return words(answer)


def words(answer: Any) -> str:
    """Return what an answer says, without its markup."""
    main = html.fromstring(answer.content.decode()).find(".//main")
    return " ".join(main.text_content().split())


def offered(client: Client, row: EntryRecord) -> list[str]:
    """Return the verbs that the page has a form for."""
    return list(forms(client.get(address(row))))


def forms(answer: Any) -> dict[str, dict[str, str]]:
    """Return what a browser would send of each form of an answer, by its verb."""
    found: dict[str, dict[str, str]] = {}
    whole: Any = html.fromstring(answer.content.decode())
    for form in whole.xpath("//main//form"):
        fields = form.xpath(".//input[@name]|.//textarea[@name]")
        sent = {
            field.name: (field.value or "").strip()
            for field in fields
            if field.get("type") != "checkbox" or field.get("checked") is not None
        }
        found[sent.get("verb", "")] = sent
    return found


def decide(client: Client, row: EntryRecord, verb: str, **typed: str) -> Any:
    """Fill in the form of a verb and send it."""
    return send(client, row, forms(client.get(address(row)))[verb], **typed)


def send(client: Client, row: EntryRecord, form: dict[str, str], **typed: str) -> Any:
    """Send a form with what was typed."""
    own = {f"{form['verb']}-{name}": value for name, value in typed.items()}
    return client.post(address(row), {**form, **own}, follow=True)
