"""A PostgreSQL of the test's own, to be stopped, killed and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serving.server import free_port

PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/bin"))


@dataclass
class Postgres:
    """The server: its programs, its folder, and the port it always comes back to."""

    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self.folder}"
        self._run(
            "pg_ctl",
            "-D",
            f"{self.folder}/data",
            "-w",
            "-l",
            f"{self.folder}/log",
            "-o",
            options,
            "start",
        )

    def end(self) -> None:
        """Stop at once, as in a crash."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")

    def hang(self) -> None:
        """Have every process of it stand still: connections are accepted and never answered."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        main = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for process in (main, *map(int, children)):
            with suppress(ProcessLookupError):  # one that has ended since
                os.kill(process, number)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user="postgres" if os.getuid() == 0 else None,
            timeout=60,
        )


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Make and start a server; skip the test where there is none to be had."""
    programs = next((place for place in PLACES if (place / "initdb").exists()), None)
    if programs is None:
        pytest.skip("there is no PostgreSQL on this machine whose initdb could be run")
    folder = Path(tempfile.mkdtemp(prefix="hemicycle-postgres-"))
    if os.getuid() == 0:
        if "postgres" not in {user.pw_name for user in pwd.getpwall()}:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
        shutil.chown(folder, "postgres")
    server = Postgres(programs, folder, free_port())
    try:
        server._run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "--no-sync")
        server.start()
        yield server
    finally:
        _remove(server)


def _remove(server: Postgres) -> None:
    pid = server.folder / "data" / "postmaster.pid"
    if pid.exists():
        server.go_on()
        server.end()
    shutil.rmtree(server.folder)
