from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Record")

    def ready(self) -> None:
        from cms.core import policies, publishing

        policies.register()
        publishing.connect()
