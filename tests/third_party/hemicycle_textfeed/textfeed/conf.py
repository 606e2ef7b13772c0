"""Settings of the textfeed plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextfeedSettings:
    """``width``: characters a line may have; ``hub``: the hub that tells of what is new (WebSub)."""

    width: int = 72
    hub: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.width, int) or self.width < 40:
            raise ValueError(f"width must be a whole number from 40, not {self.width!r}.")
