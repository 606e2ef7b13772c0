"""Refuse at start what would fail at three in the morning: wrong plugin settings, formats offered twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Doubt
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from syndication import background, registry
from syndication.plugin import Plugin
from syndication.publications.objects import ObjectStore

LONG = timedelta(minutes=5)


@register("syndication")
def plugin_settings(**_: Any) -> list[CheckMessage]:
    """Each plugin's settings must fit its dataclass, and each name must be an installed plugin."""
    faults = map(_fault, registry.plugins())
    return [Error(fault, id="syndication.E001") for fault in faults if fault]


@register("syndication")
def unique_offers(**_: Any) -> list[CheckMessage]:
    """Two plugins may not offer the same kind, format, file name or scheme."""
    return [
        Error(
            f"Two plugins offer the {what} {name!r}; switch one of them off in SYNDICATION_PLUGINS.",
            id="syndication.E002",
        )
        for what, offers in _offers()
        for name, count in Counter(offers).items()
        if count > 1 and name
    ]


@register("syndication")
def needed_settings(**_: Any) -> list[CheckMessage]:
    """The engine needs to know its own addresses and name."""
    return [
        Error(f"The setting {name} is missing or empty.", id="syndication.E003")
        for name in ("BASE_URL", "EMBED_URL", "SYNDICATION_PUBLISHER", "TAG_AUTHORITY")
        if not getattr(settings, name, "")
    ]


@register("syndication", deploy=True)
def reachable_objects(**_: Any) -> list[CheckMessage]:
    """The object store must take the credentials; nothing else waits for it, so nothing else would tell at once."""
    if "objects" not in settings.PUBLICATION_STORES:
        return []
    try:
        ObjectStore().answers()
    except OSError as error:
        return [Error(str(error), id="syndication.E004")]
    return []


@register("syndication", deploy=True)
def waiting_tasks(**_: Any) -> list[CheckMessage]:
    """Tasks that are ready for long tell that no worker runs, or too few."""
    since = background.oldest()
    if since is None or timezone.now() - since < LONG:
        return []
    sentence = f"Tasks have been waiting since {since:%Y-%m-%d %H:%M} UTC; run manage.py work."
    return [Doubt(sentence, id="syndication.W001")]


def _fault(plugin: Plugin) -> str:
    try:
        plugin.settings  # noqa: B018 (reading it checks it)
    except ImproperlyConfigured as error:
        return str(error)
    return ""


def _offers() -> Iterator[tuple[str, Iterable[str]]]:
    plugins = [plugin for plugin in registry.plugins() if not _fault(plugin)]
    renderers = [renderer for plugin in plugins for renderer in plugin.renderers()]
    yield "kind", [source.kind for plugin in plugins for source in plugin.sources()]
    yield "format", [renderer.format for renderer in renderers]
    yield "file name", [renderer.filename for renderer in renderers]
    yield "scheme", [item.scheme for plugin in plugins for item in plugin.transports()]
