"""Who is meant by an id: somebody of the same format first, then whom another format gave that identifier or id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from cms.bills.models import Bill
from cms.core import identity
from cms.core.models import Alias, OtherIdentifier
from cms.importers.records import Identifier
from cms.members.models import Area, Member, Organization
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


def speaks_for_itself(source_id: str) -> bool:
    """Tell whether an id may be taken for the same in another format: a mere number means something else there."""
    return not source_id.isdecimal()


@dataclass(frozen=True)
class Lookup:
    """Finds records for one format in one parliament."""

    parliament: str
    scheme: str

    def all(
        self, kind: str
    ) -> tuple[Mapping[tuple[str, str], Any], Mapping[tuple[str, str, str], Any]]:
        """Return every record of a kind, by kind and id, and by kind, scheme and identifier."""
        rows = list(self._loaded(kind))
        foreign = {row.public_id: row for row in rows if row.scheme != self.scheme}
        by_public = {row.public_id: row for row in rows}
        others = [item for item in self._identifiers(kind) if item.public_id in by_public]
        found = {row.source_id: row for row in rows if speaks_for_itself(row.source_id)}
        for item in others:
            if speaks_for_itself(item.value):
                found[item.value] = by_public[item.public_id]
        for item in others:
            if item.scheme == self.scheme:
                found[item.value] = by_public[item.public_id]
        found.update({row.source_id: row for row in rows if row.scheme == self.scheme})
        identified = {(kind, row.scheme, row.source_id): row for row in foreign.values()}
        for item in others:
            if item.public_id in foreign:
                identified[kind, item.scheme, item.value] = foreign[item.public_id]
        return {(kind, source_id): row for source_id, row in found.items()}, identified

    def one(self, kind: str, source_id: str) -> Any:
        """Return one record, or None."""
        rows = self._rows(kind).order_by("pk")
        own = rows.filter(scheme=self.scheme, source_id=source_id).first()
        if own:
            return own
        public_id = self._identified(kind, source_id) or self._moved(kind, source_id)
        found = rows.filter(public_id=public_id).first()
        if found is None and speaks_for_itself(source_id):
            found = rows.filter(source_id=source_id).first()
        if found is None and kind == "bill":
            found = self._numbered(source_id)
        return found

    def identified(self, kind: str, identifiers: Iterable[Identifier]) -> Any:
        """Return the record of another format that has one of these identifiers, or None."""
        rows = self._rows(kind).exclude(scheme=self.scheme).order_by("pk")
        for item in identifiers:
            named = self._identifiers(kind).filter(scheme=item.scheme, value=item.value)
            found = rows.filter(
                Q(scheme=item.scheme, source_id=item.value)
                | Q(public_id__in=named.values("public_id"))
            ).first()
            if found:
                return found
        return None

    def _rows(self, kind: str) -> QuerySet[Any]:
        return MODELS[kind]._default_manager.filter(parliament=self.parliament)

    def _loaded(self, kind: str) -> QuerySet[Any]:
        rows = self._rows(kind).order_by("pk")
        return rows.select_related("portrait") if kind == "member" else rows

    def _identifiers(self, kind: str) -> QuerySet[OtherIdentifier]:
        return OtherIdentifier.objects.filter(parliament=self.parliament, kind=kind).order_by("pk")

    def _identified(self, kind: str, source_id: str) -> str | None:
        found = self._identifiers(kind).filter(value=source_id)
        if not speaks_for_itself(source_id):
            found = found.filter(scheme=self.scheme)
        return found.values_list("public_id", flat=True).first()

    def _moved(self, kind: str, source_id: str) -> str:
        """Return where the address went that the id once had; without a move it is still that one."""
        old = identity.derived(self.parliament, kind, self.scheme, source_id)
        return Alias.objects.filter(old=old).values_list("new", flat=True).first() or old

    def _numbered(self, number: str) -> Any:
        """Return the bill people cite by this number, if there is only one."""
        found = {
            row.public_id: row for row in self._rows("bill").filter(number=number).order_by("-pk")
        }
        return next(iter(found.values())) if len(found) == 1 else None
