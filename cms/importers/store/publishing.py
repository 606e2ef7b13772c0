"""The entries that follow from what was stored; what needs the whole file to be told waits for its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cms.bills import entries as bill_entries
from cms.core.publishing import sources_of
from cms.documents import entries as document_entries
from cms.importers.store.links import Links
from cms.importers.store.onday import tells
from cms.importers.store.table import Saved, Table
from cms.members import entries as member_entries
from cms.members.models import Member
from cms.sittings import entries as sitting_entries
from cms.sittings.models import Division, Sitting
from cms.speeches import entries as speech_entries
from cms.speeches.models import Speech
from cms.videos import entries as video_entries
from cms.videos.models import Video
from syndication import actions
from syndication.contract import Entry

_TOLD_ALONG = {"sitting": "pk", "section": "sitting_id"}
"""What speeches, divisions and videos name by its title, and where it holds the key of the sitting."""


class Publishing:
    """Publishes the entries of one file's records."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._members: set[int] = set()
        self._sittings: dict[int, Sitting] = {}
        self._bills: set[str] = set()
        self._retold: set[int] = set()

    def publish(self, table: Table[Any], saved: Saved[Any]) -> None:
        """Publish what was written, or keep it for later; bring back what had been withdrawn."""
        if table.kind in _TOLD_ALONG:
            of = _TOLD_ALONG[table.kind]
            self._retold.update(getattr(row, of) for _, row in saved.changed)
        publish = self._publishers().get(table.kind)
        if publish:
            publish(table, [row for _, row in saved.written])
        for row in saved.back:
            language = row.locale.language_code if hasattr(row, "locale") else ""
            actions.restore(row.public_id, language=language)

    def part_deleted(self, kind: str, row: Any) -> None:
        """Publish again, at the end, what lost a part."""
        match kind:
            case "section":
                self._sittings.setdefault(row.sitting_id, row.sitting)
            case "membership":
                self._members.add(row.member_id)
                self.links.forget_memberships()
                self.links.belated |= tells(row)
            case _:
                self._bills.add(row.bill.public_id)

    def close(self) -> None:
        """Publish what could only be told once the whole file was read."""
        actions.publish(self._late_entries())

    def _publishers(self) -> dict[str, Callable[[Any, list[Any]], object]]:
        return {
            "organization": lambda _, rows: actions.publish(member_entries.body_entries(rows)),
            "member": lambda _, rows: self._members.update(row.pk for row in rows),
            "membership": lambda _, rows: self._members.update(row.member_id for row in rows),
            "sitting": lambda _, rows: self._sittings.update((row.pk, row) for row in rows),
            "section": lambda _, rows: self._of_sections(rows),
            "bill": lambda _, rows: self._bills.update(row.public_id for row in rows),
            "bill_text": lambda _, rows: self._bills.update(row.bill.public_id for row in rows),
            "division": lambda table, rows: actions.publish(_divisions(table.cast, rows)),
            "speech": lambda _, rows: actions.publish(map(speech_entries.entry_of, rows)),
            "video": lambda _, rows: actions.publish(_videos(rows)),
            "document": lambda _, rows: actions.publish(map(document_entries.entry_of, rows)),
        }

    def _of_sections(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self._sittings.setdefault(row.sitting.pk, row.sitting)

    def _late_entries(self) -> Iterator[Entry]:
        for sitting in self._sittings.values():
            yield from sitting_entries.sitting_entries(sitting, list(sitting.sections.all()))
        for model in (Speech, Division, Video) if self._retold else ():
            for row in model._default_manager.filter(sitting__in=self._retold, live=True):
                yield from (entry for source in sources_of(row) for entry in source.of(row))
        members = Member.objects.filter(pk__in=self._members).select_related("portrait")
        for member in members.order_by("pk"):
            held = self.links.memberships.get(member.pk, [])
            yield from member_entries.entries_of(member, held)
        for public_id in sorted(self._bills):
            for row in bill_entries.rows_of(public_id):
                yield bill_entries.entry_of(row, *bill_entries.parts(row))


def _divisions(cast: dict[int, list[Any]], rows: Iterable[Any]) -> Iterator[Entry]:
    for row in rows:
        yield from sitting_entries.division_entries(row, cast[row.pk])


def _videos(rows: Iterable[Any]) -> Iterator[Entry]:
    for row in rows:
        yield video_entries.entry_of(row, video_entries.timings_of(row))
