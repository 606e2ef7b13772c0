"""A name from the environment, said in each reader's language."""

from __future__ import annotations

import os

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext

from cms.settings.environment import text


def name(variable: str, default: str) -> str:
    """Return a name in the reader's language: that of ``VARIABLE_FR``, ``VARIABLE_PT_BR``…, else of ``VARIABLE``."""
    common, prefix = text(variable, default), f"{variable}_"
    own = {
        key.removeprefix(prefix): said for key, said in os.environ.items() if key.startswith(prefix)
    }

    def said() -> str:
        code = (get_language() or "").replace("-", "_").upper()
        return own.get(code) or gettext(common)

    return lazy(said, str)()
