"""Settings of the rss plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RssSettings:
    """``ttl``: minutes a reader may wait before looking again. ``full_text``: carry whole texts, not only summaries."""

    ttl: int = 15
    full_text: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.ttl, int) or self.ttl < 1:
            raise ValueError(f"ttl must be a whole number of minutes from 1, not {self.ttl!r}.")
