"""Who somebody was on a day: the group, the office and the constituency held then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cms.members.models import Membership, Organization

OFFICES = ("minister", "head", "deputyHead", "deputy head", "secretary of state")
SEATS = ("chamber", "parliament")


@dataclass(frozen=True, slots=True)
class OnDay:
    """A member as of one day."""

    role: Mapping[str, str]
    group: Organization | None
    area: Mapping[str, str]

    def words(self) -> Iterator[str]:
        """Yield what is known, to be compared."""
        yield from self.role.values()
        yield from [self.group.public_id] if self.group else []
        yield from self.area.values()


NOBODY = OnDay({}, None, {})


def on_day(memberships: list[Membership], day: str) -> OnDay:
    """Return what somebody was on an ISO day; a dated membership counts before an undated one."""
    held = sorted(
        (item for item in memberships if item.holds_on(day)),
        key=lambda item: (not item.start, item.start, item.source_id),
    )
    seat = next((item for item in held if item.organization.classification in SEATS), None)
    return OnDay(
        role=next((item.labels for item in held if item.role in OFFICES and item.labels), {}),
        group=_group(held, seat),
        area=seat.area.names if seat and seat.area else {},
    )


def tells(membership: Membership) -> bool:
    """Tell whether a membership can be the reason for a role, a group or a constituency on a day."""
    kind = membership.organization.classification
    office = membership.role in OFFICES and membership.labels
    seat = kind in SEATS and (membership.area or membership.on_behalf_of)
    return bool(office or seat or kind in {"group", "party"})


def _group(held: list[Membership], seat: Membership | None) -> Organization | None:
    for classification in ("group", "party"):
        for item in held:
            if item.organization.classification == classification:
                return item.organization
    return seat.on_behalf_of if seat else None
