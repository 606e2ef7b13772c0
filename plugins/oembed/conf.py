"""Settings of the oembed plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OembedSettings:
    """``cache_age``: seconds for which other sites may keep an answer before they ask again."""

    cache_age: int = 3600

    def __post_init__(self) -> None:
        if not isinstance(self.cache_age, int) or self.cache_age < 60:
            raise ValueError(
                f"cache_age must be a whole number of seconds from 60, not {self.cache_age!r}."
            )
