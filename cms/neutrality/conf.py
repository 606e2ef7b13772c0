"""Where a parliament keeps its own packs."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cms.neutrality import packs
from cms.neutrality.packs import Pack


def folder() -> Path | None:
    """Return the folder of the parliament's own packs, where it has one."""
    return Path(settings.NEUTRALITY_PACKS) if settings.NEUTRALITY_PACKS else None


def rules(language: str) -> Pack | None:
    """Return the rules of a language, where it has any."""
    return packs.pack(language, folder())
