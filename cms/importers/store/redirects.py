"""What the source gave a new id keeps its page: the old address goes on working for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.core import identity
from cms.core.models import Alias
from cms.importers import records
from cms.importers.store.links import Links
from cms.sittings.models import Division, Section
from cms.speeches.models import Speech
from syndication import actions

MODELS: Mapping[str, type[models.Model]] = {
    "speech": Speech,
    "division": Division,
    "section": Section,
}

ALSO = {"speech": ("speech", "division", "section")}
"""A source that numbers all it holds alike does not say what had an id it no longer uses."""


def redirect(links: Links, found: Iterable[records.Redirect]) -> None:
    """Carry out what a file says of new ids."""
    by_kind: dict[str, dict[str, str]] = defaultdict(dict)
    for item in found:
        for kind in ALSO.get(item.kind, (item.kind,)):
            by_kind[kind][item.old] = item.new
            links.memory.mention(kind, item.old)
    for kind, moves in by_kind.items():
        _Moves(links, kind).carry_out(moves)


class _Moves:
    """New ids of one kind of record.

    A record that is stored under its old id is renamed and keeps its public id: nobody who embeds it or reads its
    feed notices. One that was never stored, or was joined to another, becomes an alias of that other.
    """

    def __init__(self, links: Links, kind: str) -> None:
        self.links = links
        self.kind = kind
        self.rows: models.QuerySet[Any] = MODELS[kind]._default_manager.filter(
            parliament=links.parliament, scheme=links.scheme
        )

    def carry_out(self, moves: Mapping[str, str]) -> None:
        """Rename, join, and point the addresses."""
        aliases: dict[str, str] = {}
        renamed = []
        stored = self._stored({*moves, *moves.values()})
        for old, new in moves.items():
            row, target = stored.pop(old, None), stored.get(new)
            if row is not None and target is None:
                row.source_id = new
                renamed.append(row)
                stored[new] = target = row
            elif row is not None:
                self._join(row)
            public_id = target.public_id if target else self._public_id(new)
            aliases[row.public_id if row else self._public_id(old)] = public_id
            if target:
                aliases[self._public_id(new)] = public_id
        self.rows.bulk_update(renamed, ["source_id"], 500)
        if self.kind != "section":  # headings have no page
            point(self.kind, aliases)

    def _stored(self, source_ids: set[str]) -> dict[str, Any]:
        rows = self.rows.filter(source_id__in=source_ids).only("source_id", "public_id")
        return {row.source_id: row for row in rows}

    def _public_id(self, source_id: str) -> str:
        return identity.derived(self.links.parliament, self.kind, self.links.scheme, source_id)

    def _join(self, row: Any) -> None:
        """Withdraw what has become part of another; its address leads there."""
        if getattr(row, "live", False):
            row.live, row.source_hash = False, ""
            row.save(update_fields=["live", "source_hash"])
            actions.withdraw(row.public_id, reason=_("No longer part of the official record."))


def point(kind: str, aliases: Mapping[str, str]) -> None:
    """Point addresses at others; what pointed at one that moved on points at where that is now."""
    around = Alias.objects.filter(Q(old__in=aliases.values()) | Q(new__in=aliases.keys()))
    known = dict(around.values_list("old", "new"))
    kept = {old: new for old, new in known.items() if aliases.get(new) != old}
    moves = {**kept, **aliases}
    ends = {old: _end(old, moves) for old in moves}
    moved = {old: end for old, end in ends.items() if old != end}
    Alias.objects.filter(old__in=known.keys() - moved.keys()).delete()
    Alias.objects.bulk_create(
        (Alias(kind=kind, old=old, new=new) for old, new in moved.items() if known.get(old) != new),
        update_conflicts=True,
        unique_fields=["old"],
        update_fields=["new"],
    )


def _end(start: str, moves: Mapping[str, str]) -> str:
    """Follow moves to their end."""
    at, seen = start, {start}
    while moves.get(at, at) not in seen:
        at = moves[at]
        seen.add(at)
    return at
