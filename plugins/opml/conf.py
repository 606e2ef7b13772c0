"""Settings of the opml plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OpmlSettings:
    """``feed``: the file name of the feeds listed; ``limit``: members, and bodies, in the parliament's list."""

    feed: str = "feed.rss"
    limit: int = 1000
