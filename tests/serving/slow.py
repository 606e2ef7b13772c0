"""A task that takes its time, and writes down how far it came."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task


@task()
def slow(diary: str, seconds: float) -> None:
    """Begin, wait, end; the second time it is in no hurry either, but does not wait."""
    path = Path(diary)
    first = not path.exists()
    with path.open("a") as file:
        file.write("begun\n")
    if first:
        time.sleep(seconds)
    with path.open("a") as file:
        file.write("done\n")
