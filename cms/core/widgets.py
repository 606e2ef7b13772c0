"""Widgets: one plain input a key for what is stored as {key: text}, and the chooser of a record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.widgets import AdminSnippetChooser

from syndication.vocabulary import direction

Data = Mapping[str, Any]


class KeyedInput(forms.Widget):
    """One input a key. To the form's JSON field it speaks JSON, to the clerk it never does."""

    template_name = "core/admin/keyed_input.html"
    input_class: type[forms.Widget] = forms.TextInput

    def keys(self) -> Iterable[str]:
        """Return the keys that are always offered; those that hold something come after them."""
        return ()

    def label(self, key: str) -> str:
        """Return what a key is called."""
        return key

    def input_attrs(self, key: str) -> dict[str, str]:
        """Return what an input needs besides its id."""
        return {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the inputs."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        values = json.loads(value) if isinstance(value, str) else value
        context["inputs"] = list(self._inputs(name, values or {}, context["widget"]["attrs"]))
        return context

    def value_from_datadict(self, data: Data, files: Data, name: str) -> str:
        """Return what was typed, as JSON, without what is empty."""
        given = {key: text.strip() for key, text in self._given(data, name)}
        return json.dumps({key: text for key, text in given.items() if text})

    def value_omitted_from_data(self, data: Data, files: Data, name: str) -> bool:
        """Tell whether the form was sent without these inputs."""
        return not any(True for _ in self._given(data, name))

    def id_for_label(self, id_: str) -> str:
        """Point the label at the first input."""
        first = next(iter(self.keys()), "")
        return f"{id_}-{first}" if id_ and first else id_

    def _given(self, data: Data, name: str) -> Iterator[tuple[str, str]]:
        prefix = f"{name}-"
        return (
            (key.removeprefix(prefix), str(data[key])) for key in data if key.startswith(prefix)
        )

    def _inputs(
        self, name: str, values: Mapping[str, Any], attrs: Mapping[str, Any]
    ) -> Iterator[dict[str, str]]:
        shared = {key: attrs[key] for key in attrs if key.startswith("aria-")}
        for key in dict.fromkeys([*self.keys(), *sorted(values)]):
            own_id = f"{attrs.get('id', name)}-{key}"
            own_attrs = {**shared, **self.input_attrs(key), "id": own_id}
            html = self.input_class().render(f"{name}-{key}", values.get(key, ""), own_attrs)
            yield {"id": own_id, "label": self.label(key), "html": html}


class RecordChooser(AdminSnippetChooser):
    """Wagtail's chooser; it speaks the clerk's language, not the one the server started in."""

    def __init__(self, model: type[models.Model] | None = None, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        self.choose_one_text = self._said(_("Choose %(object)s"))
        self.choose_another_text = self._said(_("Choose another %(object)s"))
        self.link_to_chosen_text = self._said(_("Edit this %(object)s"))

    def get_instance(self, value: Any) -> Any:
        """Return the record, or None for what is no key at all."""
        with suppress(ValueError):
            return super().get_instance(value)

    def _said(self, text: Any) -> Any:
        return lazy(lambda: str(text) % {"object": self.model._meta.verbose_name}, str)()


class TextsInput(KeyedInput):
    """A text in each language of the interface, and in each it is written in already."""

    def keys(self) -> Iterable[str]:
        """Return the languages of the interface."""
        return dict(settings.INTERFACE_LANGUAGES)

    def label(self, key: str) -> str:
        """Return the language's name in the clerk's language."""
        return str(dict(settings.LANGUAGES).get(key, key))

    def input_attrs(self, key: str) -> dict[str, str]:
        """Let each language run in its own direction."""
        return {"lang": key, "dir": direction(key)}


class LongTextsInput(TextsInput):
    """Paragraphs in each language."""

    input_class = AdminAutoHeightTextInput
