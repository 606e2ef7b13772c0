"""Names in several languages, stored as {language: text}."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def best(texts: Mapping[str, str], language: str = "") -> str:
    """Return the text in the language, else in its base language, else the parliament's, else the first by code.

    Not the first as stored: a database may keep the languages in an order of its own.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for code in (wanted, wanted.partition("-")[0], settings.LANGUAGE_CODE):
        if texts.get(code):
            return texts[code]
    return next((texts[code] for code in sorted(texts) if texts[code]), "")
