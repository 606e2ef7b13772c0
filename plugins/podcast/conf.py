"""Settings of the podcast plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PodcastSettings:
    """Whose podcasts, and how much of a stream they look through.

    ``owner_email``: to whom directories write; ``category``: one of Apple's; ``image``: the cover's address; ``limit``:
    the newest entries of a stream among which recordings are looked for.
    """

    owner_email: str = ""
    category: str = "Government"
    image: str = ""
    limit: int = 200

    def __post_init__(self) -> None:
        """Refuse what no podcast can hold."""
        if not 1 <= self.limit <= 1000:
            raise ValueError("limit is between 1 and 1,000 entries.")
