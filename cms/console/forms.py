"""The form of a stream."""

from __future__ import annotations

from typing import Any

from cms.core.forms import PartForm


class StreamForm(PartForm):
    """A stream; once it is saved its address is for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None
