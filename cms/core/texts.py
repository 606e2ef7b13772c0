"""Names in several languages, stored as {language: text}."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def best(texts: Mapping[str, str], language: str = "") -> str:
    """Return the text in the language, else in its base language, else the parliament's, else the first there is."""
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for code in (wanted, wanted.partition("-")[0], settings.LANGUAGE_CODE):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")
