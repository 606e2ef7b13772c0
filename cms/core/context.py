"""What every public page's template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the parliament's name, its hosts and account, the page's language and direction."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "parliament": settings.SYNDICATION_PUBLISHER,
        "base_url": settings.BASE_URL,
        "embed_url": settings.EMBED_URL,
        "fediverse_creator": settings.FEDIVERSE_CREATOR,
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "interface_languages": [
            get_language_info(code) for code, _name in settings.INTERFACE_LANGUAGES
        ],
    }
