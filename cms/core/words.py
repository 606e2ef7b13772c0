"""The institution's own words: which fields of a record hold them, and who is asked before they are published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.dispatch import Signal

about_to_publish = Signal()
"""Sent with ``record`` and ``revision``; a receiver that raises keeps the revision from being published."""


class OwnWords:
    """A record of which some fields are the institution's own words; what others said is in none of them."""

    own_words: ClassVar[Sequence[str]] = ()

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, unless somebody objects to what it says."""
        about_to_publish.send(sender=type(self), record=self, revision=revision)
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # a mixin: the model beside it has it
