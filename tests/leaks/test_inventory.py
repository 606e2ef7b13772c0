"""Every address that the server answers is one of which somebody decided how nothing hidden can leave by it.

Each of them but the desk is there once more below a token ("/t/…"), where tests/leaks reads it as a holder does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

READ = "read with canaries by tests/leaks"
NOTHING = "tells nothing of the record"
MEDIA = "files: cms/core/media.media"
DESK = "for clerks who are signed in"
SITEMAP = (
    "read by tests/engine/test_two_worlds.py, cms/core/tests/test_sitemap.py and test_filming.py"
)
PAGES = "Wagtail's pages, which are not entries"

ROUTES = {
    "^admin/": DESK,
    "^documents/": MEDIA,
    "^media/(?P<path>.*)$": MEDIA,
    "": NOTHING,
    "<slug:language>/members/": READ,
    "<slug:language>/members/<str:slug>/": READ,
    "<slug:language>/bodies/": READ,
    "<slug:language>/bodies/<str:slug>/": READ,
    "<slug:language>/sittings/": READ,
    "<slug:language>/sittings/<str:slug>/": READ,
    "<slug:language>/divisions/": READ,
    "<slug:language>/divisions/<str:slug>/": READ,
    "<slug:language>/speeches/": READ,
    "<slug:language>/speeches/<str:slug>/": READ,
    "<slug:language>/speeches/<str:slug>/t=<str:times>/": READ,
    "<slug:language>/videos/": READ,
    "<slug:language>/videos/<str:slug>/": READ,
    "<slug:language>/videos/<str:slug>/t=<str:times>/": READ,
    "<slug:language>/bills/": READ,
    "<slug:language>/bills/<str:slug>/": READ,
    "<slug:language>/documents/": READ,
    "<slug:language>/documents/<str:slug>/": READ,
    "api/v1/entries/": READ,
    "api/v1/entries/<slug:thing>/": READ,
    "api/v1/streams/": NOTHING,
    "api/v1/streams/<slug:slug>/entries/": "the same function as api/v1/entries/",
    "api/v1/schema/": NOTHING,
    "<slug:language>/feeds/<path:path>/<str:filename>": READ,
    "<slug:language>/feeds/<path:path>/archive/<str:name>/<str:filename>": READ,
    "<slug:language>/feeds/<path:path>/": READ,
    "<slug:language>/feeds/": READ,
    "embed/": NOTHING,
    "<slug:language>/embed/": READ,
    "e/<slug:language>/latest/<path:path>/": READ,
    "e/<slug:language>/<slug:kind>/<slug:thing>/": READ,
    "e/<slug:language>/<slug:kind>/<slug:thing>/<path:options>/": READ,
    "go/<path:path>": READ,
    "w.js": NOTHING,
    "oembed": READ,
    "hub": "tells nothing of the record; what it has sent is what feeds say, which are read with canaries",
    "cards/<slug:language>/latest/<path:path>.png": READ,
    "cards/<slug:language>/<slug:thing>.png": READ,
    "cards/<slug:language>/<slug:thing>/<path:wished>.png": READ,
    "chapters/<slug:language>/<slug:thing>.json": READ,
    "robots.txt": NOTHING,
    "sitemap.xml": SITEMAP,
    "^sitemap-": SITEMAP,
    "^_util/": PAGES,
    "^((?:[\\w\\-]+/)*)$": PAGES,
}


@pytest.mark.parametrize("urlconf", [settings.ROOT_URLCONF, settings.EMBED_URLCONF])
def test_every_route_is_in_the_inventory(urlconf):
    unknown = [route for route in routes(get_resolver(urlconf).url_patterns) if not decided(route)]

    assert unknown == [], (
        "decide how nothing hidden leaves by these, and have tests/leaks/outputs.py read them"
    )


def test_a_route_that_is_new_is_noticed():
    assert not decided("<slug:language>/petitions/")


def decided(route: str) -> bool:
    """Tell whether a route is in the inventory; "^admin/" there means everything that begins so."""
    return route in ROUTES or any(
        route.startswith(known[1:]) for known in ROUTES if re.fullmatch(r"\^[a-z_]+[/-]", known)
    )


def routes(patterns: list[URLPattern | URLResolver], begun: str = "") -> Iterator[str]:
    """Yield every route of a table of addresses, without the language that pages begin with."""
    for item in patterns:
        if isinstance(item, URLResolver):
            own = "" if isinstance(item.pattern, LocalePrefixPattern) else str(item.pattern)
            yield from routes(item.url_patterns, f"{begun}{own}")
        else:
            yield f"{begun}{item.pattern}"
