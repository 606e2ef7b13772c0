"""Persons, bodies, constituencies and memberships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cms.importers import records
from cms.importers.store.identifiers import Identified
from cms.importers.store.onday import tells
from cms.importers.store.portraits import portrait
from cms.importers.store.table import Reference, Saved, Table
from cms.members.models import Area, Member, Membership, Organization


class Organizations(Identified[records.Organization]):
    """Chambers, governments, groups, parties, committees."""

    kind = "organization"
    model = Organization
    worded = ("names",)

    def fill(self, record: records.Organization, row: Organization) -> None:
        row.classification = record.classification
        row.names = dict(record.names)
        row.abbreviation = record.abbreviation[:40]
        row.seats = record.seats
        row.start, row.end = record.start, record.end

    def references(self, record: records.Organization) -> Iterable[Reference]:
        return ((self.kind, record.parent),) if record.parent else ()

    def follow(self, saved: Saved[records.Organization]) -> None:
        super().follow(saved)
        for record, row in saved.written:
            row.parent = self.links.find(self.kind, record.parent)
        Organization.objects.bulk_update([row for _, row in saved.written], ["parent"], 500)


class Areas(Identified[records.Area]):
    """Constituencies."""

    kind = "area"
    model = Area
    worded = ("names",)

    def fill(self, record: records.Area, row: Area) -> None:
        row.names = dict(record.names)


class Persons(Identified[records.Person]):
    """Members, ministers, guests."""

    kind = "member"
    model = Member
    worded = ("names", "biography")

    def fill(self, record: records.Person, row: Member) -> None:
        row.name = record.name[:200]
        row.names = dict(record.names)
        row.given_name, row.family_name = record.given_name[:100], record.family_name[:100]
        row.gender = record.gender[:40]
        row.birth_date, row.death_date = record.birth_date, record.death_date
        row.biography = dict(record.biography)
        row.email = record.email
        row.links = list(record.links)
        if record.image.startswith(("http://", "https://")):
            row.image_url = record.image[:500]

    def follow(self, saved: Saved[records.Person]) -> None:
        super().follow(saved)
        for record, row in saved.written:
            self._portray(record, row)

    def _portray(self, record: records.Person, row: Member) -> None:
        """Take the portrait lying beside the source; one that an editor set stays."""
        found = None
        if record.image and not row.image_url and row.portrait is None:
            found = portrait(self.links.folder, record, row.public_id)
        if found:
            row.portrait = found
            row.save(update_fields=["portrait"])


class Memberships(Table[records.Membership]):
    """Who belongs where, as what, from when until when."""

    kind = "membership"
    model = Membership

    def save(self, records: Sequence[Any]) -> Saved[Any]:
        """Leave out memberships of persons or bodies that nobody describes, or that another format tells of."""
        known = [item for item in records if all(self._ends(item)) or self._leave_out(item)]
        own = [item for item in known if not self._told_elsewhere(item)]
        saved = super().save(own)
        saved.same += len(known) - len(own)
        if saved.written:
            self.links.forget_memberships()
            self.links.belated |= any(tells(row) for _, row in saved.written)
        return saved

    def fill(self, record: records.Membership, row: Membership) -> None:
        row.member, row.organization = self._ends(record)
        row.role = record.role[:60]
        row.labels = dict(record.labels)
        row.area = self.links.find("area", record.area)
        row.on_behalf_of = self.links.find("organization", record.on_behalf_of)
        row.start, row.end = record.start, record.end

    def references(self, record: records.Membership) -> Iterator[Reference]:
        yield "area", record.area
        yield "organization", record.on_behalf_of

    def _told_elsewhere(self, record: records.Membership) -> bool:
        """Tell whether another format described this member with memberships: its word stands."""
        member = self.links.find("member", record.person)
        held = self.links.memberships.get(member.pk, [])
        return member.scheme != self.links.scheme and any(
            item.scheme == member.scheme for item in held
        )

    def _leave_out(self, record: records.Membership) -> bool:
        """Remember what a membership lacks; without both ends it cannot be stored yet."""
        self.links.memory.mention(self.kind, record.id)
        for kind, source_id in (("member", record.person), ("organization", record.organization)):
            if self.links.find(kind, source_id) is None:
                self.links.missing[self.kind, kind, source_id] += 1
        return False

    def _ends(self, record: records.Membership) -> tuple[Any, Any]:
        return (
            self.links.find("member", record.person),
            self.links.find("organization", record.organization),
        )
