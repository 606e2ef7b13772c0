"""What a record's history says of imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name what an import does to a draft."""
    actions.register_action(
        "importers.rebase",
        _("Bring the draft up to date"),
        _("The source's new words taken into the draft"),
    )
