"""Several files at once, each in a process of its own, where the database takes several writers.

A child that cannot tell its parent what it did ends: a killed import leaves nobody behind.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from django.db import connection, connections

from cms.importers.reading import Input

if TYPE_CHECKING:
    from cms.importers.running import Import

MOST = 4
FEWEST_FILES = 8
"""Files below which starting processes takes longer than it saves."""


def jobs(wanted: int) -> int:
    """Return how many processes to use: what was asked for, else one a core; SQLite takes one writer only."""
    if connection.vendor != "postgresql":
        return 1
    return wanted or min(os.cpu_count() or 1, MOST)


def run(
    importing: Import, inputs: Sequence[Input], done: Callable[[Input], None], number: int
) -> None:
    """Import files that do not refer to one another, a share of them in each process."""
    connections.close_all()
    context = get_context("fork")
    shares = [inputs[start::number] for start in range(number)]
    readers: dict[Connection, list[Input]] = {}
    children = []
    for share in shares:
        reader, writer = context.Pipe(duplex=False)
        readers[reader] = list(share)
        child = context.Process(
            target=_child, args=(importing, share, writer, list(readers)), daemon=True
        )
        child.start()
        children.append(child)
        writer.close()
    while readers:
        for ready in wait(list(readers)):
            _hear(importing, ready, readers, done)  # type: ignore[arg-type]  # it waits for more than pipes
    for child in children:
        child.join()


def _hear(
    importing: Import,
    reader: Connection,
    readers: dict[Connection, list[Input]],
    done: Callable[[Input], None],
) -> None:
    """Take one file's report from a child; what a child that ended left undone is reported as broken."""
    try:
        report = reader.recv()
    except EOFError:
        for source in readers.pop(reader):
            importing.report.broken.append(
                (source.name, "the process importing it ended; import again")
            )
        return
    importing.report.add(report)
    done(readers[reader].pop(0))


def _child(
    importing: Import, share: Sequence[Input], writer: Connection, inherited: Sequence[Connection]
) -> None:
    for reader in inherited:
        reader.close()
    try:
        for source in share:
            writer.send(importing.alone(source))
    except BrokenPipeError:
        return
    finally:
        connections.close_all()
