"""What nginx must say of published files, which are only bodies: made of the formats, so nothing is typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings

from syndication import registry
from syndication.contract import Selection
from syndication.errors import SyndicationError
from syndication.publications.answers import FRESH, freshness, left
from syndication.publications.layout import INDEX
from syndication.publications.rendering import render
from syndication.publications.serving import VARY, surrounding
from syndication.publications.wishes import located
from syndication.streams.query import ALL

Said = tuple[str, tuple[tuple[str, str], ...]]
"""A media type, and the headers that go with it."""


def minute() -> str:
    """Return two maps for the http block: of a second to those left of its minute, and of who gets no file."""
    rows = [f"    {second:02} {left(second)};" for second in range(FRESH)]
    kept = ["map $http_authorization$is_args $kept {", '    "" "";', "    default -/;", "}"]
    return "\n".join(["map $second $left {", *rows, "}", *kept, ""])


def locations(*, brotli: bool) -> str:
    """Return a location a format; for both server blocks."""
    return "\n".join(_locations(brotli=brotli))


def _locations(*, brotli: bool) -> Iterator[str]:
    framed: dict[Said, str] = {}
    for name, (_, renderer) in registry.renderers().items():
        own = f"/{re.escape(renderer.filename)}$" if renderer.filename else ""
        if pattern := own or getattr(renderer, "addresses", ""):
            said = _said(name, settings.BASE_URL if own else settings.EMBED_URL)
            yield _location(pattern, "error_page 403 404 = @hemicycle;", said, brotli=brotli)
        else:
            framed.setdefault(_said(name, settings.EMBED_URL), name)
    if len(framed) > 1:
        raise SyndicationError(
            f"nginx cannot tell {' and '.join(framed.values())} apart: they have no file name"
            " and no addresses of their own, but other headers."
        )
    for said in framed:
        yield _location("/$", f"try_files ${{uri}}{INDEX} @hemicycle;", said, brotli=brotli)


def _said(name: str, origin: str) -> Said:
    """Ask a format what it says of an artefact that shows nothing."""
    artefact = render(name, Selection("", "", "", settings.LANGUAGE_CODE, ()))
    secure = origin.startswith("https:")
    around = surrounding(located(origin), artefact.headers, secure=secure)
    return artefact.media_type, tuple(around.items())


def _location(pattern: str, otherwise: str, said: Said, *, brotli: bool) -> str:
    media_type, headers = said
    fresh = freshness(0).replace(f"={left(0)},", "=$left,")
    lines = [
        "types { }",
        f"default_type {_quoted(media_type)};",
        *(["brotli_static on;"] if brotli else []),
        "gzip_static on;",
        "if_modified_since before;",
        f'add_header cache-control "{fresh}";',
        f'add_header vary "{VARY}";',
        *(f"add_header {name} {_itself(_quoted(value))};" for name, value in headers),
        otherwise,
    ]
    return "\n".join([f'location ~ "{pattern}" {{', *(f"    {line}" for line in lines), "}", ""])


def _itself(value: str) -> str:
    """Have a header that names the address of everything name the one that is asked for instead."""
    start = f"<{settings.BASE_URL}/{settings.LANGUAGE_CODE}/feeds/{ALL}/"
    before, found, after = value.partition(start)
    return f"{before}<{settings.BASE_URL}$request_uri>{after.partition('>')[2]}" if found else value


def _quoted(text: str) -> str:
    if "$" in text:
        raise SyndicationError(f"nginx would take a part of {text!r} for a variable.")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
