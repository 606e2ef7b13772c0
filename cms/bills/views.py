"""Pages of bills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cms.core.views import ListView, RecordView, follow
from syndication import queries
from syndication.contract import Entry


class BillPage(RecordView):
    """A bill: its stages as a track, its text, its debates and divisions."""

    kind = "bill"
    template = "bills/bill.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the divisions on it and the latest speeches about it."""
        return {
            **follow(queries.build({"bill": entry.thing}), language),
            "divisions": self._about(entry, "division", language),
            "speeches": self._about(entry, "speech", language),
        }

    def _about(self, entry: Entry, kind: str, language: str) -> tuple[Entry, ...]:
        query = queries.build({"kind": kind, "bill": entry.thing})
        return queries.entries(query, language, limit=10).entries


class BillList(ListView):
    """All bills."""

    kind = "bill"
