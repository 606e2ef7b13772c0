"""The field of captions: a WebVTT file a language, kept by its path or address, or brought along and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cms.core import recordings, webvtt
from cms.core.webvtt import CaptionsError
from cms.core.widgets import Data, TextsInput


class CaptionsInput(TextsInput):
    """In each language the file there is, and one to bring along in its place."""

    needs_multipart_form = True

    def input_attrs(self, key: str) -> dict[str, str]:
        """Paths and addresses run from left to right."""
        return {"dir": "ltr"}

    def value_from_datadict(self, data: Data, files: Data, name: str) -> Any:
        """Return what was typed, and over it what was brought along."""
        prefix = f"{name}-file-"
        brought = {key.removeprefix(prefix): files[key] for key in files if key.startswith(prefix)}
        typed = super().value_from_datadict(data, files, name)
        return (typed, brought) if brought else typed

    def value_omitted_from_data(self, data: Data, files: Data, name: str) -> bool:
        """Tell whether the form was sent without either."""
        return super().value_omitted_from_data(data, files, name) and not any(
            key.startswith(f"{name}-file-") for key in files
        )

    def _given(self, data: Data, name: str) -> Iterator[tuple[str, str]]:
        files = f"{name}-file-"
        own = {key: data[key] for key in data if not key.startswith(files)}
        return super()._given(own, name)

    def _inputs(
        self, name: str, values: Mapping[str, Any], attrs: Mapping[str, Any]
    ) -> Iterator[dict[str, str]]:
        for given in super()._inputs(name, values, attrs):
            key = given["id"].removeprefix(f"{attrs.get('id', name)}-")
            label = str(_("WebVTT file: %(language)s") % {"language": self.label(key)})
            own = {"id": f"{given['id']}-file", "accept": ".vtt,text/vtt", "aria-label": label}
            file = forms.FileInput().render(f"{name}-file-{key}", None, own)
            yield {**given, "html": given["html"] + file}


class CaptionsField(forms.JSONField):
    """A path or an address a language; a file that was brought along is refused unless it can be shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=CaptionsInput, required=False, **kwargs)

    def clean(self, value: Any) -> dict[str, Any]:
        """Return paths, addresses and checked files; say of a wrong one its name, line and field."""
        typed, brought = value if isinstance(value, tuple) else (value, {})
        found = {**(super().clean(typed) or {}), **brought}
        faults = [fault for item in found.values() for fault in _faults(item)]
        if faults:
            raise ValidationError(faults)
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again what was typed; a browser sends no file twice by itself."""
        return super().bound_data(data[0] if isinstance(data, tuple) else data, initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A file that was brought along is a change."""
        return isinstance(data, tuple) or super().has_changed(initial, data)


def _faults(item: Any) -> Iterator[ValidationError]:
    name, body = _read(item)
    if body is None:
        return
    try:
        webvtt.read(body)
    except CaptionsError as error:
        told = {"file": name, "line": error.line, "field": error.field, "fault": error.message}
        yield ValidationError(_("%(file)s, line %(line)s, %(field)s: %(fault)s"), params=told)


def _read(item: Any) -> tuple[str, bytes | None]:
    """Return a file's name and bytes; of what lies elsewhere, or is no captions, no bytes."""
    if isinstance(item, UploadedFile):
        body = item.read(webvtt.LARGEST + 1)
        item.seek(0)
        return str(item.name), body
    file = recordings.kept(item)
    return str(item), file.read_bytes() if file and file.suffix == ".vtt" else None
