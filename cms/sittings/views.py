"""Pages of sittings and divisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponseBase

from cms.core.views import ListView, RecordView, follow
from syndication import queries
from syndication.contract import Entry, Tally
from syndication.errors import QueryError


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the debate with the speeches under it."""

    anchor: str
    title: str
    language: str
    turns: tuple[Entry, ...]


class SittingPage(RecordView):
    """A sitting: its agenda and its debate as one readable column, a page at a time."""

    kind = "sitting"
    template = "sittings/sitting.html"
    limit = 60

    def get(self, request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
        """Remember where in the debate the reader is."""
        after = request.GET.get("after")
        try:
            self.after = queries.Cursor.parse(after) if after else None
        except QueryError as error:
            raise Http404(str(error)) from error
        return super().get(request, language, slug)

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the speeches under their headings, and the divisions."""
        speeches = queries.build({"kind": "speech", "sitting": entry.thing})
        divisions = queries.build({"kind": "division", "sitting": entry.thing})
        page = queries.entries(
            speeches, language, limit=self.limit, after=self.after, ascending=True
        )
        return {
            **follow(queries.build({"sitting": entry.thing}), language),
            "debate": list(by_heading(page.entries, entry)),
            "following": page.following,
            "divisions": queries.entries(divisions, language, limit=50).entries,
        }


def by_heading(turns: Iterable[Entry], sitting: Entry) -> Iterator[Heading]:
    """Yield the debate heading by heading; a heading stays one when the speakers change language."""
    titles = {step.url: step.title for step in sitting.steps}
    for anchor, found in groupby(turns, key=_anchor):
        own = tuple(found)
        if anchor in titles:
            yield Heading(anchor[1:], titles[anchor], sitting.language, own)
        else:
            yield Heading("", own[0].title, own[0].language, own)


def _anchor(turn: Entry) -> str:
    section = next((link.url for link in turn.links if link.rel == "section"), "")
    return f"#{urlsplit(section).fragment}"


class SittingList(ListView):
    """All sittings."""

    kind = "sitting"


class DivisionPage(RecordView):
    """A division: the result, by group, and each member's vote."""

    kind = "division"
    template = "sittings/division.html"

    def context(self, entry: Entry, language: str) -> Mapping[str, Any]:
        """Add the result as totals, as a table by group, and the voters by choice."""
        return {
            "totals": [tally for tally in entry.tallies if not tally.group],
            "groups": list(by_group(entry.tallies)),
            "voters": [
                (option, list(voters))
                for option, voters in groupby(
                    sorted(entry.participants, key=lambda voter: (voter.part, voter.name)),
                    key=lambda voter: voter.part,
                )
            ],
        }


class DivisionList(ListView):
    """All divisions."""

    kind = "division"


def by_group(tallies: Iterable[Tally]) -> Iterator[tuple[str, list[Tally]]]:
    """Yield each group with its counts, in the order of names."""
    own = sorted((tally for tally in tallies if tally.group), key=lambda tally: tally.group)
    for group, found in groupby(own, key=lambda tally: tally.group):
        yield group, list(found)
