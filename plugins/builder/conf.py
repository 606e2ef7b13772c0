"""Settings of the builder plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BuilderSettings:
    """``page``: the template around the builder, with the blocks title, about, languages and content.

    ``results``: how many things of each kind a search shows at first.
    """

    page: str = "builder/page.html"
    results: int = 5

    def __post_init__(self) -> None:
        if not isinstance(self.page, str) or not self.page:
            raise ValueError(f"page must be the name of a template, not {self.page!r}.")
        if not isinstance(self.results, int) or not 1 <= self.results <= 20:
            raise ValueError(f"results must be a number from 1 to 20, not {self.results!r}.")
