"""What an address of ours is to other sites: answered from values for each request, kept nowhere.

Whatever is not to be embedded is answered alike: hidden, never there, or somebody else's.
"""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import blake2b
from urllib.parse import parse_qs, unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from plugins.oembed.renderer import FORMATS, Box, entry_of, fields, lasting
from syndication import queries
from syndication.contract import Embed, Selection
from syndication.errors import QueryError, UnknownEntryError

LONGEST = 2000
"""Characters of the longest address that anybody asks about."""
MEANT = frozenset({"q", "after", "t", "start"})
"""Parameters by which an address of ours shows something else than its path says; any other is left out."""
EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Robots-Tag": "noindex",
}
_PIXELS = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_ENCODED = re.compile(r"https?%3a", re.IGNORECASE)


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """Answer with the fields; 400 without an address, 404 where there is nothing, 501 in a format that is none."""
    asked = request.GET
    form = FORMATS.get(asked.get("format") or "json")
    if form is None:
        return _refusal(501, f"The formats are {' and '.join(FORMATS)}.")
    if not asked.get("url"):
        return _refusal(400, "Name an address: /oembed?url=https://…")
    selection = _selection(asked["url"])
    embeds = queries.embeds_of(selection) if selection else ()
    if selection is None or not embeds:
        return _refusal(404, "There is nothing to embed at this address.")
    box = Box(_pixels(asked.get("maxwidth", "")), _pixels(asked.get("maxheight", "")))
    body = form.write(_fields(selection, embeds[0], box)).encode()
    return _answer(request, body, form.media_type)


def _selection(address: str) -> Selection | None:
    """Return what an address of ours selects, None where there is no such thing for whoever asks."""
    address = unquote(address) if _ENCODED.match(address) else address
    if len(address) > LONGEST or MEANT & _parameters(address):
        return None
    with suppress(Http404, QueryError, UnknownEntryError):
        found = queries.resolve(address)
        if found and found.language in dict(settings.LANGUAGES):
            return _selected(found)
    return None


def _selected(found: queries.Resolved) -> Selection:
    """Return the one thing, or the stream as it is headed; its entries are in the frame, which is asked for itself."""
    query, language, options = found.query, found.language, found.options
    things = query.values("thing")
    if len(things) != 1:
        return queries.heading(query, language, slug=found.slug, options=options)
    entry = queries.entry(things[0], language)
    if entry.kind not in (query.values("kind") or (entry.kind,)):
        raise UnknownEntryError("There is no such entry of this kind.")
    return queries.about(entry, language, options)


def _fields(selection: Selection, embed: Embed, box: Box) -> dict[str, str | int]:
    age = apps.get_app_config("oembed").settings.cache_age  # type: ignore[attr-defined]  # a Plugin
    keep = lasting(entry_of(selection), age, at=timezone.now())
    with override(queries.best_language(selection.language)):
        return fields(selection, embed, box, links=queries.offers_of(selection), keep=keep)


def _answer(request: HttpRequest, body: bytes, media_type: str) -> HttpResponseBase:
    """Return 200, or 304 where whoever asks has it already; as a stream, else Django would call it 0 bytes long."""
    headers = {
        **EVERYBODY,
        "ETag": f'"{blake2b(body, digest_size=16).hexdigest()}"',
        "Cache-Control": queries.until_the_minute(),
    }
    whole = HttpResponse(body, content_type=media_type, headers=headers)
    found = get_conditional_response(request, etag=headers["ETag"], response=whole)
    if found is whole:
        return whole
    unchanged = StreamingHttpResponse(status=304, headers=headers)
    del unchanged["Content-Type"]
    return unchanged


def _refusal(status: int, sentence: str) -> HttpResponse:
    """Return what programmers may read; consumers show the bare address."""
    headers = {**EVERYBODY, "Cache-Control": queries.until_the_minute()}
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{sentence}\n", status=status, content_type=kind, headers=headers)


def _parameters(address: str) -> set[str]:
    try:
        return set(parse_qs(urlsplit(address).query, max_num_fields=50))
    except ValueError:
        return set(MEANT)


def _pixels(text: str) -> int | None:
    """Return a limit; None for what is none, as some consumers send."""
    return int(text) if _PIXELS.fullmatch(text) else None
