"""Documents as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from cms.core import identity, times
from cms.core.addresses import address
from cms.core.rows import by_key
from cms.documents.models import Paper
from syndication.contract import Entry, Facet, Link


class DocumentSource:
    """Every document that is published."""

    kind = "document"
    model = Paper

    def of(self, record: Paper) -> Iterable[Entry]:
        """Yield a document's entry."""
        return (entry_of(record),)

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published document."""
        papers = (
            Paper.objects.filter(live=True)
            .order_by("pk")
            .select_related("locale", "sitting", "file")
        )
        if since:
            papers = papers.filter(last_published_at__gte=since)
        return (entry_of(paper) for paper in by_key(papers, 500))

    def using(self, name: str) -> Iterable[Paper]:
        """Yield the papers whose file it is."""
        return Paper.objects.filter(file__file=name).select_related("locale")


def entry_of(paper: Paper) -> Entry:
    """Return a document as an entry."""
    language = paper.locale.language_code
    published = times.moment(paper.date) if paper.date else times.UNKNOWN
    where = paper.file.url if paper.file else paper.url
    return Entry(
        id=identity.entry_id("document", paper.public_id, language),
        thing=paper.public_id,
        url=address("document", paper.public_id, language, paper.title),
        title=paper.title,
        summary=paper.kind,
        kind="document",
        language=language,
        published=published,
        updated=published,
        original_language=paper.original_language,
        source=paper.sitting.title_in(language) if paper.sitting else "",
        links=(Link("related", where, paper.title),) if where else (),
        facets=tuple(_facets(paper)),
    )


def _facets(paper: Paper) -> Iterator[Facet]:
    if paper.bill:
        yield Facet("bill", paper.bill)
    if paper.sitting:
        yield Facet("sitting", paper.sitting.public_id)
