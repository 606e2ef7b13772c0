"""Settings of the podcast plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PodcastSettings:
    """``owner_email``: to whom directories write; ``category``: one of Apple's; ``image``: the cover's address."""

    owner_email: str = ""
    category: str = "Government"
    image: str = ""
