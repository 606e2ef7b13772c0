"""What is hidden is nowhere, what is public is where it belongs: every entry looked for in every output."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.leaks.checking import faults
from tests.leaks.seeds import EVERYBODY, SEEDS, forget, found, sow

pytestmark = pytest.mark.django_db

AT_LEAST = 2_000_000
SAMPLE, ALL = 12, 40
"""Of how many things each output of their own is read."""


@pytest.fixture(autouse=True)
def honest() -> Iterator[None]:
    """Leave nothing of a leak behind."""
    yield
    forget()


def small(readers: int = 1) -> Iterator[list[str]]:
    """Yield what is wrong with each output of a small world, as the public reads it, and others where they must."""
    return (wrong for _, wrong in faults(1, 90, sample=50, readers=readers))


@pytest.mark.parametrize(
    ("seed", "sample", "every"),
    [(1, SAMPLE, 3), *(pytest.param(seed, ALL, 1, marks=pytest.mark.soak) for seed in range(1, 6))],
)
def test_nothing_hidden_leaves_and_nothing_public_is_missing(seed, sample, every):
    checks = 0
    for looked, wrong in faults(seed, 260, sample=sample, every=every):
        assert wrong == []
        checks += looked

    assert checks >= AT_LEAST, f"only {checks} were made"


@pytest.mark.soak
@pytest.mark.parametrize("name", SEEDS)
def test_a_leak_made_on_purpose_is_found(name, monkeypatch):
    sow(monkeypatch, SEEDS[name])

    first = next((wrong[0] for wrong in small(SEEDS[name].readers) if wrong), "")

    assert first, f"nobody noticed that {name}"
    assert " answers 5" not in first, f"{first}: a fault, no leak"


@pytest.mark.soak
def test_without_a_leak_there_is_none_to_be_found():
    assert [fault for wrong in small(EVERYBODY) for fault in wrong] == []


def test_at_least_25_leaks_are_made_on_purpose_each_in_words_that_are_still_there():
    assert len([found(seed) for seed in SEEDS.values()]) >= 25
