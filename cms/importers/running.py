"""An import from beginning to end: each file is read, stored whole, remembered; a broken one does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from cms.importers import parallel
from cms.importers.models import ImportedFile
from cms.importers.reading import Format, Input, Separable, SourceError, find
from cms.importers.store.links import Links
from cms.importers.store.unit import Counts, Unit


@dataclass
class Report:
    """The closing summary: counts over all files, and each file that could not be used with its reason."""

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


class Import:
    """One run of one format over some paths."""

    def __init__(self, reader: Format, parliament: str, *, again: bool = False) -> None:
        self.reader = reader
        self.again = again
        self.links = Links(parliament, reader.name)
        self.report = Report()

    def inputs(self, paths: Sequence[Path]) -> list[Input]:
        """Return the files to read, in order; say so when a path is missing or holds nothing of this format."""
        found = []
        for path in paths:
            if not path.exists():
                self.report.broken.append((str(path), "there is no such file or directory"))
                continue
            own = self.reader.inputs(find([path]))
            if not own:
                self.report.broken.append((str(path), f"nothing here is {self.reader.name}"))
            found.extend(own)
        return found

    def run(
        self, inputs: Sequence[Input], done: Callable[[Input], None], *, jobs: int = 1
    ) -> Report:
        """Import every input, in order unless they are separate; ``done`` is called after each."""
        separate = [source for source in inputs if jobs > 1 and self._separate(source)]
        if len(separate) < parallel.FEWEST_FILES:
            separate = []
        aside = {id(source) for source in separate}
        for source in inputs:
            if id(source) not in aside:
                self._one(source)
                done(source)
        if separate:
            parallel.run(self, separate, done, jobs)
        return self.report

    def alone(self, source: Input) -> Report:
        """Import one input and return the report of it alone."""
        self.report = Report()
        self._one(source)
        return self.report

    def _separate(self, source: Input) -> bool:
        return isinstance(self.reader, Separable) and self.reader.separate(source)

    def _one(self, source: Input) -> None:
        self.report.files += 1
        try:
            body = source.read()
            digest = blake2b(body, digest_size=16).hexdigest()
            known = self._known(source)
            if known and known.digest == digest and not self.again:
                self.report.unchanged += 1
                self.report.counts.same.update(known.counts)
                return
            self.links.next_file(source.path.parent if source.path else None)
            counts = self._store(Input(source.name, lambda: body, source.path), digest)
            self.report.counts.add(counts)
        except SourceError as error:
            self._fail(source, str(error))
        except DatabaseError as error:
            self._fail(source, f"the database refused it: {str(error).splitlines()[0]}")

    def _store(self, source: Input, digest: str) -> Counts:
        with transaction.atomic():
            _without_waiting_for_the_disk()
            counts = Unit(self.links).store(self.reader.read(source))
            if not counts.dangling:
                self._remember(source, digest, counts)
        return counts

    def _remember(self, source: Input, digest: str, counts: Counts) -> None:
        ImportedFile.objects.update_or_create(
            parliament=self.links.parliament,
            scheme=self.reader.name,
            name=source.name,
            defaults={"digest": digest, "counts": counts.new + counts.changed + counts.same},
        )

    def _known(self, source: Input) -> ImportedFile | None:
        return ImportedFile.objects.filter(
            parliament=self.links.parliament, scheme=self.reader.name, name=source.name
        ).first()

    def _fail(self, source: Input, reason: str) -> None:
        """Nothing of a failed file is kept, in the database or in memory."""
        self.links.forget()
        self.report.broken.append((source.name, reason))


def _without_waiting_for_the_disk() -> None:
    """A file lost in a crash of the server is read again next time, so its commit need not be waited for."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO OFF")


def summary(report: Report) -> Iterator[str]:
    """Yield the lines of the closing summary."""
    counts = report.counts
    yield f"{report.files} files: {report.unchanged} unchanged since last time, {len(report.broken)} broken"
    kinds = sorted({*counts.new, *counts.changed, *counts.same})
    yield f"{'':14}{'new':>10}{'changed':>10}{'same':>10}"
    for kind in kinds:
        yield f"{kind:14}{counts.new[kind]:>10}{counts.changed[kind]:>10}{counts.same[kind]:>10}"
    total = [sum(counter.values()) for counter in (counts.new, counts.changed, counts.same)]
    yield f"{'all':14}{total[0]:>10}{total[1]:>10}{total[2]:>10}"
    if counts.withdrawn:
        yield f"withdrawn, because the source no longer holds them: {counts.withdrawn}"
    for reason, number in sorted(counts.skipped.items()):
        yield f"skipped {number}: {reason}"
    for line in counts.dangling[:10]:
        yield f"left unlinked: {line}"
    if len(counts.dangling) > 10:
        yield f"left unlinked: and {len(counts.dangling) - 10} more"
    for name, reason in report.broken:
        yield f"broken: {name}: {reason}"
