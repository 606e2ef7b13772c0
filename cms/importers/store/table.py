"""One kind of record into one table: what is new is created, what differs is changed, the rest is not touched.

A record differs when the *source* says something else than last time; what editors corrected here stays corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.utils import timezone

from cms.core import identity
from cms.importers.store.digests import digest, supersedes
from cms.importers.store.drafts import Words, rebase, supersede, words_of
from cms.importers.store.links import Links
from syndication.rows import create

R = TypeVar("R")
Reference = tuple[str, str]
"""Kind and id in the source of what a record refers to."""


@dataclass
class Saved(Generic[R]):
    """The rows that were written, beside the records they came from.

    ``back``: those that had been withdrawn; ``waiting``: those that drafts wait for, with their words until now.
    """

    new: list[tuple[R, Any]] = field(default_factory=list)
    changed: list[tuple[R, Any]] = field(default_factory=list)
    same: int = 0
    back: list[Any] = field(default_factory=list)
    waiting: list[tuple[Any, Words]] = field(default_factory=list)

    @property
    def written(self) -> list[tuple[R, Any]]:
        """New and changed together."""
        return [*self.new, *self.changed]

    def __add__(self, other: Saved[R]) -> Saved[R]:
        return Saved(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.back + other.back,
            self.waiting + other.waiting,
        )


class Table(Generic[R]):
    """How one kind is stored. A subclass names the model and fills a row."""

    kind: ClassVar[str]
    model: ClassVar[type[models.Model]]
    shared: ClassVar[bool] = False
    """Whether several formats may describe the same one; the first format's word stands."""
    worded: ClassVar[tuple[str, ...]] = ()
    """Texts by language: another file of the same format only adds to them; and the language, which the first sets."""

    def __init__(self, links: Links) -> None:
        self.links = links

    def fill(self, record: Any, row: Any) -> None:
        """Set the row's own fields from the record."""
        raise NotImplementedError

    def references(self, record: Any) -> Iterable[Reference]:
        """Yield what the record names that may be unknown yet; by default nothing."""
        return ()

    def taken(self, record: Any) -> Iterable[str]:
        """Yield what the row takes from others beside what the record says; by default nothing."""
        return ()

    def follow(self, saved: Saved[Any]) -> None:
        """Store what hangs on the written rows (stages, votes); by default nothing does."""

    def save(self, records: Sequence[Any]) -> Saved[Any]:
        """Store records; of two with one id the later wins."""
        found = {record.id: record for record in records}
        digests = {key: self.digest(record, found) for key, record in found.items()}
        known = dict(self._rows(found).values_list("source_id", "source_hash"))
        rows = self._changed(digests, known)
        saved: Saved[Any] = Saved()
        now = timezone.now()
        for key, record in found.items():
            if key in rows:
                saved.changed.append((record, rows[key]))
                self._refill(record, rows[key], digests[key], saved)
            elif key in known or self._kept_elsewhere(record):
                saved.same += 1
            else:
                saved.new.append(
                    (record, self._filled(record, self._blank(key, now), digests[key]))
                )
        self._write(saved)
        for record, row in saved.written:
            self.links.add(self.kind, record.id, row)
        self.follow(saved)
        for row, before in saved.waiting:
            rebase(row, before)
        return saved

    def digest(self, record: Any, together: Mapping[str, Any]) -> str:
        """Return what a record says; remember what it names that nobody knows, here or ``together`` with it."""
        missing = []
        for kind, source_id in self.references(record):
            if source_id and self.links.find(kind, source_id) is None:
                if kind == self.kind and source_id in together:
                    continue
                missing.append(f"{kind} {source_id}")
                self.links.missing[self.kind, kind, source_id] += 1
        return digest(record, [*missing, *self.taken(record)])

    def public_id(self, source_id: str) -> str:
        """Return the public id of something this format calls ``source_id``."""
        return identity.derived(self.links.parliament, self.kind, self.links.scheme, source_id)

    def _rows(self, source_ids: Iterable[str]) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(
            parliament=self.links.parliament,
            scheme=self.links.scheme,
            source_id__in=list(source_ids),
        )

    def _changed(self, digests: Mapping[str, str], known: Mapping[str, str]) -> dict[str, Any]:
        """Return the rows of which this file says something new, and those that were gone and are back."""
        memory = self.links.memory
        news = {key for key, found in digests.items() if not memory.repeats(self.kind, key, found)}
        changed = [
            key
            for key, stored in known.items()
            if not stored or (key in news and supersedes(digests[key], stored))
        ]
        return {row.source_id: row for row in self._rows(changed)} if changed else {}

    def _kept_elsewhere(self, record: Any) -> bool:
        return self.shared and self.links.find(self.kind, record.id) is not None

    def _blank(self, source_id: str, now: datetime) -> Any:
        given = {
            "parliament": self.links.parliament,
            "scheme": self.links.scheme,
            "source_id": source_id,
            "public_id": self.public_id(source_id),
            "live": True,
            "first_published_at": now,
            "last_published_at": now,
        }
        values = (
            given[name] if name in given else default() if callable(default) else default
            for name, default in _defaults(self.model)
        )
        return self.model(*values)

    def _filled(self, record: Any, row: Any, found: str) -> Any:
        row.source_hash = found
        self.fill(record, row)
        return row

    def _refill(self, record: Any, row: Any, found: str, saved: Saved[Any]) -> None:
        before = words_of(row)
        if before is not None:
            saved.waiting.append((row, before))
        own = self.links.memory.wrote(self.kind, record.id, row.source_hash)
        words = {} if own else {name: getattr(row, name) for name in self.worded}
        if not row.source_hash:
            row.live = True
            saved.back.append(row)
        self._filled(record, row, found)
        for name, before in words.items():
            setattr(row, name, {**before, **getattr(row, name)} if name != "language" else before)
        if hasattr(row, "latest_revision_id"):
            supersede(row)

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


@cache
def _defaults(model: type[models.Model]) -> list[tuple[str, Any]]:
    """Return each field and its default, or what makes it; Django given every value asks no field for its own."""
    fields = model._meta.concrete_fields
    made = {field for field in fields if field.has_default() and callable(field.default)}
    return [(f.attname, f.default if f in made else f.get_default()) for f in fields]
