"""Pages of members and bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core.views import ListView, RecordView, follow
from syndication import queries
from syndication.contract import Entry


class MemberPage(RecordView):
    """A member: who, as what, and what they said and brought in lately."""

    kind = "member"
    template = "members/member.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the latest of each kind."""
        own = queries.build({"member": entry.thing})
        return {
            **follow(own, language),
            "speeches": self._latest(entry, "speech", language),
            "bills": self._latest(entry, "bill", language),
            "videos": self._latest(entry, "video", language),
        }

    def _latest(self, entry: Entry, kind: str, language: str) -> tuple[Entry, ...]:
        query = queries.build({"kind": kind, "member": entry.thing})
        return queries.entries(query, language, limit=10).entries


class MemberList(ListView):
    """All members."""

    kind = "member"
    template = "members/members.html"
    limit = 100


class BodyPage(RecordView):
    """A chamber, group or committee with its latest sittings and speeches."""

    kind = "body"
    template = "members/body.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add its sittings, and who belongs to it."""
        sittings = queries.build({"kind": "sitting", "body": entry.thing})
        members = queries.build({"kind": "member", "body": entry.thing})
        return {
            **follow(queries.build({"body": entry.thing}), language),
            "sittings": queries.entries(sittings, language, limit=10).entries,
            "members": queries.entries(members, language, limit=100).entries,
        }


class BodyList(ListView):
    """All chambers, groups and committees."""

    kind = "body"
    template = "members/bodies.html"
    limit = 100
