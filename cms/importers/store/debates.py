"""Sittings, headings and speeches."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from cms.importers import records
from cms.importers.reading import SourceError
from cms.importers.store.onday import OnDay, on_day
from cms.importers.store.people import keep_identifiers
from cms.importers.store.table import Saved, Table
from cms.sittings.models import Section, Sitting
from cms.speeches.models import Speech

_NOBODY = OnDay({}, None, {})


class Sittings(Table[records.Sitting]):
    """One meeting on one day."""

    kind = "sitting"
    model = Sitting
    shared = True

    def fill(self, record: records.Sitting, row: Sitting) -> None:
        body = self.links.find("organization", record.body)
        if body is None:
            raise SourceError(
                f"the chamber or committee {record.body!r} is not known; import the list of bodies first",
                element=record.id,
            )
        row.body = body
        row.date = date.fromisoformat(record.date)
        row.titles = dict(record.titles)
        row.language = record.language
        row.number, row.session, row.term = (
            record.number[:40],
            record.session[:100],
            record.term[:100],
        )
        row.start, row.end = clock(record.start), clock(record.end)
        row.url = record.url[:500]

    def follow(self, saved: Saved[records.Sitting]) -> None:
        keep_identifiers(self.links, self.kind, saved.written)


class Sections(Table[records.Section]):
    """The headings of debates."""

    kind = "section"
    model = Section

    def fill(self, record: records.Section, row: Section) -> None:
        row.sitting = must(self, "sitting", record.sitting, record.id)
        row.titles = dict(record.titles)
        row.position = record.position
        row.bills = [bill.public_id for bill in map(self._bill, record.bills) if bill]

    def follow(self, saved: Saved[records.Section]) -> None:
        nested = [(record, row) for record, row in saved.written if record.parent]
        for record, row in nested:
            row.parent = must(self, "section", record.parent, record.id)
        Section.objects.bulk_update([row for _, row in nested], ["parent"], 500)

    def _bill(self, bill: str) -> Any:
        return self.links.find("bill", bill)


class Speeches(Table[records.Speech]):
    """Turns of speaking, with the speaker as of that day."""

    kind = "speech"
    model = Speech

    def fill(self, record: records.Speech, row: Speech) -> None:
        row.sitting = must(self, "sitting", record.sitting, record.id)
        row.section = must(self, "section", record.section, record.id) if record.section else None
        row.position = record.position
        row.member = self.links.need("member", record.speaker, where=record.id)
        row.speaker_name = (
            record.speaker_name or (row.member.name if row.member else record.speaker)
        )[:200]
        held = self._held(row)
        row.role = {record.language: record.role} if record.role else dict(held.role)
        row.group = self.links.need("organization", record.group, where=record.id) or held.group
        row.group_name = record.group_name[:200]
        row.area = dict(held.area)
        row.part = record.part
        row.locale = self.links.locale(record.language)
        row.paragraphs = [{"id": p.id, "kind": p.kind, "text": p.text} for p in record.paragraphs]
        row.started_at = instant(record.start, row.sitting.date)
        row.ended_at = instant(record.end, row.sitting.date)
        row.bills = self._bills(record, row)
        row.url = record.url[:500]
        self._translate(record, row)

    def _held(self, row: Speech) -> OnDay:
        if row.member is None:
            return _NOBODY
        memberships = self.links.memberships.get(row.member.pk, [])
        return on_day(row.member, memberships, row.sitting.date.isoformat())

    def _bills(self, record: records.Speech, row: Speech) -> list[str]:
        named = [self.links.need("bill", bill, where=record.id) for bill in record.bills]
        own = [bill.public_id for bill in named if bill]
        return list(dict.fromkeys([*own, *(row.section.bills if row.section else [])]))

    def _translate(self, record: records.Speech, row: Speech) -> None:
        """A translation shares its original's public id and translation key."""
        if not record.translation_of:
            return
        original = must(self, "speech", record.translation_of, record.id)
        row.public_id = original.public_id
        row.translation_key = original.translation_key
        row.original_language = original.locale.language_code

    def save(self, given: Any) -> Saved[Any]:
        """Store originals before their translations."""
        originals = [item for item in given if not item.translation_of]
        translations = [item for item in given if item.translation_of]
        saved = super().save(originals)
        if translations:
            more = super().save(translations)
            saved = Saved(
                saved.new + more.new, saved.changed + more.changed, saved.same + more.same
            )
        return saved


def must(table: Table[Any], kind: str, source_id: str, element: str) -> Any:
    """Return a record that has to be there, or refuse the file."""
    found = table.links.find(kind, source_id)
    if found is None:
        raise SourceError(
            f"it refers to the {kind} {source_id!r}, which is nowhere", element=element
        )
    return found


def clock(text: str) -> time | None:
    """Return a time of day, None when the source does not say."""
    return time.fromisoformat(text) if text else None


def instant(text: str, day: date) -> datetime | None:
    """Return a moment given as an ISO date-time or as a time on the sitting's day."""
    if not text:
        return None
    if "T" in text:
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else timezone.make_aware(found)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(text)))
