"""oEmbed: an address of ours, pasted elsewhere, becomes our frame."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plugins.oembed.conf import OembedSettings
from plugins.oembed.renderer import FORMATS
from syndication.contract import Link, Selection
from syndication.plugin import Plugin


class OembedPlugin(Plugin):
    name = "plugins.oembed"
    label = "oembed"
    verbose_name = _("Answers for pasted addresses (oEmbed)")
    settings_class = OembedSettings

    def links(self, selection: Selection) -> Iterable[Link]:
        """Point to what is answered for the embed of a selection, JSON before XML."""
        from syndication import queries  # its models come after the apps

        for embed in queries.embeds_of(selection)[:1]:
            for name, form in FORMATS.items():
                asked = urlencode({"url": embed.url, "format": name})
                yield Link(
                    "alternate",
                    f"{settings.BASE_URL}/oembed?{asked}",
                    media_type=form.discovered_as,
                )
