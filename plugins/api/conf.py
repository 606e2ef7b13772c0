"""Settings of the api plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ApiSettings:
    """``page_size``: entries a page holds unless asked otherwise. ``largest_page``: the most that can be asked for."""

    page_size: int = 20
    largest_page: int = 100

    def __post_init__(self) -> None:
        if not 1 <= self.page_size <= self.largest_page <= 500:
            raise ValueError(
                "page_size and largest_page must satisfy 1 <= page_size <= largest_page <= 500."
            )
