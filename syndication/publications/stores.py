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
from syndication.publications.mirror import Mirror
from syndication.publications.objects import ObjectStore


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
    "objects": lambda _root: ObjectStore(),
}
AWAY = frozenset({"objects"})
"""Back ends on another machine: never read by those who serve, and waited for by nobody."""


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
    if settings.PUBLICATION_STORES[0] in AWAY:
        raise ImproperlyConfigured(
            "PUBLICATION_STORES must begin with a store on this machine, from which readers are"
            " answered: embedded or directory."
        )
    return tuple(settings.PUBLICATION_STORES)


def setup() -> str:
    """Return everything that artefacts depend on beside the record, as 32 hex digits."""
    own = f"{settings.BASE_URL} {settings.EMBED_URL} {settings.SYNDICATION_PLUGINS!r}"
    return digest(own.encode())


@cache
def opened(name: str, root: Path) -> Store:
    if name in AWAY:
        return Mirror(ObjectStore(), root / name)
    return BACKENDS[name](root)
