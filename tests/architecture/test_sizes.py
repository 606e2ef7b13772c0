"""What is too large may only shrink."""

from __future__ import annotations

from tests.architecture import sizes


def test_nothing_is_larger_than_the_committed_list_allows():
    allowed = sizes.allowed()
    grown = {
        name: size
        for name, size in sizes.measured().items()
        if size > allowed.get(name, sizes.LARGE_MODULE if ":" not in name else sizes.LARGE_FUNCTION)
    }

    assert grown == {}, "Make it smaller; sizes.json is raised only by hand, with a reason."


def test_what_shrank_was_taken_from_the_committed_list():
    lowered = sizes.lowered(sizes.allowed(), sizes.measured())

    assert sizes.allowed() == lowered, "Run: make sizes"


def test_the_list_is_never_raised_by_the_command():
    old, new = {"a": 300, "b": 400, "gone": 500}, {"a": 310, "b": 390, "new": 600}

    assert sizes.lowered(old, new) == {"a": 300, "b": 390}
