"""Settings of the widgets plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WidgetsSettings:
    """``latest``: how many entries the latest-list shows."""

    latest: int = 5

    def __post_init__(self) -> None:
        if not isinstance(self.latest, int) or not 1 <= self.latest <= 20:
            raise ValueError(f"latest must be a number from 1 to 20, not {self.latest!r}.")
