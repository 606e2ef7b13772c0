"""Take hold of what an action changes, and make sure that it is still what the caller saw."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from syndication.entries.models import EntryRecord
from syndication.errors import ConflictError, UnknownEntryError


def version(thing: str, *, language: str = "") -> int:
    """Return what a caller of a verb hands back as ``revision``, so that the verb notices what others did meanwhile.

    The sum over the languages: none ever falls, so whatever anybody does to any of them makes it another one. The
    highest alone would hide what was done to the others.
    """
    return _version(_known(rows(thing, language)))


def rows(thing: str, language: str) -> QuerySet[EntryRecord]:
    """Return a thing in one language, or in all."""
    found = EntryRecord.objects.filter(thing=thing)
    return found.filter(language=language) if language else found


def hold(thing: str, language: str, *, revision: int | None) -> list[EntryRecord]:
    """Return the rows, locked; refuse what is no longer as the caller saw it."""
    held = _known(rows(thing, language).select_for_update().order_by("pk"))
    if revision not in (None, _version(held)):
        raise ConflictError(
            _("Somebody changed this after you opened it: look at it again and decide anew.")
        )
    return held


def _known(found: Iterable[EntryRecord]) -> list[EntryRecord]:
    known = list(found)
    if not known:
        raise UnknownEntryError("There is no such entry.")
    return known


def _version(held: Iterable[EntryRecord]) -> int:
    return sum(row.version for row in held)
