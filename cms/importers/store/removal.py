"""What a new version of a file no longer holds: what has a page is withdrawn, never deleted; mere parts are deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cms.bills.models import BillText
from cms.documents.models import Paper
from cms.importers.models import ImportedFile
from cms.importers.store.links import Links
from cms.importers.store.memory import key_of, keys_in, kinds_of
from cms.members.models import Membership
from cms.sittings.models import Division, Section
from cms.speeches.models import Speech
from cms.videos.models import Video
from syndication import actions

PAGES: dict[str, type[models.Model]] = {
    "speech": Speech,
    "division": Division,
    "video": Video,
    "document": Paper,
}
PARTS: dict[str, type[models.Model]] = {
    "section": Section,
    "membership": Membership,
    "bill_text": BillText,
}
"""Persons, bodies, sittings and bills are in neither: a list that no longer names them does not undo them."""


class Removal:
    """The records that a file held the last time, that it no longer holds, and that no other file holds."""

    def __init__(self, links: Links, file: ImportedFile | None) -> None:
        self.links = links
        self.counts: Counter[str] = Counter()
        self._gone = self._of_no_other(file) if file else set()

    def withdraw(self) -> None:
        """Leave a tombstone for what has a page; if it comes back it is restored, unless an editor withdrew it."""
        for kind, row in self._rows(PAGES):
            if row.live:
                row.live, row.source_hash = False, ""
                row.save(update_fields=["live", "source_hash"])
                language = row.locale.language_code if hasattr(row, "locale") else ""
                reason = _("No longer part of the official record.")
                actions.withdraw(row.public_id, reason=reason, language=language)
                self.counts[kind] += 1

    def delete(self) -> Iterator[tuple[str, Any]]:
        """Delete mere parts; yield each with its kind, for what it belonged to must be published again."""
        for kind, row in self._rows(PARTS):
            self.counts[kind] += 1
            yield kind, row
            row.delete()

    def _of_no_other(self, file: ImportedFile) -> Set[int]:
        gone = set(self.links.memory.gone)
        if not kinds_of(gone) & (PAGES.keys() | PARTS.keys()) or self.links.memory.replaced:
            return set()
        others = ImportedFile.objects.filter(parliament=file.parliament, scheme=file.scheme)
        for said in others.exclude(pk=file.pk).values_list("said", flat=True).iterator():
            gone -= keys_in(bytes(said))
        return gone

    def _rows(self, kinds: dict[str, type[models.Model]]) -> Iterator[tuple[str, Any]]:
        """Yield the records; a key does not tell the id, so those of its kind are gone through."""
        for kind in kinds_of(self._gone) & kinds.keys():
            own = kinds[kind]._default_manager.filter(
                parliament=self.links.parliament, scheme=self.links.scheme
            )
            named = own.values_list("pk", "source_id").iterator()
            found = [pk for pk, source_id in named if key_of(kind, source_id) in self._gone]
            for row in own.filter(pk__in=found).order_by("pk"):
                yield kind, row
