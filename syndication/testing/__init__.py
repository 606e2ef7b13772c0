"""What plugin authors test with: truthful values, hard selections, and what must become of them."""

from __future__ import annotations

from syndication.testing.conformance import assert_conforms
from syndication.testing.entries import entry_with, selection_of, tombstone_of
from syndication.testing.selections import hard_selections

__all__ = ["assert_conforms", "entry_with", "hard_selections", "selection_of", "tombstone_of"]
