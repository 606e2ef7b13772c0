"""Which language something is in, how that language is called and written, and the same page in another."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext

from syndication.vocabulary import direction

register = template.Library()
register.filter("direction", direction)


@register.filter
def language_name(language: str) -> str:
    """Return how a language is called in the page's language."""
    try:
        return gettext(get_language_info(language)["name"])
    except KeyError:
        return language


@register.filter
def own_name(language: str) -> str:
    """Return how a language calls itself."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language


@register.filter
def apart(text: str) -> SafeString:
    """Write words in whatever language they are, so that they run in their own direction inside a sentence."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def within(url: str, language: str) -> str:
    """Return the path of a record's address inside the pages of a language, so that a reader stays in it."""
    parts = urlsplit(url)
    _, _, rest = parts.path.lstrip("/").partition("/")
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"/{language}/{rest}{fragment}"
