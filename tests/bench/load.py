"""Readers by the hundred thousand: wrk over many addresses, and what each request cost the server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, THREADS = 16, 2
SCRIPT = """
local asked = {}
function init(given)
    for path in io.lines(given[1]) do
        asked[#asked + 1] = wrk.format("GET", path, {["Host"] = given[2], ["Accept-Encoding"] = "br"})
    end
end
function request()
    return asked[math.random(#asked)]
end
function done(summary, latency)
    local wrong = summary.errors
    local failed = wrong.status + wrong.connect + wrong.read + wrong.write + wrong.timeout
    io.write(string.format(
        "\\n%d %f %f %d\\n", summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e3, failed))
end
"""
"""Asks at random; the last line printed: requests, seconds, ms within which 99 of 100 came, failures."""


@dataclass(frozen=True)
class Load:
    """Requests a second, CPU microseconds a request of the server's processes, and the 99th percentile in ms."""

    rate: float
    cost: float
    slowest: float


class Readers:
    """Who asks a host for some paths, again and again."""

    def __init__(self, folder: Path, host: str, paths: Sequence[str]) -> None:
        folder.mkdir()
        self._host = host
        self._paths, self._script = folder / "paths", folder / "readers.lua"
        self._paths.write_text("\n".join(paths))
        self._script.write_text(SCRIPT)

    def ask(self, port: int, server: int, seconds: int) -> Load:
        """Ask for so long, as fast as answers come; ``server`` is the first of its processes."""
        before = burnt(server)
        done = subprocess.run(
            [*self._command(port, seconds), *self._given], check=True, stdout=subprocess.PIPE
        )
        cpu = burnt(server) - before
        requests, took, slowest, failed = map(float, done.stdout.split()[-4:])
        if failed or not requests:
            raise SystemExit(f"{failed:.0f} of {requests:.0f} requests failed")
        return Load(requests / took, cpu * 1e6 / requests, slowest)

    @contextmanager
    def asking(self, port: int, seconds: int, connections: int) -> Iterator[None]:
        """Ask beside something else."""
        command = self._command(port, seconds, connections, threads=1)
        with subprocess.Popen([*command, *self._given], stdout=subprocess.DEVNULL) as process:
            try:
                yield
            finally:
                process.terminate()

    def _command(
        self, port: int, seconds: int, connections: int = CONNECTIONS, threads: int = THREADS
    ) -> list[str]:
        return [
            shutil.which("wrk") or "wrk",
            f"-t{threads}",
            f"-c{connections}",
            f"-d{seconds}s",
            f"-s{self._script}",
            "--latency",
            f"http://127.0.0.1:{port}",
            "--",
        ]

    @property
    def _given(self) -> list[str]:
        return [str(self._paths), self._host]


def burnt(pid: int) -> float:
    """Return the CPU seconds that a process and those it started have used (Linux)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:  # it ended meanwhile
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(burnt(int(child)) for child in started)
