"""One kind of record into one table: what is new is created, what differs is changed, the rest is not touched.

A record differs when the *source* says something else than last time; what editors corrected here stays corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, ClassVar, Generic, TypeVar

import orjson
from django.db import models
from django.utils import timezone

from cms.core import identity
from cms.importers.store.links import Links
from syndication.rows import create

R = TypeVar("R")


def digest(record: Any) -> str:
    """Return how complete a record is and what it says: one hex digit, then 31 of a hash."""
    text = orjson.dumps(record, default=dict)
    weight = getattr(record, "weight", 0)
    return f"{weight:x}{blake2b(text, digest_size=16).hexdigest()[:31]}"


def supersedes(found: str, known: str) -> bool:
    """Tell whether a digest stands for other words, from a description at least as complete."""
    return found != known and found[:1] >= known[:1]


@dataclass
class Saved(Generic[R]):
    """The rows that were written, beside the records they came from."""

    new: list[tuple[R, Any]]
    changed: list[tuple[R, Any]]
    same: int

    @property
    def written(self) -> list[tuple[R, Any]]:
        """New and changed together."""
        return [*self.new, *self.changed]


class Table(Generic[R]):
    """How one kind is stored. A subclass names the model and fills a row."""

    kind: ClassVar[str]
    model: ClassVar[type[models.Model]]
    shared: ClassVar[bool] = False
    """Whether several formats may describe the same one; the first format's word stands."""

    def __init__(self, links: Links) -> None:
        self.links = links

    def fill(self, record: Any, row: Any) -> None:
        """Set the row's own fields from the record."""
        raise NotImplementedError

    def follow(self, saved: Saved[Any]) -> None:
        """Store what hangs on the written rows (stages, votes); by default nothing does."""

    def save(self, records: Sequence[Any]) -> Saved[Any]:
        """Store records; of two with one id the later wins."""
        digests = {record.id: (record, digest(record)) for record in records}
        known = dict(self._rows(digests).values_list("source_id", "source_hash"))
        changed_ids = [key for key in known if supersedes(digests[key][1], known[key])]
        rows = {row.source_id: row for row in self._rows(changed_ids)} if changed_ids else {}
        saved: Saved[Any] = Saved([], [], 0)
        for source_id, (record, found) in digests.items():
            if source_id in rows:
                saved.changed.append((record, self._filled(record, rows[source_id], found)))
            elif source_id in known or self._kept_elsewhere(source_id):
                saved.same += 1
            else:
                saved.new.append((record, self._filled(record, self._blank(source_id), found)))
        self._write(saved)
        for record, row in saved.written:
            self.links.add(self.kind, record.id, row)
        self.follow(saved)
        return saved

    def public_id(self, source_id: str) -> str:
        """Return the public id of something this format calls ``source_id``."""
        return identity.derived(self.links.parliament, self.kind, self.links.scheme, source_id)

    def _rows(self, source_ids: Iterable[str]) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(
            parliament=self.links.parliament,
            scheme=self.links.scheme,
            source_id__in=list(source_ids),
        )

    def _kept_elsewhere(self, source_id: str) -> bool:
        return self.shared and self.links.find(self.kind, source_id) is not None

    def _blank(self, source_id: str) -> Any:
        row = self.model(
            parliament=self.links.parliament,
            scheme=self.links.scheme,
            source_id=source_id,
            public_id=self.public_id(source_id),
        )
        if hasattr(row, "live"):
            now = timezone.now()
            row.live, row.first_published_at, row.last_published_at = True, now, now  # type: ignore[attr-defined]
        return row

    def _filled(self, record: Any, row: Any, found: str) -> Any:
        row.source_hash = found
        self.fill(record, row)
        return row

    def _write(self, saved: Saved[Any]) -> None:
        manager = self.model._default_manager
        create(self.model, [row for _, row in saved.new])
        if saved.changed:
            names = [
                field.name
                for field in self.model._meta.concrete_fields
                if not field.primary_key and field.name not in {"public_id", "translation_key"}
            ]
            manager.bulk_update([row for _, row in saved.changed], names, batch_size=100)
