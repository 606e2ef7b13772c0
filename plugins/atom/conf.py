"""Settings of the atom plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AtomSettings:
    """``full_text``: carry whole texts, not only summaries."""

    full_text: bool = True
