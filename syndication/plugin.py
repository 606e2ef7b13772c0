"""A plugin is a Django app that offers sources, renderers or transports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Literal

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from syndication.contract import Embed, Link, Renderer, Selection, Source, Transport


@dataclass(frozen=True)
class NoSettings:
    """For plugins with nothing to configure."""


class Plugin(AppConfig):
    """Subclass in ``apps.py``; override only what the plugin offers.

    ``host`` says where the plugin's ``urls.py`` answers: on the parliament's site, or on the cookieless embed host.
    """

    settings_class: ClassVar[type[Any]] = NoSettings
    host: ClassVar[Literal["site", "embed"]] = "site"

    @cached_property
    def settings(self) -> Any:
        """The plugin's settings, checked: a wrong key or value stops the start with a sentence."""
        given = settings.SYNDICATION_PLUGINS.get(self.label, {})
        known = [field.name for field in fields(self.settings_class)]
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ImproperlyConfigured(
                f"SYNDICATION_PLUGINS[{self.label!r}] has no setting {', '.join(unknown)}; "
                f"it has: {', '.join(known) or 'none'}."
            )
        try:
            return self.settings_class(**given)
        except (TypeError, ValueError) as error:
            raise ImproperlyConfigured(f"SYNDICATION_PLUGINS[{self.label!r}]: {error}") from error

    def sources(self) -> Iterable[Source]:
        """Offer what the plugin publishes."""
        return ()

    def renderers(self) -> Iterable[Renderer]:
        """Offer the formats the plugin writes."""
        return ()

    def transports(self) -> Iterable[Transport]:
        """Offer the ways the plugin carries deliveries."""
        return ()

    def links(self, selection: Selection) -> Iterable[Link]:
        """Offer pointers that every output of a selection should carry."""
        return ()

    def embeds(self, selection: Selection) -> Iterable[Embed]:
        """Offer documents that show a selection on other people's pages, the usual one first."""
        return ()
