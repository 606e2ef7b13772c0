"""How fast and in how much memory the archive is imported, entries recorded, in a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import ROOT

COMMAND = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Imported:
    """Seconds of the whole command, peak memory in MB, and what the summary said of speeches."""

    seconds: float
    megabytes: float
    speeches: int


def run(folder: Path, environment: dict[str, str]) -> Imported:
    """Migrate an empty database and import the folder into it."""
    env = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "cms.settings.development"}
    subprocess.run([*COMMAND, "migrate", "-v0"], cwd=ROOT, env=env, check=True)
    before = time.monotonic()
    process = subprocess.Popen(
        [*COMMAND, "import", "parlamint", str(folder), "--parliament", "bench", "-v0"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import failed:\n{out}")
    return Imported(time.monotonic() - before, peak(usage), _speeches(out))


def peak(usage: resource.struct_rusage) -> float:
    """Return peak resident memory in MB (ru_maxrss is in KB on Linux)."""
    return usage.ru_maxrss / 1024


def _speeches(summary: str) -> int:
    line = next(line for line in summary.splitlines() if line.startswith("speech "))
    return int(line.split()[1])
