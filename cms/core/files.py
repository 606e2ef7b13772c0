"""Which files a reader may have: those that something public shows now, and none of a private collection.

A file that nobody shows is nobody's: an upload, a draft's, one left over. Clerks see it in the administration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from cms.core import gate
from cms.core.publishing import KeepsFiles, LeavesFilesOut, sources, withheld
from syndication import queries
from syndication.contract import Entry, Source

DESK = "wagtailadmin.access_admin"


def restrictions_of(name: str) -> list[CollectionViewRestriction]:
    """Return who may have a file by its name: everybody where nothing is asked."""
    return [
        restriction
        for item in _kept(name)
        for restriction in item.collection.get_view_restrictions().prefetch_related("groups")
    ]


def is_public(name: str) -> bool:
    """Tell whether a file is shown by something that everybody may see now."""
    return any(_is_shown(*user, name) for user in _users(name)) or _stands_on_a_page(name)


def is_on_a_page_for(request: HttpRequest, name: str) -> bool:
    """Tell whether a file stands on a private page that a reader may see."""
    at = timezone.now()
    named = (key for item in _kept(name) for key in _pages_naming(item))
    return any(
        gate.timely(page, at=at)
        and gate.admits(page.get_view_restrictions(), request)
        and not withheld(page)
        for page in Page.objects.filter(pk__in=list(named), live=True).specific()
    )


def is_open_to(request: HttpRequest) -> bool:
    """Tell whether a reader works at the desk, where drafts are seen."""
    return bool(request.user.has_perm(DESK))


def is_document(name: str) -> bool:
    """Tell whether a file is a document's: it is had at the document's own address alone."""
    return bool(get_document_model().objects.filter(file=name).exists())


def _kept(name: str) -> Iterator[Any]:
    images = get_image_model()
    yield from get_document_model().objects.filter(file=name).select_related("collection")
    yield from images.objects.filter(file=name).select_related("collection")
    yield from images.objects.filter(renditions__file=name).select_related("collection")


def _users(name: str) -> Iterator[tuple[Any, Source]]:
    for source in sources():
        if isinstance(source, KeepsFiles):
            yield from ((record, source) for record in source.using(name))


def _is_shown(record: Any, source: Source, name: str) -> bool:
    """Tell whether a record is public in any of its languages with a file; what has one language has one row."""
    for language in record.page_languages:
        found = queries.entries_named([record.public_id], language).get(record.public_id)
        public = found and found.language == language and not found.withdrawn
        if found and public and _carries(source, found, name):
            return True
    return False


def _carries(source: Source, entry: Entry, name: str) -> bool:
    return not isinstance(source, LeavesFilesOut) or source.shows(entry, name)


def _stands_on_a_page(name: str) -> bool:
    shown = gate.pages(at=timezone.now())
    return any(
        not withheld(page)
        for item in _kept(name)
        for page in shown.filter(pk__in=_pages_naming(item)).specific()
    )


def _pages_naming(item: Any) -> list[int]:
    named = ReferenceIndex.get_references_to(item).filter(
        base_content_type__app_label=Page._meta.app_label, base_content_type__model="page"
    )
    return [int(key) for key in named.values_list("object_id", flat=True)]
