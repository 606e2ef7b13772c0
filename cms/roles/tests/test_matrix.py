"""Each role does at the desk what the table says it may, and nothing else: every cell is tried over HTTP."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from cms.roles.table import ROLES
from cms.roles.tests.cells import Cell, cells
from tests.clerks import member_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-02T10:00Z", tick=False)]

AT_LEAST = 500
NOBODY = "-"


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_a_role_does_what_the_table_says_and_nothing_else(every: int, admin_client: Client) -> None:
    whole = list(cells(admin_client))
    wrong: list[str] = []
    for place, letter in enumerate([*ROLES, NOBODY]):
        client = member_of(*ROLES.get(letter, ())[:1])
        for cell in whole[place % every :: every]:
            if tried(cell, client) != cell.allowed(letter):
                wrong.append(f"{letter}: {cell.name}")

    assert not wrong, ", ".join(wrong)
    assert len(whole) * (len(ROLES) + 1) >= AT_LEAST


def tried(cell: Cell, client: Client) -> bool:
    """Try a cell and leave nothing of it."""
    with transaction.atomic():
        done = cell.ask(client)
        transaction.set_rollback(True)
    return done
