"""Where answers are kept: one interface, several back ends; the first one named is read, all are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from syndication.publications.answers import Answer, digest
from syndication.publications.directory import DirectoryStore
from syndication.publications.embedded import EmbeddedStore


class Store(Protocol):
    """Keeps answers by address. Of an answer all is kept, or OSError is raised and nothing."""

    def get(self, address: str) -> Answer | None:
        """Return what is kept, with its stale mark."""

    def put(self, *answers: Answer) -> None:
        """Keep answers in the place of those before."""

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again; what is not kept is left out."""

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget."""

    def showing(self, thing: str) -> list[str]:
        """Return the addresses at which a thing's content is shown."""

    def addresses(self) -> Iterator[str]:
        """Yield every address."""


BACKENDS: dict[str, Callable[[Path], Store]] = {
    "embedded": EmbeddedStore,
    "directory": DirectoryStore,
}


def stores() -> tuple[Store, ...]:
    """Return the stores of the settings."""
    return tuple(opened(name, Path(settings.PUBLISHED_ROOT)) for name in names())


def names() -> tuple[str, ...]:
    """Return the names of the back ends in use, or refuse one that does not exist."""
    unknown = sorted(set(settings.PUBLICATION_STORES) - set(BACKENDS))
    if unknown or not settings.PUBLICATION_STORES:
        known = ", ".join(BACKENDS)
        raise ImproperlyConfigured(
            f"PUBLICATION_STORES names {unknown or 'none'}; there are: {known}."
        )
    return tuple(settings.PUBLICATION_STORES)


def setup() -> str:
    """Return everything that artefacts depend on beside the record, as 32 hex digits."""
    own = f"{settings.BASE_URL} {settings.EMBED_URL} {settings.SYNDICATION_PLUGINS!r}"
    return digest(own.encode())


@cache
def opened(name: str, root: Path) -> Store:
    return BACKENDS[name](root)
