"""Something that is wrong with a feed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a feed, or with one ``item`` of it: the id of an entry.

    ``what`` names the sentence, ``given`` is what that has places for.
    """

    what: str
    feed: str = ""
    item: str = ""
    given: tuple[tuple[str, str], ...] = ()
