"""Editors who publish, correct, withdraw and restore until they are killed, and say what they were told is done.

``python -m tests.serving.editors first`` publishes everything once; ``work SEED COUNT`` keeps so many editors at work,
a process each, and puts a new one in the place of each that is killed; ``tell`` prints what the record knows, as JSON.

An editor writes a line a step, in one piece: "start PID"; "try TOKEN VERB HASH" before it begins, with the hash of what
it publishes; "done TOKEN NUMBER" once it was told that so many entries changed. What it begins to "undo" it rolls back.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import uuid4

import django
import orjson

THINGS = 6
VERBS = ("publish", "correct", "withdraw", "restore", "undo")
WEIGHTS = (30, 25, 12, 23, 10)
PAUSE = 0.02
"""Seconds at most between two steps."""


def main(verb: str, *given: str) -> None:
    """Do one of the three."""
    django.setup()
    chosen: dict[str, Callable[..., None]] = {"first": first, "work": work, "tell": tell}
    chosen[verb](*map(int, given))


def first() -> None:
    """Publish everything once."""
    for number in range(1, THINGS + 1):
        _step("publish", number)


def work(seed: int, editors: int) -> None:
    """Keep editors at work for ever. They begin with everything loaded, so that they are killed at work."""
    from syndication import actions, registry  # noqa: F401 (for the editors)
    from tests.engine import record  # noqa: F401 (likewise)

    registry.renderers()
    for own in count(seed):
        if own - seed >= editors:
            os.wait()
        if not os.fork():
            _edit(random.Random(own))  # noqa: S311 (dice)


def tell() -> None:
    """Print the rows of the record, the lines of the ledger and the verdict on the audit log."""
    from syndication.audit.chain import verify
    from syndication.models import Change, EntryRecord

    row = ("thing", "revision", "withdrawn", "reason", "content_hash", "title")
    line = ("entry__thing", "revision", "kind", "note", "content_hash")
    found = {
        "rows": list(EntryRecord.objects.order_by("thing").values(*row)),
        "lines": list(Change.objects.order_by("pk").values(*line)),
        "fault": verify().fault,
    }
    sys.stdout.write(orjson.dumps(found).decode())


def _edit(dice: random.Random) -> None:
    _say("start", os.getpid())
    while True:
        (verb,) = dice.choices(VERBS, WEIGHTS)
        try:
            _step(verb, dice.randint(1, THINGS))
        except Exception as error:  # noqa: BLE001 (told to whoever counts them)
            _say("failed", verb, type(error).__name__, " ".join(str(error).split()))
        time.sleep(dice.uniform(0, PAUSE))


def _step(verb: str, number: int) -> None:
    from syndication.entries import snapshots
    from tests.engine.record import speech, thing

    token = f"token{uuid4().hex}end"
    entry = speech(number, title=f"Water {token}", passages=_words(token))
    _say("try", token, verb, snapshots.content_hash(snapshots.kept(entry)[1]))
    _say("done", token, _done(verb, entry, thing(number), token))


def _words(token: str) -> tuple[Any, ...]:
    from syndication.contract import Passage

    return (Passage(f"Words {token}", id="p1"), Passage("More of them. " * 200, id="p2"))


def _done(verb: str, entry: Any, thing: str, token: str) -> int:
    from django.db import transaction

    from syndication import actions

    if verb == "publish":
        outcome = actions.publish([entry])
    elif verb == "correct":
        outcome = actions.correct([entry], note=noted(token))
    elif verb == "withdraw":
        return actions.withdraw(thing, reason=reason(token))
    elif verb == "restore":
        return actions.restore(thing)
    else:
        with transaction.atomic():
            outcome = actions.correct([entry], note=noted(token))
            transaction.set_rollback(True)
    return outcome.new + outcome.changed


def noted(token: str) -> str:
    """Return the note of a correction, which stays on when others change the words: it is no token."""
    return token.replace("token", "note")


def reason(token: str) -> str:
    """Return the reason of a withdrawal, which stands beside the title, whose token is another."""
    return token.replace("token", "gone")


def _say(*words: object) -> None:
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
