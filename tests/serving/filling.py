"""Fill a record with members who speak two languages; ``python -m tests.serving.filling``, set up as a server is."""

from __future__ import annotations

import sys

import django

MEMBERS, SPEECHES = 8, 24
LANGUAGES = ("en", "fr")


def main(title: str = "Water supply") -> None:
    """Publish everything, under a title."""
    django.setup()
    from syndication import actions
    from tests.engine.record import profile, speech_of

    actions.publish(profile(member(number)) for number in range(MEMBERS))
    for language in LANGUAGES:
        actions.publish(
            speech_of(member(number), number, language=language, title=f"{title} {number}")
            for number in range(1, SPEECHES + 1)
        )


def member(number: int) -> str:
    """Return the public id of a member, each of whom speaks in turn."""
    return f"m{number % MEMBERS:011}"


if __name__ == "__main__":
    main(*sys.argv[1:])
