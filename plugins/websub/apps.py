from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plugins.websub.conf import WebsubSettings
from syndication.contract import Link, Selection, Transport
from syndication.plugin import Plugin


class WebsubPlugin(Plugin):
    name = "plugins.websub"
    label = "websub"
    verbose_name = _("Changes sent to subscribers (WebSub)")
    settings_class = WebsubSettings

    def transports(self) -> Iterable[Transport]:
        from plugins.websub.transport import (
            PingTransport,
            WebsubTransport,
        )  # its models come after the apps

        return (WebsubTransport(), PingTransport(self.settings.hubs))

    def links(self, selection: Selection) -> Iterable[Link]:
        """Name the hubs, our own first."""
        own = [f"{settings.BASE_URL}/hub"] if self.settings.hub else []
        return [Link("hub", url) for url in (*own, *self.settings.hubs)]
