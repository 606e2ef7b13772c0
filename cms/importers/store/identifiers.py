"""Records that several systems know under ids of their own (Popolo identifiers)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cms.core.models import OtherIdentifier
from cms.importers.records import Identifier
from cms.importers.store.table import R, Saved, Table


class Identified(Table[R]):
    """A table whose records may be known already under an identifier that another format gave."""

    shared = True

    def save(self, records: Any) -> Saved[Any]:
        """Store records; those known elsewhere are found by the ids they have here from now on."""
        self._joined: list[tuple[Any, Any]] = []
        saved = super().save(records)
        self._keep(self._joined, own=True)
        return saved

    def follow(self, saved: Saved[Any]) -> None:
        self._keep(saved.written)

    def _kept_elsewhere(self, record: Any) -> bool:
        row = self.links.find(self.kind, record.id)
        if row is None and record.identifiers:
            row = self.links.identified(self.kind, record.identifiers)
        if row is None or row.scheme == self.links.scheme:
            return row is not None
        self.links.add(self.kind, record.id, row)
        self._joined.append((record, row))
        return True

    def _keep(self, pairs: Iterable[tuple[Any, Any]], *, own: bool = False) -> None:
        rows = [
            OtherIdentifier(
                kind=self.kind,
                public_id=row.public_id,
                parliament=self.links.parliament,
                scheme=identifier.scheme[:64],
                value=identifier.value[:255],
            )
            for record, row in pairs
            for identifier in self._identifiers(record, own=own)
        ]
        if rows:
            OtherIdentifier.objects.bulk_create(rows, ignore_conflicts=True)

    def _identifiers(self, record: Any, *, own: bool) -> Iterator[Identifier]:
        if own:
            yield Identifier(self.links.scheme, record.id)
        yield from record.identifiers
