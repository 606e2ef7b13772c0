"""What the templates say of languages and of people."""

from __future__ import annotations

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from syndication.contract import Entry


def apart(text: str) -> SafeString:
    """Return words in whatever language they are, so that they run in their own direction inside a sentence."""
    return format_html("<bdi>{}</bdi>", text)


def language_name(language: str) -> str:
    """Return a language's name in the language of the page; empty for none."""
    try:
        return str(get_language_info(language)["name_translated"]) if language else ""
    except KeyError:
        return language


def page_language(language: str) -> str:
    """Return the language of the frame: the selection's where the interface speaks it."""
    return language if language in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE


def spoken(entry: Entry, language: str) -> str:
    """Return the name of the entry's language where it is not the page's."""
    return "" if entry.language == language else language_name(entry.language)


def speaker_of(entry: Entry) -> str:
    """Return who spoke, for entries that are speeches."""
    return entry.participants[0].name if entry.kind == "speech" and entry.participants else ""
