"""Members and bodies as entries: profiles, which streams are about rather than made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.core import identity, times
from cms.core.addresses import address, media
from cms.core.rows import by_key
from cms.core.texts import best
from cms.members.models import Member, Membership, Organization
from syndication.contract import Entry, Facet, Link, Participant, Passage, Step
from syndication.vocabulary import date_words, publisher

SEATS = ("chamber", "parliament")


class MemberSource:
    """The profile of each member, in each language of the interface."""

    kind = "member"
    model = Member

    def of(self, record: Member) -> Iterable[Entry]:
        """Yield a member's profiles."""
        return entries_of(
            record, list(record.memberships.select_related("organization", "area", "on_behalf_of"))
        )

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published member."""
        memberships = Membership.objects.select_related("organization", "area", "on_behalf_of")
        members = Member.objects.filter(live=True).order_by("pk").select_related("portrait")
        if since:
            members = members.filter(last_published_at__gte=since)
        for member in by_key(members.prefetch_related(Prefetch("memberships", memberships)), 500):
            yield from entries_of(member, list(member.memberships.all()))

    def using(self, name: str) -> Iterable[Member]:
        """Yield the members whose portrait a file is, or was made from."""
        found = Q(portrait__file=name) | Q(portrait__renditions__file=name)
        return Member.objects.filter(found).distinct()


def entries_of(member: Member, memberships: Sequence[Membership]) -> Iterator[Entry]:
    """Yield a member's profile in each language of the interface."""
    for language, _name in settings.INTERFACE_LANGUAGES:
        with override(language):
            yield entry_of(member, memberships, language)


def entry_of(member: Member, memberships: Sequence[Membership], language: str) -> Entry:
    """Return a member's profile in one language."""
    held = [item for item in memberships if not item.end]
    seat = next((item for item in held if item.organization.classification in SEATS), None)
    group = group_of(held, seat)
    name = member.name_in(language)
    return Entry(
        id=identity.entry_id("member", member.public_id, language),
        thing=member.public_id,
        url=address("member", member.public_id, language, member.name),
        title=name,
        summary=summary(seat, group, language),
        kind="member",
        language=language,
        published=times.from_partial(min((m.start for m in memberships if m.start), default="")),
        updated=times.from_partial(max((m.start for m in memberships), default="")),
        listed=False,
        notice="" if seat or not memberships else _left(memberships),
        source=publisher(language),
        participants=(
            Participant(
                id=member.public_id,
                name=name,
                role=best(seat.labels, language) if seat else "",
                group=group.name_in(language) if group else "",
                area=best(seat.area.names, language) if seat and seat.area else "",
                part="member",
                url=address("member", member.public_id, language, member.name),
                image=portrait(member),
            ),
        ),
        passages=biography(member, language),
        steps=tuple(_step(item, language) for item in memberships),
        links=links_of(member),
        facets=tuple(
            Facet(
                "group" if m.organization.classification == "group" else "body",
                m.organization.public_id,
            )
            for m in held
        ),
    )


def group_of(held: Sequence[Membership], seat: Membership | None) -> Organization | None:
    """Return the group a member belongs to, else the one the seat is held for."""
    own = [item.organization for item in held if item.organization.classification == "group"]
    return own[0] if own else seat.on_behalf_of if seat else None


def summary(seat: Membership | None, group: Organization | None, language: str) -> str:
    """Return the one line under a member's name: seat, constituency, group."""
    parts = []
    if seat and seat.area:
        parts.append(_("Member for %(area)s") % {"area": best(seat.area.names, language)})
    if seat:
        parts.append(seat.organization.name_in(language))
    if group:
        parts.append(group.name_in(language))
    return "\u00a0· ".join(parts)  # a line never begins with the dot


def biography(member: Member, language: str) -> tuple[Passage, ...]:
    """Return a member's life, paragraph by paragraph."""
    parts = best(member.biography, language).split("\n")
    return tuple(Passage(part) for part in parts if part.strip())


def links_of(member: Member) -> tuple[Link, ...]:
    """Return where else a member is found."""
    return tuple(Link("me", link) for link in member.links if isinstance(link, str))


def portrait(member: Member) -> str:
    """Return the address of a member's portrait, empty when there is none."""
    return media(member.portrait.file.name) if member.portrait else member.image_url


def _left(memberships: Sequence[Membership]) -> str:
    last = max(item.end for item in memberships)
    return _("No longer a member since %(date)s.") % {"date": date_words(last)}


def _step(item: Membership, language: str) -> Step:
    label = best(item.labels, language) or role_name(item.role)
    return Step(
        title=_("%(role)s, %(body)s")
        % {"role": label, "body": item.organization.name_in(language)},
        date=item.start,
        state=f"until {item.end}" if item.end else "current",
        body=item.organization.public_id,
    )


_ROLES = {
    "member": gettext_lazy("Member"),
    "chair": gettext_lazy("Chair"),
    "minister": gettext_lazy("Minister"),
    "head": gettext_lazy("Head"),
    "deputy chair": gettext_lazy("Deputy chair"),
}


def role_name(role: str) -> str:
    """Return a role in the current language; the source's own word where it has none."""
    return str(_ROLES.get(role, role))


class BodySource:
    """The profile of each chamber, group and committee, in each language of the interface."""

    kind = "body"
    model = Organization

    def of(self, record: Organization) -> Iterable[Entry]:
        """Yield a body's profiles."""
        return body_entries([record])

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every body; they have no drafts, so ``since`` narrows nothing."""
        for body in by_key(Organization.objects.order_by("pk"), 500):
            yield from body_entries([body])


def body_entries(bodies: Iterable[Organization]) -> Iterator[Entry]:
    """Yield the profiles of bodies."""
    for body in bodies:
        for language, _name in settings.INTERFACE_LANGUAGES:
            name = body.name_in(language)
            yield Entry(
                id=identity.entry_id("body", body.public_id, language),
                thing=body.public_id,
                url=address("body", body.public_id, language, name),
                title=name,
                summary=body.abbreviation,
                kind="body",
                language=language,
                published=times.from_partial(body.start),
                updated=times.from_partial(body.start),
                listed=False,
                notice=_closed(body, language),
                source=publisher(language),
                facets=(Facet("topic", body.classification),),
            )


def _closed(body: Organization, language: str) -> str:
    """Return that a body exists no longer; nothing of one that does."""
    with override(language):
        return _("Existed until %(date)s.") % {"date": date_words(body.end)} if body.end else ""
