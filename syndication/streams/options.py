"""What an address wishes besides its stream, in the path like everything that means something.

    t=12.4,48/theme=dark

A clip runs from a second to another (Media Fragments URI 1.0, section 4.2.1, the plain seconds of it), or to the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from syndication.errors import QueryError

Options = tuple[tuple[str, str], ...]

THEMES = ("dark", "light")
SHORTEST = 1.0
"""Seconds that a clip takes at least."""


def build(wanted: Mapping[str, str]) -> Options:
    """Return options in their order and one spelling each; raise QueryError with the one that cannot be read."""
    unknown = sorted(set(wanted) - set(_READING))
    if unknown:
        raise QueryError(
            f"There is no option {unknown[0][:40]!r}; there are {', '.join(_READING)}."
        )
    return tuple((name, read(wanted[name])) for name, read in _READING.items() if name in wanted)


def parse(path: str) -> Options:
    """Read the path form; like ``build``."""
    pieces = [piece.partition("=") for piece in path.strip("/").split("/") if piece]
    wanted = {name: value for name, _, value in pieces}
    if len(wanted) != len(pieces):
        raise QueryError(f"An option stands twice in {path[:80]!r}.")
    return build(wanted)


def written(options: Options) -> str:
    """Return the path form, each option with a slash behind it; nothing for none."""
    return "".join(f"{name}={value}/" for name, value in options)


def clip(options: Options) -> tuple[float, float | None] | None:
    """Return the seconds at which a clip starts and ends (None: with the recording); None where no clip is wished."""
    text = dict(options).get("t", "")
    start, _, end = text.partition(",")
    return (float(start), float(end) if end else None) if text else None


def _clip(text: str) -> str:
    found = _TIMES.fullmatch(text)
    if not found:
        raise QueryError(f"t={text[:40]!r} is no clip; write its seconds, t=12.4,48.")
    start, end = (round(float(found[name] or 0), 1) for name in ("start", "end"))
    if found["end"] and end - start < SHORTEST:
        raise QueryError(f"t={text[:40]!r} is no clip: it takes {SHORTEST:g} second at least.")
    return f"{start:g},{end:g}" if found["end"] else f"{start:g}"


def _theme(text: str) -> str:
    if text not in THEMES:
        raise QueryError(f"theme={text[:40]!r} is no theme; there are {', '.join(THEMES)}.")
    return text


_TIMES = re.compile(
    r"(?P<start>[0-9]{1,5}(\.[0-9]{1,6})?)(,(?P<end>[0-9]{1,5}(\.[0-9]{1,6})?))?", re.ASCII
)
_READING = {"t": _clip, "theme": _theme}
