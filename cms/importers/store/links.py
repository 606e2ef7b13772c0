"""From a source's ids to our records: within the same format first, then through identifiers other formats gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import QuerySet
from wagtail.models import Locale

from cms.bills.models import Bill
from cms.core import identity
from cms.core.models import Alias, OtherIdentifier
from cms.members.models import Area, Member, Membership, Organization
from cms.sittings.models import Division, Section, Sitting
from cms.speeches.models import Speech

MODELS: dict[str, type[models.Model]] = {
    "organization": Organization,
    "area": Area,
    "member": Member,
    "sitting": Sitting,
    "section": Section,
    "division": Division,
    "speech": Speech,
    "bill": Bill,
}
WHOLE = frozenset({"organization", "area", "member"})
"""Kinds few enough to be held in memory whole; the others are looked up one by one and kept while a file lasts."""


@dataclass
class Links:
    """The references of one import: which parliament, which format, and what has been found so far."""

    parliament: str
    scheme: str
    folder: Path | None = None
    dangling: list[str] = field(default_factory=list)
    _found: dict[tuple[str, str], Any] = field(default_factory=dict)
    _whole: set[str] = field(default_factory=set)
    _locales: dict[str, Locale] = field(default_factory=dict)

    def find(self, kind: str, source_id: str) -> Any:
        """Return the record, or None where nobody knows it."""
        if not source_id:
            return None
        if kind in WHOLE and kind not in self._whole:
            self._load(kind)
        key = (kind, source_id)
        if key not in self._found:
            self._found[key] = None if kind in WHOLE else self._look_up(kind, source_id)
        return self._found[key]

    def need(self, kind: str, source_id: str, *, where: str) -> Any:
        """Return the record; remember the reference as dangling where there is none."""
        found = self.find(kind, source_id)
        if source_id and found is None:
            self.dangling.append(f"{where}: there is no {kind} {source_id!r}")
        return found

    def add(self, kind: str, source_id: str, record: models.Model) -> None:
        """Remember a record just stored."""
        self._found[kind, source_id] = record

    def forget(self) -> None:
        """Drop what was looked up for one file, and what a failed file may have left behind."""
        self._found.clear()
        self._whole.clear()
        self.dangling.clear()
        self.__dict__.pop("memberships", None)

    def next_file(self, folder: Path | None) -> None:
        """Go on to the next file: keep people and bodies, drop the rest."""
        self.folder = folder
        self.dangling = []
        self._found = {
            key: value for key, value in self._found.items() if key[0] in WHOLE and value
        }

    def locale(self, language: str) -> Locale:
        """Return Wagtail's locale of a language, made at first use."""
        code = language.lower() or "en"
        if code not in self._locales:
            self._locales[code] = Locale.objects.get_or_create(language_code=code)[0]
        return self._locales[code]

    @cached_property
    def memberships(self) -> dict[int, list[Membership]]:
        """Every membership of the parliament, by member."""
        found: dict[int, list[Membership]] = {}
        rows = Membership.objects.filter(parliament=self.parliament).select_related(
            "organization", "area", "on_behalf_of"
        )
        for row in rows:
            found.setdefault(row.member_id, []).append(row)
        return found

    def forget_memberships(self) -> None:
        """Read the memberships again at the next use."""
        self.__dict__.pop("memberships", None)

    def _rows(self, kind: str) -> QuerySet[Any]:
        return MODELS[kind]._default_manager.filter(parliament=self.parliament)

    def _load(self, kind: str) -> None:
        """Hold a whole kind: by id in this format, else by an identifier, else by id in any format."""
        self._whole.add(kind)
        rows = list(
            self._rows(kind).select_related("portrait") if kind == "member" else self._rows(kind)
        )
        by_public = {row.public_id: row for row in rows}
        others = OtherIdentifier.objects.filter(parliament=self.parliament, kind=kind)
        found: dict[str, Any] = {row.source_id: row for row in rows}
        for own in (False, True):
            for other in others:
                if (other.scheme == self.scheme) == own and other.public_id in by_public:
                    found[other.value] = by_public[other.public_id]
        found.update({row.source_id: row for row in rows if row.scheme == self.scheme})
        self._found.update({(kind, source_id): row for source_id, row in found.items()})

    def _look_up(self, kind: str, source_id: str) -> Any:
        rows = self._rows(kind)
        own = rows.filter(scheme=self.scheme, source_id=source_id).order_by("pk").first()
        if own:
            return own
        public_id = (
            OtherIdentifier.objects.filter(
                parliament=self.parliament, kind=kind, value=source_id
            ).values_list("public_id", flat=True)
        ).first() or self._moved(kind, source_id)
        if public_id:
            return rows.filter(public_id=public_id).order_by("pk").first()
        found = rows.filter(source_id=source_id).order_by("pk").first()
        if found is None and kind == "bill":
            found = rows.filter(number=source_id).order_by("pk").first()
        return found

    def _moved(self, kind: str, source_id: str) -> str | None:
        old = identity.derived(self.parliament, kind, self.scheme, source_id)
        return Alias.objects.filter(old=old).values_list("new", flat=True).first()
