"""Settings of the jsonfeed plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class JsonfeedSettings:
    """``full_text``: carry whole texts, not only summaries."""

    full_text: bool = True
