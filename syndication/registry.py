"""What the enabled plugins offer, looked up through Django's app registry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.apps import apps

from syndication.contract import FeedRenderer, Renderer, Source, Transport
from syndication.errors import UnknownFormatError
from syndication.plugin import Plugin


def plugins() -> Iterator[Plugin]:
    """Yield the enabled plugins in the order of INSTALLED_APPS."""
    return (config for config in apps.get_app_configs() if isinstance(config, Plugin))


def linking() -> Iterator[Plugin]:
    """Yield the enabled plugins that offer links."""
    return (plugin for plugin in plugins() if type(plugin).links is not Plugin.links)


def embedding() -> Iterator[Plugin]:
    """Yield the enabled plugins that offer embeds."""
    return (plugin for plugin in plugins() if type(plugin).embeds is not Plugin.embeds)


@cache
def sources() -> dict[str, tuple[Plugin, Source]]:
    """Return kind -> (plugin, source)."""
    return {source.kind: (plugin, source) for plugin in plugins() for source in plugin.sources()}


@cache
def renderers() -> dict[str, tuple[Plugin, Renderer]]:
    """Return format -> (plugin, renderer)."""
    return {item.format: (plugin, item) for plugin in plugins() for item in plugin.renderers()}


@cache
def feed_renderers() -> dict[str, tuple[Plugin, FeedRenderer]]:
    """Return format -> (plugin, renderer) of the formats that write an entry once for all feeds."""
    return {
        name: (plugin, item)
        for name, (plugin, item) in renderers().items()
        if isinstance(item, FeedRenderer)
    }


@cache
def transports() -> dict[str, tuple[Plugin, Transport]]:
    """Return scheme -> (plugin, transport)."""
    return {item.scheme: (plugin, item) for plugin in plugins() for item in plugin.transports()}


def renderer(name: str) -> tuple[Plugin, Renderer]:
    """Return the plugin and renderer of a format, or raise UnknownFormatError."""
    try:
        return renderers()[name]
    except KeyError:
        known = ", ".join(sorted(renderers())) or "none"
        raise UnknownFormatError(f"There is no format {name!r}; enabled are: {known}.") from None


def clear() -> None:
    """Forget what was looked up (after the app registry changed, in tests)."""
    for lookup in (sources, renderers, feed_renderers, transports):
        lookup.cache_clear()
