"""What is asked for, by a reader or by a publication that is to be written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from syndication.publications.models import Publication
from syndication.streams import options
from syndication.streams.options import Options
from syndication.streams.query import StreamQuery, parse
from syndication.streams.selection import LIMIT


@dataclass(frozen=True, slots=True)
class Wish:
    """A stream in one format and language at one address (host and path), a saved stream by its slug.

    ``sole``: the address is that of one thing; where nothing is selected, there is no such address.
    """

    address: str
    query: StreamQuery
    format: str
    language: str
    limit: int = LIMIT
    context: bool = False
    slug: str = ""
    sole: bool = False
    options: Options = ()

    @classmethod
    def of(cls, row: Publication) -> Self:
        """Return the wish that a publication fulfils."""
        return cls(
            address=row.address,
            query=parse(row.query),
            format=row.format,
            language=row.language,
            limit=row.limit,
            context=row.context,
            slug=row.slug,
            sole=row.sole,
            options=options.parse(row.options),
        )

    def columns(self) -> dict[str, Any]:
        """Return it as the columns of a publication."""
        plain = ("address", "format", "language", "limit", "context", "slug", "sole")
        return {
            **{name: getattr(self, name) for name in plain},
            "query": str(self.query),
            "options": options.written(self.options),
        }


def located(url: str) -> str:
    """Return host and path of an absolute address, by which answers are kept."""
    return url.partition("://")[2]
