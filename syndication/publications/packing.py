"""The best compression for what is asked for most: it takes a hundred times longer, and nobody waits for it."""

from __future__ import annotations

from dataclasses import replace

import brotli
from django_tasks import task

from syndication.publications.answers import BROTLI_BEST, IDENTITY
from syndication.publications.keeping import check
from syndication.publications.locks import own_locks
from syndication.publications.memory import memory

MOST = 16
"""Answers that a process offers at a time."""


def offer() -> int:
    """Have the answers packed that this process was asked for most; return how many."""
    hot = memory().hot(MOST)
    for answer in hot:
        pack.enqueue(answer.address, answer.digest)
    return len(hot)


@task()
def pack(address: str, digest: str) -> bool:
    """Pack an answer as small as can be, if it is still the one of that digest; tell whether it was done."""
    answer = memory().get(address)
    if answer is None or answer.best or answer.stale or answer.digest != digest:
        return False
    body = brotli.compress(answer.bodies[IDENTITY], quality=BROTLI_BEST)
    with own_locks().alone(address, wait=False) as alone:
        if not alone or memory().get(address) != answer:
            return False
        packed = replace(answer, bodies={**answer.bodies, "br": body}, best=True)
        memory().put(packed)
        check([packed])
    return True
