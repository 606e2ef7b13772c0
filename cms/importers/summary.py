"""The closing summary of an import: what became of the records, and every file that could not be used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.importers.store.counts import Counts

EXAMPLES = 3
LONGEST = 300
"""Letters of a reason: a file may hold a word of any length."""


@dataclass
class Report:
    """Counts over all files, and each file that could not be used with its reason."""

    counts: Counts = field(default_factory=Counts)
    files: int = 0
    unchanged: int = 0
    broken: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Add the report of some of the files."""
        self.counts.add(other.counts)
        self.files += other.files
        self.unchanged += other.unchanged
        self.broken.extend(other.broken)


def summary(report: Report) -> Iterator[str]:
    """Yield the lines of the closing summary."""
    yield (
        f"{report.files:,} files: {report.unchanged:,} unchanged since last time,"
        f" {len(report.broken):,} broken"
    )
    yield from _table(report.counts)
    for reason, number in sorted(report.counts.skipped.items()):
        yield f"left out {number:,}: {reason}"
    yield from _missing(report.counts.missing)
    for name, reason in report.broken:
        yield f"broken: {one_line(name)}: {one_line(reason)}"


def one_line(text: str) -> str:
    """Return text on one line that any terminal can show."""
    words = shorten(" ".join(text.split()))
    return "".join(letter if letter.isprintable() else "?" for letter in words)


def shorten(text: str) -> str:
    """Return text with its middle left out where it is too long."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


def _table(counts: Counts) -> Iterator[str]:
    fates = (counts.new, counts.changed, counts.withdrawn, counts.same)
    kinds = sorted({kind for fate in fates for kind in fate if fate[kind]})
    yield _row("", "new", "changed", "removed", "same")
    for kind in kinds:
        yield _row(kind.replace("_", " "), *(f"{fate[kind]:,}" for fate in fates))
    yield _row("all", *(f"{sum(fate.values()):,}" for fate in fates))


def _row(name: str, *cells: str) -> str:
    return f"{name:14}" + "".join(f"{cell:>10}" for cell in cells)


def _missing(missing: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """Yield what is named and not known; a file that names it is read again at the next import, to be linked then."""
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (kind, wanted, source_id), number in missing.items():
        named[kind.replace("_", " "), wanted.replace("_", " ")][source_id] += number
    for (kind, wanted), ids in sorted(named.items()):
        examples = ", ".join(one_line(source_id)[:60] for source_id in sorted(ids)[:EXAMPLES])
        more = f" and {len(ids) - EXAMPLES:,} more" if len(ids) > EXAMPLES else ""
        yield f"not linked yet {ids.total():,}: {kind} to {wanted} {examples}{more}"
