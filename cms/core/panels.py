"""Panels for what hangs on a record: read here, edited one by one, public as soon as it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, Table, TitleColumn
from wagtail.permissions import policy_registry

from cms.core.widgets import TextsInput


class TextsPanel(FieldPanel):
    """A text in each language, without the model's hint on how it is stored."""

    def __init__(
        self, field_name: str, widget: type[TextsInput] = TextsInput, **kwargs: Any
    ) -> None:
        super().__init__(field_name, widget=widget, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one record."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.help_text = self.panel.help_text
            if self.bound_field:
                self.bound_field.help_text = self.help_text


class ReadPanel(FieldPanel):
    """What is only read, and only where there is something to read."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one record."""

        def is_shown(self) -> bool:
            """Stay away where there is nothing."""
            return bool(self.value_from_instance) and super().is_shown()


class CorrectionPanel(FieldPanel):
    """What the public is told of a correction: asked of those who may publish, once the record is public."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "field_name": "correction"})

    def on_model_bound(self) -> None:
        """Ask for the right to publish."""
        super().on_model_bound()
        options = self.model._meta
        self.permission = f"{options.app_label}.publish_{options.model_name}"

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one record."""

        def is_shown(self) -> bool:
            """Stay away until there is something to correct."""
            return bool(self.instance.live) and super().is_shown()

        def get_comparison(self) -> list[Any]:
            """No revision holds it."""
            return []


class PageCorrectionPanel(CorrectionPanel):
    """The same for a page, whose permissions come from its place in the tree."""

    def on_model_bound(self) -> None:
        """Ask for no right on the model."""
        super().on_model_bound()
        self.permission = ""

    class BoundPanel(CorrectionPanel.BoundPanel):
        """The panel of one page."""

        def is_shown(self) -> bool:
            """Stay away from those who may not publish this page."""
            rights = self.instance.permissions_for_user(self.request.user)
            return bool(rights.can_publish()) and super().is_shown()


class PartsPanel(Panel):
    """The first parts of a record as a table, with links to edit each, to add one, and to see them all.

    They are no part of the record's draft: an import may add some while a draft waits, and publishing the draft
    must not take them away again.
    """

    def __init__(
        self,
        relation: str,
        *,
        columns: Sequence[str] = (),
        related: Sequence[str] = (),
        limit: int = 100,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.heading: str
        self.relation, self.columns, self.related, self.limit = relation, columns, related, limit

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what makes another panel like this one."""
        return {
            **super().clone_kwargs(),
            "relation": self.relation,
            "columns": self.columns,
            "related": self.related,
            "limit": self.limit,
        }

    def on_model_bound(self) -> None:
        """Take the heading from the model of the parts."""
        self.foreign_key = self.model._meta.get_field(self.relation).field
        self.heading = self.heading or capfirst(self.foreign_key.model._meta.verbose_name_plural)

    class BoundPanel(Panel.BoundPanel):
        """The panel of one record."""

        template_name = "core/admin/parts_panel.html"

        def is_shown(self) -> bool:
            """Stay away until there is a record to hang something on."""
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the table and the links."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            key = self.panel.foreign_key
            parts = key.model._default_manager.filter(**{key.name: self.instance.pk})
            views = key.model.snippet_viewset
            asked = urlencode({key.name: self.instance.pk})
            rows = parts.order_by(*views.ordering)
            if self.panel.related:
                rows = rows.select_related(*self.panel.related)
            shown = list(rows[: self.panel.limit])
            context["table"] = Table(self._columns(key.model, views), shown)
            context["number"] = parts.count() if len(shown) == self.panel.limit else len(shown)
            context["all_url"] = f"{reverse(views.get_url_name('list'))}?{asked}"
            if policy_registry.get_by_type(key.model).user_has_permission(self.request.user, "add"):
                context["add_url"] = f"{reverse(views.get_url_name('add'))}?{asked}"
            return context

        def _columns(self, model: type[models.Model], views: Any) -> list[Column]:
            title = TitleColumn(
                "title",
                label=capfirst(model._meta.verbose_name),
                accessor=str,
                url_name=views.get_url_name("edit"),
            )
            return [title, *(column(model, name) for name in self.panel.columns)]


def column(model: type[models.Model], name: str) -> Column:
    """Return a column named like the model's field."""
    field: Any = model._meta.get_field(name)
    kind = BooleanColumn if isinstance(field, models.BooleanField) else Column
    return kind(name, label=capfirst(field.verbose_name))
