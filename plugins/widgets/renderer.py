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
from django.utils.translation import get_language_info

from syndication.contract import Artefact, Participant, Selection

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
        body = render_to_string(self.template, context)
        return Artefact(self.format, self.media_type, body.encode(), headers())

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Return what this widget's template needs besides the selection."""
        spoken = dict(settings.INTERFACE_LANGUAGES)
        language = selection.language if selection.language in spoken else settings.LANGUAGE_CODE
        return {"lang": language, "dir": direction(language)}


class SpeechWidget(Widget):
    """One speech: the words, who said them as what, where and when, and what came before and after."""

    format = "speech-widget"
    template = "widgets/speech.html"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add the speech, its speaker and its neighbours."""
        entry = selection.entries[0]
        speaker = entry.participants[0] if entry.participants else None
        return {
            **super().context(selection),
            "entry": entry,
            "speaker": speaker,
            "office": office(speaker) if speaker else "",
            "original": language_name(entry.original_language),
            "text_dir": direction(entry.language),
            "around": selection.around(entry),
            "debate": next((link.url for link in entry.links if link.rel == "up"), ""),
        }


class LatestWidget(Widget):
    """The latest entries of a stream, newest first."""

    format = "latest-widget"
    template = "widgets/latest.html"

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Add each entry with its direction and speaker."""
        items = [
            {
                "entry": entry,
                "dir": direction(entry.language),
                "speaker": entry.participants[0].name
                if entry.kind == "speech" and entry.participants
                else "",
            }
            for entry in selection.entries
        ]
        return {**super().context(selection), "items": items}


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


def language_name(language: str) -> str:
    """Return a language's name in the language of the page; empty for none."""
    try:
        return str(get_language_info(language)["name_translated"]) if language else ""
    except KeyError:
        return language


def office(speaker: Participant) -> str:
    """Return what the speaker was on that day, on one line."""
    return " · ".join(part for part in (speaker.role, speaker.area, speaker.group) if part)
