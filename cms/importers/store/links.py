"""The references of one import: from a source's ids to our records, as far as they have been found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import models
from wagtail.models import Locale

from cms.importers.records import Identifier
from cms.importers.store.lookup import Lookup
from cms.importers.store.memory import Memory
from cms.importers.store.onday import NOBODY, OnDay, on_day
from cms.members.models import Member, Membership

WHOLE = frozenset({"organization", "area", "member"})
"""Kinds few enough to be held in memory whole; the others are looked up one by one and kept while a file lasts."""


@dataclass
class Links:
    """Which parliament, which format, what has been found so far, and what the file said the last time.

    ``missing`` counts what is named and not known: kind of record, kind and id of what it names. ``belated`` says
    that the file tells who somebody was on days of which the debates may be known already.
    """

    parliament: str
    scheme: str
    folder: Path | None = None
    memory: Memory = field(default_factory=Memory)
    missing: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    belated: bool = False
    _found: dict[tuple[str, str], Any] = field(default_factory=dict)
    _near: dict[tuple[str, str], Any] = field(default_factory=dict)
    _identified: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    _whole: set[str] = field(default_factory=set)
    _locales: dict[str, Locale] = field(default_factory=dict)
    _on_days: dict[tuple[int, str], OnDay] = field(default_factory=dict)

    def find(self, kind: str, source_id: str) -> Any:
        """Return the record, or None where nobody knows it."""
        if not source_id:
            return None
        key = (kind, source_id)
        if kind in WHOLE:
            self._hold(kind)
            return self._found.get(key)
        if key not in self._near:
            self._near[key] = self._lookup.one(kind, source_id)
        return self._near[key]

    def identified(self, kind: str, identifiers: Iterable[Identifier]) -> Any:
        """Return the record to which another format gave one of these identifiers, as its id or beside it."""
        if kind not in WHOLE:
            return self._lookup.identified(kind, identifiers)
        self._hold(kind)
        keys = ((kind, item.scheme, item.value) for item in identifiers)
        return next((self._identified[key] for key in keys if key in self._identified), None)

    def add(self, kind: str, source_id: str, record: models.Model) -> None:
        """Remember a record just stored."""
        (self._found if kind in WHOLE else self._near)[kind, source_id] = record

    def forget(self) -> None:
        """Drop everything: a failed file may have left records behind that the database does not hold."""
        for kept in (
            self._found,
            self._near,
            self._identified,
            self._whole,
            self._locales,
            self.missing,
        ):
            kept.clear()
        self.memory = Memory()
        self.forget_memberships()

    def next_file(self, folder: Path | None, memory: Memory) -> None:
        """Go on to the next file: keep people and bodies, drop the rest."""
        self.folder = folder
        self.memory = memory
        self.missing = Counter()
        self.belated = False
        self._on_days = {}
        self._near = {}

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

    def on_day(self, member: Member | None, day: str) -> OnDay:
        """Return who a member was on an ISO day."""
        if member is None:
            return NOBODY
        key = (member.pk, day)
        if key not in self._on_days:
            self._on_days[key] = on_day(self.memberships.get(member.pk, []), day)
        return self._on_days[key]

    def forget_memberships(self) -> None:
        """Read the memberships again at the next use."""
        self._on_days.clear()
        self.__dict__.pop("memberships", None)

    @property
    def _lookup(self) -> Lookup:
        return Lookup(self.parliament, self.scheme)

    def _hold(self, kind: str) -> None:
        if kind not in self._whole:
            self._whole.add(kind)
            by_id, by_identifier = self._lookup.all(kind)
            self._found.update(by_id)
            self._identified.update(by_identifier)
