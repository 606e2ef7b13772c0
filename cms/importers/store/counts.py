"""What became of the records of a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Counts:
    """Records by kind and fate, and why some were left out.

    ``missing`` counts references to what is not known: kind of record, kind and id of what it names.
    """

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    missing: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Add another file's counts."""
        self.new.update(other.new)
        self.changed.update(other.changed)
        self.same.update(other.same)
        self.withdrawn.update(other.withdrawn)
        self.skipped.update(other.skipped)
        self.missing.update(other.missing)

    @property
    def all(self) -> Counter[str]:
        """Return how many records of each kind the file holds."""
        return self.new + self.changed + self.same

    @property
    def written(self) -> int:
        """Return how many records were written, of whatever kind."""
        return self.new.total() + self.changed.total() + self.withdrawn.total()
