"""News pages as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.html import strip_tags

from cms.core import gate, identity, times
from cms.core.rows import by_key
from cms.news.models import NewsPage
from syndication.contract import Entry, Passage
from syndication.vocabulary import publisher


class NewsSource:
    """Every live news page."""

    kind = "news"
    model = NewsPage

    def of(self, record: NewsPage) -> Iterable[Entry]:
        """Yield a page's entry."""
        return (entry_of(record),)

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every live page."""
        shown = gate.pages(at=timezone.now())
        pages = NewsPage.objects.filter(pk__in=shown).order_by("pk").select_related("locale")
        if since:
            pages = pages.filter(last_published_at__gte=since)
        return (entry_of(page) for page in by_key(pages, 200))


def entry_of(page: NewsPage) -> Entry:
    """Return a news page as an entry."""
    language = page.locale.language_code
    published = times.moment(page.date)
    paragraphs = unescape(strip_tags(page.body.replace("</p>", "\n").replace("</li>", "\n")))
    return Entry(
        id=identity.entry_id("news", page.public_id, language),
        thing=page.public_id,
        url=urlsplit(page.url or "").path,
        title=page.title,
        summary=page.introduction,
        kind="news",
        language=language,
        published=published,
        updated=published,
        source=publisher(language),
        passages=tuple(Passage(part.strip()) for part in paragraphs.split("\n") if part.strip()),
    )
