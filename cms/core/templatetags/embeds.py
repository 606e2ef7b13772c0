"""The piece of HTML that other sites paste: one iframe, no script, at most 320 characters."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import escape

register = template.Library()
LIMIT = 320
SNIPPET = (
    '<iframe src="{address}" title="{title}" width="100%" height="{height}" loading="lazy" frameborder="0"'
    ' sandbox="allow-popups allow-top-navigation-by-user-activation" allow="fullscreen"></iframe>'
)


@register.simple_tag
def snippet(path: str, title: str, height: int) -> str:
    """Return the snippet of an embed; a long title is cut, so that the whole stays short."""
    address = f"{settings.EMBED_URL}/e/{path}/"
    room = LIMIT - len(SNIPPET.format(address=address, title="", height=height))
    return SNIPPET.format(address=address, title=_fitting(title, room), height=height)


def _fitting(title: str, room: int) -> str:
    """Return a title as an attribute's value of at most so many characters."""
    words, short = title, escape(title)
    while len(short) > room and words:
        words = words[:-1].rstrip()
        short = escape(f"{words}…")
    return str(short)
