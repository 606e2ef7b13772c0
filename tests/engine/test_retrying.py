"""When something is tried again, and how long a host is left alone: numbers, without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syndication.delivery import retry


@pytest.mark.parametrize("attempts", range(1, len(retry.SCHEDULE) + 1))
def test_a_wait_is_that_of_the_schedule_give_or_take_a_fifth(attempts):
    usual = retry.SCHEDULE[attempts - 1]

    assert retry.wait(attempts, chance=0) == usual * 0.8
    assert retry.wait(attempts, chance=1) == usual * 1.2


def test_after_the_last_attempt_there_is_no_other():
    assert retry.wait(len(retry.SCHEDULE) + 1, asked=10) is None


def test_nobody_can_ask_to_be_left_alone_for_ever():
    assert retry.wait(1, asked=10**9) == retry.LONGEST


def test_rests_become_longer_up_to_an_hour():
    rests = [retry.rest(failures) for failures in range(retry.PATIENCE - 1, retry.PATIENCE + 10)]

    assert rests[0] is None
    assert rests[1:] == sorted(rests[1:])
    assert rests[-1] == timedelta(hours=1)
