"""From the form of a record to what can be decided on its entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem as PageMenuItem
from wagtail.snippets.action_menu import ActionMenuItem

from cms.core.rights import entries_of


class DecideMenuItem(ActionMenuItem):
    """Leads to the entries of a record."""

    name = "action-decide"
    label = _("Decide who sees it")
    icon_name = "view"
    order = 110

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return where its entries are listed."""
        return entries_of(parent_context["instance"])


class DecideOnPageMenuItem(PageMenuItem):
    """The same for a page."""

    name, label, icon_name, order = "action-decide", DecideMenuItem.label, "view", 110

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return where its entries are listed."""
        return entries_of(parent_context["page"].specific)
