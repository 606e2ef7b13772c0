from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from syndication.contract import Source
from syndication.plugin import Plugin


class NewsConfig(Plugin):
    name = "cms.news"
    label = "news"
    verbose_name = _("News")

    def sources(self) -> Iterable[Source]:
        from cms.news.entries import NewsSource

        return (NewsSource(),)
