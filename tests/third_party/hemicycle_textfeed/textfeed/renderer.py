"""A selection as a digest: paragraphs wrapped to a width, addresses on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from syndication.contract import Artefact, Entry, Selection
from syndication.text import clean

from .conf import TextfeedSettings


class TextfeedRenderer:
    """Plain text in UTF-8."""

    format = "textfeed"
    media_type = "text/plain; charset=utf-8"
    filename = "feed.txt"

    def __init__(self, settings: TextfeedSettings) -> None:
        self._width = settings.width

    def render(self, selection: Selection) -> Artefact:
        """Return the digest."""
        lines = [*self._wrapped(selection.title), ""]
        for entry in selection.entries:
            lines += self._lines(entry)
        return Artefact(self.format, self.media_type, "\n".join(lines).encode())

    def _lines(self, entry: Entry) -> Iterator[str]:
        yield from self._wrapped(f"{entry.published:%Y-%m-%d} {entry.title}")
        yield from self._wrapped(entry.notice)
        yield from self._wrapped(entry.summary)
        yield clean(entry.url)
        yield ""

    def _wrapped(self, text: str) -> list[str]:
        return wrap(clean(text), self._width)
