"""Answers in a database file of their own: needs no server, and keeps answering when the record's does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import local

from syndication.publications.answers import CODINGS, Answer, dumps, loads

BUSY = 5
"""Seconds to wait for another writer."""
CHUNK = 500

SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, stale INTEGER NOT NULL, head BLOB NOT NULL,
    br BLOB NOT NULL, gzip BLOB NOT NULL, identity BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS shown (
    thing TEXT NOT NULL, answer INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE, PRIMARY KEY (thing, answer)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by_answer ON shown (answer);
"""


class Connection(sqlite3.Connection):
    """A connection that is closed with the thread or the process that owns it."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it could not even be opened
            self.close()


class EmbeddedStore:
    """SQLite in WAL mode, one connection a thread; a reader never waits for a writer."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._path = root / "answers.sqlite3"
        self._alone = f"{self._path.absolute().as_uri()}?immutable=1"
        self._own = local()

    def get(self, address: str) -> Answer | None:
        """Return what is kept, with its stale mark."""
        sql = "SELECT head, stale, br, gzip, identity FROM answer WHERE address = ?"
        with self._reading() as database:
            row = database.execute(sql, [address]).fetchone()
        return (
            loads(row[0], dict(zip(CODINGS, row[2:], strict=True)), stale=bool(row[1]))
            if row
            else None
        )

    def put(self, *answers: Answer) -> None:
        """Keep answers in the place of those before, all or none."""
        with self._writing() as database:
            for answer in answers:
                columns = [answer.address, answer.stale, dumps(answer)]
                columns += [answer.bodies[coding] for coding in CODINGS]
                (key,) = database.execute(_PUT, columns).fetchone()
                things = {name.partition("/")[0] for name in answer.shown}
                database.execute("DELETE FROM shown WHERE answer = ?", [key])
                database.executemany(
                    "INSERT INTO shown VALUES (?, ?)", [(thing, key) for thing in things]
                )

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again; what is not kept is left out."""
        rows = [[address] for address in addresses]
        if rows:
            with self._writing() as database:
                database.executemany("UPDATE answer SET stale = 1 WHERE address = ?", rows)

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget."""
        with self._writing() as database:
            database.executemany(
                "DELETE FROM answer WHERE address = ?", [[address] for address in addresses]
            )

    def showing(self, thing: str) -> list[str]:
        """Return the addresses at which a thing's content is shown."""
        sql = "SELECT address FROM shown JOIN answer ON id = answer WHERE thing = ?"
        with self._reading() as database:
            return [address for (address,) in database.execute(sql, [thing])]

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        last = ""
        sql = "SELECT address FROM answer WHERE address > ? ORDER BY address LIMIT ?"
        while True:
            with self._reading() as database:
                page = [address for (address,) in database.execute(sql, [last, CHUNK])]
            if not page:
                return
            yield from page
            last = page[-1]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection; on a disk too full for the files of WAL mode, one for this once that needs none."""
        try:
            with self._connection():
                pass
        except OSError:
            if not self._settled():
                raise
            with self._faults(), closing(sqlite3.connect(self._alone, uri=True)) as database:
                yield database
        else:
            with self._connection() as database:
                yield database

    def _settled(self) -> bool:
        """Tell whether everything is in the file itself, as it is once the last connection was closed."""
        log = self._path.with_name(f"{self._path.name}-wal")
        return self._path.is_file() and not (log.exists() and log.stat().st_size)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as database, database:
            database.execute("BEGIN IMMEDIATE")
            yield database

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Give the thread's own connection."""
        with self._faults():
            if not hasattr(self._own, "database"):
                self._own.database = self._connected()
            yield self._own.database

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Make whatever SQLite complains of a fault of the disk to the caller."""
        try:
            yield
        except sqlite3.Error as error:
            raise OSError(f"{self._path}: {error}") from error

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(
            self._path,
            timeout=BUSY,
            isolation_level=None,
            check_same_thread=False,  # to be closed by whichever thread collects it
            factory=Connection,
        )
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA mmap_size = 268435456")
        database.executescript(SCHEMA)
        return database


_PUT = """
INSERT INTO answer (address, stale, head, br, gzip, identity) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (address) DO UPDATE SET stale = excluded.stale, head = excluded.head,
    br = excluded.br, gzip = excluded.gzip, identity = excluded.identity
RETURNING id
"""
