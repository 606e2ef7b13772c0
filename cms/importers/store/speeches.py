"""Turns of speaking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cms.importers import records
from cms.importers.store.days import instant
from cms.importers.store.required import must
from cms.importers.store.table import Reference, Saved, Table
from cms.speeches.models import Speech


class Speeches(Table[records.Speech]):
    """Turns of speaking, with the speaker as of that day."""

    kind = "speech"
    model = Speech

    def fill(self, record: records.Speech, row: Speech) -> None:
        section = record.section and must(self.links, "section", record.section, record.id)
        row.sitting = must(self.links, "sitting", record.sitting, record.id)
        row.section = section or None
        row.position = record.position
        row.paragraphs = [{"id": p.id, "kind": p.kind, "text": p.text} for p in record.paragraphs]
        row.part = record.part
        row.locale = self.links.locale(record.language)
        row.started_at = instant(record.start, row.sitting.date)
        row.ended_at = instant(record.end, row.sitting.date)
        row.bills = self._bills(record, row)
        row.url = record.url[:500]
        self._attribute(record, row)
        self._translate(record, row)

    def references(self, record: records.Speech) -> Iterator[Reference]:
        yield "member", record.speaker
        yield "organization", record.group
        for bill in record.bills:
            yield "bill", bill

    def taken(self, record: records.Speech) -> Iterator[str]:
        section = self.links.find("section", record.section)
        yield from section.bills if section else ()
        sitting = self.links.find("sitting", record.sitting)
        if sitting:
            member = self.links.find("member", record.speaker)
            yield from self.links.on_day(member, sitting.date.isoformat()).words()

    def save(self, records: Sequence[Any]) -> Saved[Any]:
        """Store originals before their translations."""
        translations = [item for item in records if item.translation_of]
        saved = super().save([item for item in records if not item.translation_of])
        return saved + super().save(translations) if translations else saved

    def _attribute(self, record: records.Speech, row: Speech) -> None:
        """Say who spoke, in which role and group; what the source does not say is known from the memberships."""
        member = row.member = self.links.find("member", record.speaker)
        name = record.speaker_name or (member.name if member else record.speaker)
        row.speaker_name = name[:200]
        held = self.links.on_day(member, row.sitting.date.isoformat())
        row.role = {record.language: record.role} if record.role else dict(held.role)
        row.group = self.links.find("organization", record.group) or held.group
        row.group_name = record.group_name[:200]
        row.area = dict(held.area)

    def _bills(self, record: records.Speech, row: Speech) -> list[str]:
        named = [self.links.find("bill", bill) for bill in record.bills]
        own = [bill.public_id for bill in named if bill]
        return list(dict.fromkeys([*own, *(row.section.bills if row.section else [])]))

    def _translate(self, record: records.Speech, row: Speech) -> None:
        """A translation shares its original's public id and translation key."""
        if not record.translation_of:
            return
        original = must(self.links, self.kind, record.translation_of, record.id)
        row.public_id = original.public_id
        row.translation_key = original.translation_key
        row.original_language = original.locale.language_code
