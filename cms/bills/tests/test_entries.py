"""How a stage ended, as every outlet tells it."""

from __future__ import annotations

import pytest

from cms.bills.entries import state
from cms.bills.models import Stage


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage(code="assent", date="2026-06-25"), "enacted"),
        (Stage(code="assent", date="2026-06-25", outcome="agreed"), "enacted"),
        (Stage(code="assent", date="2026-06-25", outcome="planned"), "planned"),
        (Stage(code="assent", date="2026-06-25", outcome="rejected"), "rejected"),
        (Stage(code="assent"), "planned"),
        (Stage(code="committee", date="2026-06-25"), "done"),
        (Stage(code="committee", date="2026-06-25", outcome="amended"), "amended"),
    ],
)
def test_a_stage_ends_as_the_record_says_and_assent_makes_law(stage, told):
    assert state(stage) == told
