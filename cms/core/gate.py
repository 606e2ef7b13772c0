"""The gate before what Wagtail keeps: which pages are public now, and what a private page or file answers.

Wagtail looks at ``live`` alone. An alias is live before its source is, and what expired is live until a clock ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from syndication import queries

PRIVATE = "private, no-store"

Serve = Callable[..., HttpResponseBase]


def pages(*, at: datetime) -> PageQuerySet:
    """Return the pages that everybody may see at a moment."""
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    shown: PageQuerySet = Page.objects.filter(_timely(at))
    shown = shown.exclude(_below(_with_aliases(restricted)))
    source = "alias_of"
    while Page.objects.filter(**{f"{source}__isnull": False}).exists():
        shown = shown.filter(Q(**{f"{source}__isnull": True}) | _timely(at, f"{source}__"))
        source += "__alias_of"
    return shown


def is_public(record: Any, *, at: datetime) -> bool:
    """Tell whether a page or a record is published for everybody at a moment."""
    if isinstance(record, Page):
        return pages(at=at).filter(pk=record.pk).exists()
    end = getattr(record, "expire_at", None)
    return getattr(record, "live", True) and (end is None or end > at)


def hidden_with(page: Page) -> PageQuerySet:
    """Return what a restriction of a page hides: all below it, and the aliases of all that with what is below them."""
    found: PageQuerySet = Page.objects.filter(_below(_with_aliases([page.path])))
    return found


def ends(record: Any) -> Iterator[datetime]:
    """Yield when a record is to end, and when what it is an alias of is."""
    while record is not None:
        if getattr(record, "expire_at", None):
            yield record.expire_at
        record = getattr(record, "alias_of", None)


def former_ends(record: Any) -> Iterator[datetime]:
    """Yield when any revision of a record was to end."""
    record = getattr(record, "alias_of", None) or record
    revisions = getattr(record, "revisions", None)
    said = revisions.values_list("content__expire_at", flat=True) if revisions is not None else ()
    return filter(None, (parse_datetime(moment) for moment in said if moment))


def guard(serve: Serve, withheld: Callable[[Page], bool]) -> Serve:
    """Have a page that is not for this reader, or of which an entry is not, answer like one that does not exist."""

    def guarded(page: Page, request: HttpRequest, *args: Any) -> HttpResponseBase:
        restrictions = list(page.get_view_restrictions())
        open_now = timely(page, at=queries.now()) and admits(restrictions, request)
        if not open_now or withheld(page):
            raise Http404
        answer = serve(page, request, *args)
        return kept_private(answer) if restrictions else answer

    return guarded


def timely(page: Page, *, at: datetime) -> bool:
    """Tell whether a page's time has come and not gone; a tombstone has none, and stands at what is not live."""
    source = page.alias_of
    return all(end > at for end in ends(page)) and (source is None or _is_live(source))


def admits(restrictions: Iterable[Any], request: HttpRequest) -> bool:
    """Tell whether a reader has every right that is asked for."""
    return all(restriction.accept_request(request) for restriction in restrictions)


def kept_private(answer: HttpResponseBase) -> HttpResponseBase:
    """Let no cache keep an answer."""
    answer.headers.pop("Expires", None)
    answer["Cache-Control"] = PRIVATE
    return answer


def _is_live(page: Page) -> bool:
    return page.live and (page.alias_of is None or _is_live(page.alias_of))


def _timely(at: datetime, prefix: str = "") -> Q:
    end = f"{prefix}expire_at"
    return Q(**{f"{prefix}live": True}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


def _below(paths: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found


def _with_aliases(paths: Iterable[str]) -> set[str]:
    """Return paths with those of the aliases of all that stands below them, and of the aliases of these."""
    known, new = set[str](), set(paths)
    while new:
        known |= new
        sources = Page.objects.filter(_below(new))
        new = set(Page.objects.filter(alias_of__in=sources).values_list("path", flat=True)) - known
    return known
