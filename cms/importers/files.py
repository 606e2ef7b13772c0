"""The files that were imported before, found again by name."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath

from cms.importers.models import ImportedFile
from cms.importers.store.counts import Counts
from cms.importers.store.memory import Memory

LONGEST_NAME = 500


class Files:
    """What one format brought to one parliament so far."""

    def __init__(self, parliament: str, scheme: str) -> None:
        self._all = ImportedFile.objects.filter(parliament=parliament, scheme=scheme)
        self._all_formats = ImportedFile.objects.filter(parliament=parliament)
        self._key = {"parliament": parliament, "scheme": scheme}
        self._names: dict[str, dict[str, int]] | None = None

    def known(self, name: str) -> ImportedFile | None:
        """Return a file by its name, or by the end of it if only one has that end.

        The same file may be named from its own folder today and from the one above tomorrow.
        """
        stored = self._by_last_part()[_last_part(name)]
        alike = [key for key in stored if _same_end(key, name)]
        found = name[-LONGEST_NAME:] if name[-LONGEST_NAME:] in stored else None
        if found is None and len(alike) == 1:
            found = alike[0]
        return self._all.defer("said").filter(pk=stored[found]).first() if found else None

    def remember(
        self, name: str, known: ImportedFile | None, digest: str, counts: Counts, memory: Memory
    ) -> None:
        """Write down that a file was stored, and what it said."""
        if known is None or (memory.replaced and known.name != name[-LONGEST_NAME:]):
            known = ImportedFile(**self._key, name=name[-LONGEST_NAME:])
        known.digest = "" if counts.missing else digest
        known.counts = counts.all
        known.said = memory.packed()
        known.save()
        self._by_last_part()[_last_part(name)][known.name] = known.pk

    def reread(self) -> None:
        """Have the files with debates and votes read again the next time: who spoke for whom may be known by then."""
        told = self._all_formats.filter(counts__has_any_keys=["speech", "division"])
        told.update(digest="")

    def forget(self) -> None:
        """Read the names again at the next use: one may have been written down in vain."""
        self._names = None

    def _by_last_part(self) -> dict[str, dict[str, int]]:
        if self._names is None:
            self._names = defaultdict(dict)
            for name, key in self._all.values_list("name", "pk"):
                self._names[_last_part(name)][name] = key
        return self._names


def _last_part(name: str) -> str:
    return PurePosixPath(name).name


def _same_end(one: str, other: str) -> bool:
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")
