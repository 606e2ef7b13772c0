"""Widgets as complete HTML documents that need no script: one skeleton for every member."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from syndication.contract import Artefact, Entry, Participant, Selection
from syndication.text import clean

MEDIA_TYPE = "text/html; charset=utf-8"
STYLE = "frontend/embed.css"


class Widget:
    """What every widget shares: the frame, the style by hash, the headers."""

    format = ""
    media_type = MEDIA_TYPE
    filename = ""
    template = ""

    def render(self, selection: Selection) -> Artefact:
        """Return the document."""
        context = {"selection": selection, "style": style(), **self.context(selection)}
        body = clean(render_to_string(self.template, context))
        return Artefact(self.format, self.media_type, body.encode(), headers())

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Return what this widget's template needs besides the selection."""
        language = page_language(selection.language)
        return {"page_language": language, "dir": direction(language)}


class SpeechWidget(Widget):
    """One speech: the words, who said them as what, where and when, and what came before and after."""

    format = "speech-widget"
    template = "widgets/speech.html"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add the speech, its speaker and its neighbours; no entry leaves a card that says so."""
        page = super().context(selection)
        if not selection.entries:
            return page
        entry = selection.entries[0]
        speaker = entry.participants[0] if entry.participants else Participant("", "")
        return {
            **page,
            "entry": entry,
            "notice": apart(entry.notice),
            "speaker": speaker,
            "portrait": speaker.image if speaker.image.startswith(settings.EMBED_URL) else "",
            "standing": " · ".join(filter(None, (speaker.role, speaker.area, speaker.group))),
            "spoken": spoken(entry, page["page_language"]),
            "translated_from": language_name(entry.original_language),
            "text_dir": direction(entry.language),
            "around": selection.around(entry),
            "debate": next((link.url for link in entry.links if link.rel == "up"), ""),
        }


class LatestWidget(Widget):
    """The latest entries of a stream, newest first."""

    format = "latest-widget"
    template = "widgets/latest.html"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add each entry with its direction, language and speaker."""
        page = super().context(selection)
        items = [
            {
                "entry": entry,
                "notice": apart(entry.notice),
                "dir": direction(entry.language),
                "name": speaker_of(entry),
                "spoken": spoken(entry, page["page_language"]),
            }
            for entry in selection.entries
        ]
        return {**page, "items": items}


@cache
def style() -> str:
    """Return the style sheet, which goes into every document."""
    found = finders.find(STYLE)
    if not found:
        raise ImproperlyConfigured("The embeds' style sheet is not built; run: make frontend.")
    return Path(str(found)).read_text().strip()


@cache
def headers() -> tuple[tuple[str, str], ...]:
    """Return the headers of every embed: everything of its own, nothing of anybody else's, framed by anyone."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src {settings.EMBED_URL};"
        f" media-src {settings.EMBED_URL}; base-uri 'none'; form-action 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return (
        ("Content-Security-Policy", policy),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex"),
        ("Permissions-Policy", PERMISSIONS),
    )


PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), fullscreen=(self)"


def direction(language: str) -> str:
    """Return the writing direction of a language."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


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
