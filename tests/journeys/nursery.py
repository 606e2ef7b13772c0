"""Workers that are begun in an instant, to be killed: this process is Django's already, and forks one a line.

``python -m tests.journeys.nursery``; of its input "work" begins a worker and says its number, "follow COUNT URL" has so
many callbacks follow a feed, "change NUMBER" publishes, and each says when it is done.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

import django

django.setup()

from syndication import actions, queries  # noqa: E402 (Django comes first)
from syndication.delivery import claiming, looking  # noqa: E402 (Django comes first)
from syndication.models import Subscription  # noqa: E402 (Django comes first)
from syndication.server import working  # noqa: E402 (Django comes first)
from tests.engine.record import speech  # noqa: E402 (Django comes first)

TOPIC = "http://127.0.0.1:8000/en/feeds/kind:speech/feed.atom"


def work(lease: str = "0.7") -> None:
    """Work as ``manage.py work`` does; what a dead one held is taken up after so many seconds."""
    claiming.LEASE = timedelta(seconds=float(lease))
    looking.EVERY = 0.2
    working.work(0.5)


def follow(count: str, url: str) -> None:
    """Have so many callbacks follow the feed."""
    actions.publish([speech(1)])
    actions.subscribe(queries.topic(TOPIC), scheme="websub", address=f"{url}/0", secret="word")  # noqa: S106 (a test's)
    first = Subscription.objects.get()
    for number in range(1, int(count)):
        first.pk, first.address = None, f"{url}/{number}"
        first.save(force_insert=True)


def change(number: str) -> None:
    """Publish another speech."""
    actions.publish([speech(int(number), title=f"Change {number}.")])


DOING: dict[str, Callable[..., None]] = {"work": work, "follow": follow, "change": change}


def main() -> None:
    """Do what is asked, each in a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        name, *given = line.split()
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            DOING[name](*given)
            sys.stdout.write("done\n")
            sys.stdout.flush()
            os._exit(0)
        if name == "work":
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
