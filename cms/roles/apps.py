from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "cms.roles"
    label = "roles"
    verbose_name = _("Roles")

    def ready(self) -> None:
        post_migrate.connect(_set_up, sender=self)


def _set_up(**_kwargs: Any) -> None:
    """Make the roles in a new database; this app is the last, so that all permissions are there."""
    from cms.roles import granting

    if granting.missing():
        granting.grant()
