from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from PIL import features

from plugins.cards.renderers import CardRenderer
from syndication.contract import Link, Renderer, Selection
from syndication.plugin import Plugin


class CardsPlugin(Plugin):
    name = "plugins.cards"
    label = "cards"
    verbose_name = _("Social cards")
    host = "embed"

    def ready(self) -> None:
        if not features.check("raqm"):
            raise ImproperlyConfigured(
                "This Pillow has no Raqm, without which Arabic and Hebrew would be drawn wrong:"
                " install the Pillow of deploy/requirements.txt, or list cards in WITHOUT_PLUGINS."
            )

    def renderers(self) -> Iterable[Renderer]:
        return (CardRenderer(),)

    def links(self, selection: Selection) -> Iterable[Link]:
        from plugins.cards.renderers.addresses import (
            preview,
        )  # it asks for queries, and so for models

        return (preview(selection),)
