"""How fast and in how much memory the archive is imported, entries recorded, in a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from cms.importers.formats.parlamint import ParlaMint
from cms.importers.reading import find
from tests.bench.corpus import ROOT

COMMAND = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Imported:
    """Seconds of the whole command, memory, and what the summary said of speeches.

    ``megabytes`` is the peak of the largest process; ``growth`` the peak of the second half over that of the first,
    which stays at one when memory does not grow with the archive.
    """

    seconds: float
    megabytes: float
    growth: float
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
    samples = []
    while process.poll() is None:
        samples.append(resident(process.pid))
        time.sleep(0.25)
    seconds = time.monotonic() - before
    out = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"the import failed:\n{out}")
    middle = len(samples) // 2
    growth = max(samples[middle:]) / max(samples[:middle])
    return Imported(seconds, max(samples), growth, _speeches(out))


def resident(pid: int) -> float:
    """Return the resident memory in MB of a process or of its largest child (Linux)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:  # it ended meanwhile
        return 0.0
    own = pages * resource.getpagesize() / 2**20
    return max([own, *(resident(int(child)) for child in children)])


def read_alone(folder: Path) -> float:
    """Return the seconds it takes to read the folder without storing anything: the reference beside the import."""
    reader = ParlaMint()
    before = time.monotonic()
    for source in reader.inputs(find([folder])):
        for _record in reader.read(source):
            pass
    return time.monotonic() - before


def _speeches(summary: str) -> int:
    line = next(line for line in summary.splitlines() if line.startswith("speech "))
    return int(line.split()[1].replace(",", ""))
