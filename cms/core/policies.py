"""Who may write translations and nothing else: a right of its own, beside those to add and to change records."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.core.models import TranslatableRecord

OF_TRANSLATORS = frozenset({"add", "change"})


class TranslatingPolicy(ModelPermissionPolicy):
    """Whoever translates opens every record of the kind, and saves only those that are translations."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether somebody may do something to some of the records."""
        return bool(super().user_has_permission(user, action)) or (
            action == "change" and translates(user)
        )

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell the same of any of several actions."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: TranslatableRecord
    ) -> bool:
        """Tell whether somebody may do something to a record."""
        return bool(super().user_has_permission(user, action)) or (
            action in OF_TRANSLATORS and bool(instance.original_language) and translates(user)
        )


def translates(user: Any) -> bool:
    """Tell whether somebody has the right to translate."""
    return bool(user.has_perm("syndication.translate_entry"))


def register() -> None:
    """Have the translations of every kind of record be open to translators."""
    for model in apps.get_models():
        if issubclass(model, TranslatableRecord):
            register_permission_policy(model, TranslatingPolicy(model), exact_class=True)
