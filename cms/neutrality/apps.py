from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeutralityConfig(AppConfig):
    name = "cms.neutrality"
    label = "neutrality"
    verbose_name = _("Neutral voice")

    def ready(self) -> None:
        from cms.neutrality import checks, gate

        checks.connect()
        gate.connect()
