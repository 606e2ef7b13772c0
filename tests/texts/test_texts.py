"""Whatever is typed or brought, no form fails, and every output stays what its format says."""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Iterator

import pytest
from django.test import Client

from syndication import actions
from syndication.text import clean
from tests.engine.record import world
from tests.texts import brought, desk, outputs
from tests.texts.desk import Form
from tests.texts.hostile import Chance, text, texts

pytestmark = pytest.mark.django_db

TEXTS = int(os.environ.get("SOAK_TEXTS", "1000000"))
"""How many a soak sends."""
ROUNDS = 12
"""Rounds in one world, before everything is forgotten and begun anew."""
PATIENCE = 4
"""Times that a form is sent again without what it refused."""

log = logging.getLogger(__name__)


def rounds(seed: int, number: int, *, many: int) -> Iterator[tuple[int, list[str]]]:
    """Yield of each round in a world how many texts it sent, and what went wrong."""
    chance = random.Random(seed)  # noqa: S311 (the same texts for the same seed)
    with world():
        client = desk.clerk()
        forms = [desk.form_of(client, record) for record in desk.records()]
        for turn in range(number):
            sent = 0
            wrong: list[str] = []
            for form in forms:
                for found, fault in (
                    typed(client, form, chance, many),
                    mistyped(client, form, chance),
                ):
                    sent, wrong = sent + found, wrong + fault
            for found, fault in (
                bring(chance, turn, many),
                read(client, chance),
                withdraw(client, forms, chance),
            ):
                sent, wrong = sent + found, wrong + fault
            yield sent, wrong


def typed(client: Client, form: Form, chance: Chance, many: int) -> tuple[int, list[str]]:
    """Fill a form with texts and publish it; what it refuses is left out until it takes the rest."""
    sent, number = desk.battered(form, chance, many=many)
    answer = desk.post(client, form.address, sent)
    for _time in range(PATIENCE):
        if answer.status_code != 200:
            break
        sent = desk.milder(form, sent, answer.context["form"].errors)
        answer = desk.post(client, form.address, sent)
    wrong = list(outputs.failure(answer, form.address))
    errors = answer.context["form"].errors if answer.status_code == 200 else {}
    # A choice that other records no longer go with says nothing of texts.
    refused = {name: said for name, said in errors.items() if name not in form.odd}
    return number, [*wrong, *([f"{form.address} takes nothing: {refused}"] if refused else [])]


def mistyped(client: Client, form: Form, chance: Chance) -> tuple[int, list[str]]:
    """Send texts where a form wants numbers, dates, addresses, choices."""
    sent, number = desk.odd(form, chance)
    return number, list(outputs.failure(desk.post(client, form.address, sent), form.address))


def bring(chance: Chance, turn: int, many: int) -> tuple[int, list[str]]:
    """Publish, correct and withdraw what comes past the forms."""
    entries = [brought.entry(chance, turn * 4 + item, many=many) for item in range(4)]
    actions.publish(entries)
    note, reason = (f"{item}x" for item in texts(chance, 2))
    actions.correct(entries[:2], note=note)
    actions.withdraw(entries[0].thing, reason=reason)
    return len(entries) * (brought.TEXTS + 2 * many) + 2, []


def read(client: Client, chance: Chance) -> tuple[int, list[str]]:
    """Read everything, and search for texts in public and at the desk."""
    words = texts(chance, 6)
    wrong = list(outputs.read(client, words))
    for address in desk.searches(words[0]):
        wrong += outputs.failure(client.get(address), address)
    return len(words), wrong


def withdraw(client: Client, forms: list[Form], chance: Chance) -> tuple[int, list[str]]:
    """Withdraw a record, for a reason that is none, and read what is left."""
    form = chance.choice([form for form in forms if hasattr(form.record, "withdrawal_reason")])
    reason = text(chance)
    answer = desk.withdraw(client, form.record, reason)
    wrong = list(outputs.failure(answer, f"{form.address} withdrawn for {reason!r}"))
    if "\x00" not in reason and bool(clean(reason).strip()) != (answer.status_code == 302):
        wrong.append(f"{form.address} withdrawn for {reason!r} answers {answer.status_code}")
    return 1, [*wrong, *outputs.read(client, [])]


def test_no_text_breaks_a_form_or_an_output():
    found = list(rounds(1, 1, many=30))

    assert [fault for _sent, wrong in found for fault in wrong] == []
    assert sum(sent for sent, _wrong in found) > 800


@pytest.mark.soak
def test_a_million_texts_break_no_form_and_no_output():
    sent, seed, began = 0, 100, time.monotonic()
    while sent < TEXTS:
        for more, wrong in rounds(seed, ROUNDS, many=800):
            sent += more
            log.warning("event=soak texts=%d seconds=%d", sent, time.monotonic() - began)
            assert wrong == []
        seed += 1
