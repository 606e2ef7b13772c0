"""Persons, bodies, constituencies and memberships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images.models import Image

from cms.core.models import OtherIdentifier
from cms.importers import records
from cms.importers.store.links import Links
from cms.importers.store.table import Saved, Table
from cms.members.models import Area, Member, Membership, Organization


def keep_identifiers(links: Links, kind: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    """Store the ids that records have in other systems."""
    OtherIdentifier.objects.bulk_create(
        (
            OtherIdentifier(
                kind=kind,
                public_id=row.public_id,
                parliament=links.parliament,
                scheme=identifier.scheme[:64],
                value=identifier.value[:255],
            )
            for record, row in pairs
            for identifier in record.identifiers
        ),
        ignore_conflicts=True,
    )


class Organizations(Table[records.Organization]):
    """Chambers, governments, groups, parties, committees."""

    kind = "organization"
    model = Organization
    shared = True

    def fill(self, record: records.Organization, row: Organization) -> None:
        row.classification = record.classification
        row.names = dict(record.names)
        row.abbreviation = record.abbreviation[:40]
        row.seats = record.seats
        row.start, row.end = record.start, record.end

    def follow(self, saved: Saved[records.Organization]) -> None:
        keep_identifiers(self.links, self.kind, saved.written)
        for record, row in saved.written:
            if record.parent:
                row.parent = self.links.need(self.kind, record.parent, where=record.id)
        Organization.objects.bulk_update([row for _, row in saved.written], ["parent"], 500)


class Areas(Table[records.Area]):
    """Constituencies."""

    kind = "area"
    model = Area
    shared = True

    def fill(self, record: records.Area, row: Area) -> None:
        row.names = dict(record.names)

    def follow(self, saved: Saved[records.Area]) -> None:
        keep_identifiers(self.links, self.kind, saved.written)


class Persons(Table[records.Person]):
    """Members, ministers, guests."""

    kind = "member"
    model = Member
    shared = True

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
        keep_identifiers(self.links, self.kind, saved.written)
        for record, row in saved.written:
            self._portray(record, row)

    def _portray(self, record: records.Person, row: Member) -> None:
        """Take the portrait lying beside the source; one that is missing is left out, one that an editor set stays."""
        folder = self.links.folder
        file = folder / record.image if folder and record.image and not row.image_url else None
        if file and file.is_file() and row.portrait is None:
            with file.open("rb") as stream:
                row.portrait = Image.objects.create(
                    title=record.name, file=ImageFile(stream, name=file.name)
                )
            row.save(update_fields=["portrait"])


class Memberships(Table[records.Membership]):
    """Who belongs where, as what, from when until when."""

    kind = "membership"
    model = Membership

    def save(self, given: Any) -> Saved[Any]:
        """Leave out memberships of persons or bodies that nobody describes."""
        where = [(item, self._ends(item)) for item in given]
        known = [item for item, ends in where if all(ends)]
        own = [item for item in known if not self._told_elsewhere(item)]
        saved = super().save(own)
        saved.same += len(known) - len(own)
        if saved.written:
            self.links.forget_memberships()
        return saved

    def fill(self, record: records.Membership, row: Membership) -> None:
        row.member, row.organization = self._ends(record)
        row.role = record.role[:60]
        row.labels = dict(record.labels)
        row.area = self.links.need("area", record.area, where=record.id)
        row.on_behalf_of = self.links.need("organization", record.on_behalf_of, where=record.id)
        row.start, row.end = record.start, record.end

    def _told_elsewhere(self, record: records.Membership) -> bool:
        """Tell whether another format described this member with memberships: its word stands."""
        member = self.links.find("member", record.person)
        held = self.links.memberships.get(member.pk, [])
        return member.scheme != self.links.scheme and any(
            item.scheme == member.scheme for item in held
        )

    def _ends(self, record: records.Membership) -> tuple[Any, Any]:
        return (
            self.links.need("member", record.person, where=record.id),
            self.links.need("organization", record.organization, where=record.id),
        )
