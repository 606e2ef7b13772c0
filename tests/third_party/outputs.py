"""Run by itself: prints whatever the public can read of a small record, as JSON from address to answer.

With ``--fill`` it makes the record first, in an empty database.
"""

from __future__ import annotations

import json
import sys

import django
import time_machine

ADDRESSES = (
    "/en/feeds/kind:speech/feed.txt",
    "/en/feeds/kind:speech/feed.rss",
    "/fr/feeds/all/feed.rss",
    "/en/feeds/member:2kc6kwjw86qj/feed.rss",
    "/e/en/speech/t00000000001/",
    "/e/en/latest/kind:speech/",
    "/api/v1/entries/",
    "/api/v1/entries/t00000000002/",
    "/api/v1/streams/",
    "/en/speeches/",
    "/en/members/amina-okafor-2kc6kwjw86qj/",
)


def main() -> None:
    """Fill the database if asked, and print the answers."""
    django.setup()
    from syndication import actions
    from tests.engine import record

    with time_machine.travel(record.NOW, tick=False):
        if "--fill" in sys.argv:
            fill()
        actions.settle()
        json.dump({address: answer(address) for address in ADDRESSES}, sys.stdout)


def fill() -> None:
    """Record a member and three speeches, one of them withdrawn."""
    from syndication import actions
    from tests.engine.record import MEMBER, profile, publish, speech_of, thing

    publish(profile(), *(speech_of(MEMBER, number) for number in (1, 2, 3)))
    actions.withdraw(thing(3), reason="Misattributed")


def answer(address: str) -> list[object]:
    """Return the status, the headers (names in lower case) and the body of an answer."""
    from tests.engine import outlets

    ask = outlets.embed if address.startswith("/e/") else outlets.site
    response = ask(address)
    headers = sorted((name.lower(), value) for name, value in response.items())
    return [response.status_code, headers, response.content.decode()]


if __name__ == "__main__":
    main()
