"""Somebody at work on a host: a process of its own that does one thing after the other, as it is told.

``python -m tests.serving.hand`` reads a line ``VERB [ARGUMENT…]`` and answers with one when it is done.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.serving.server import ROOT, environment


class Hand:
    """The process, from outside."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, *words: object) -> str:
        """Have something done; return what it gave."""
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer.startswith("done"), answer
        return answer.removeprefix("done").strip()


@contextmanager
def hand(folder: Path, module: str = "tests.serving.hand", **own: str) -> Iterator[Hand]:
    """Have somebody at work on the host that has everything in a folder; the module says what they can do."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(folder, **own),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Hand(process)
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def work(do: Callable[[str, list[str]], object]) -> None:
    """Do one thing after the other, until there is nothing more to read."""
    import django

    django.setup()
    from django.db import close_old_connections

    for line in sys.stdin:
        verb, *words = line.split()
        try:
            sys.stdout.write(f"done {do(verb, words)}\n")
        except Exception as error:  # noqa: BLE001 (whatever it is, the test is told)
            sys.stdout.write(f"failed {error!r}\n")
        sys.stdout.flush()
        close_old_connections()


def _do(verb: str, words: list[str]) -> object:
    from syndication import actions
    from tests.engine.record import speech, thing

    number, text = int(words[0]), " ".join(words[1:])
    match verb:
        case "publish":
            done = actions.publish([speech(number, summary=text)]).new
        case "correct":
            done = actions.correct([speech(number, summary=text)], note="It was wrong.").changed
        case "restore":
            done = actions.restore(thing(number))
        case "embargo":
            done = actions.embargo(thing(number), until=datetime(2099, 1, 1, tzinfo=UTC))
        case _:
            done = getattr(actions, verb)(thing(number), reason=text)
    return done


if __name__ == "__main__":
    work(_do)
