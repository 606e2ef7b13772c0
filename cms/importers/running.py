"""An import from beginning to end: each file is read, stored whole, remembered; a broken one does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from django.db import Error, connection, transaction

from cms.importers import parallel
from cms.importers.choosing import chosen
from cms.importers.files import Files
from cms.importers.models import ImportedFile
from cms.importers.reading import Format, Input, Separable, SourceError
from cms.importers.store.counts import Counts
from cms.importers.store.links import Links
from cms.importers.store.memory import Memory
from cms.importers.store.unit import Unit
from cms.importers.summary import Report
from syndication import actions

MANY = 1_000
"""Records written from which on what PostgreSQL knows of the sizes of its tables no longer holds."""


class Import:
    """One run of one format over some paths."""

    def __init__(self, reader: Format, parliament: str, *, again: bool = False) -> None:
        self.reader = reader
        self.again = again
        self.links = Links(parliament, reader.name)
        self.files = Files(parliament, reader.name)
        self.report = Report()

    def inputs(self, paths: Sequence[Path]) -> list[Input]:
        """Return the files to read, in order; say so when a path is missing or holds nothing of this format."""
        found, unusable = chosen(self.reader, paths)
        self.report.broken.extend(unusable)
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
        if connection.vendor == "postgresql" and self.report.counts.written >= MANY:
            _measure_tables()
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
            self._import(source)
        except SourceError as error:
            self._fail(source, str(error))
        except Error as error:
            self._fail(source, f"the database refused it: {error}")
            connection.close_if_unusable_or_obsolete()
        except OSError as error:
            self._fail(source, f"a file beside it could not be kept: {error.strerror or error}")

    def _import(self, source: Input) -> None:
        body = source.read()
        digest = blake2b(body, digest_size=16).hexdigest()
        known = self.files.known(source.name)
        if known and known.digest == digest and not self.again:
            self.report.unchanged += 1
            self.report.counts.same.update(known.counts)
            return
        memory = Memory(bytes(known.said) if known else b"")
        self.links.next_file(source.path.parent if source.path else None, memory)
        same = Input(source.name, lambda: body, source.path)
        self.report.counts.add(self._store(same, digest, known))

    def _store(self, source: Input, digest: str, known: ImportedFile | None) -> Counts:
        with (
            transaction.atomic(),
            actions.acting(self._actor(source)),
            actions.gathering(),
            actions.deferring(),
        ):
            _without_waiting_for_the_disk()
            counts = Unit(self.links, known).store(self.reader.read(source))
            if self.links.belated:
                self.files.reread()
            self.files.remember(source.name, known, digest, counts, self.links.memory)
        return counts

    def _actor(self, source: Input) -> str:
        return f"import {self.reader.name} {source.name}"

    def _fail(self, source: Input, reason: str) -> None:
        """Nothing of a failed file is kept, in the database or in memory."""
        self.links.forget()
        self.files.forget()
        self.report.broken.append((source.name, reason))


def _without_waiting_for_the_disk() -> None:
    """A file lost in a crash of the server is read again next time, so its commit need not be waited for."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO OFF")


def _measure_tables() -> None:
    """Have the database plan with what is there now, before its own housekeeping gets to it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
