"""Which files of the library a reader may have: none of a private collection, documents at their own address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction


def restrictions_of(name: str) -> list[CollectionViewRestriction]:
    """Return who may have a file by its name: everybody where nothing is asked."""
    return [
        restriction
        for item in _kept(name)
        for restriction in item.collection.get_view_restrictions().prefetch_related("groups")
    ]


def is_document(name: str) -> bool:
    """Tell whether a file is a document's: it is had at the document's own address alone, where its right is asked."""
    return get_document_model().objects.filter(file=name).exists()


def _kept(name: str) -> Iterator[Any]:
    images = get_image_model()
    yield from images.objects.filter(file=name).select_related("collection")
    yield from images.objects.filter(renditions__file=name).select_related("collection")
