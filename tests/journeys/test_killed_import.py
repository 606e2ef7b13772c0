"""An import killed at any moment and run again ends where an undisturbed one ends."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KILLS = 2
STATE = (
    "from syndication.entries.models import Change, EntryRecord\n"
    "from hashlib import sha256\n"
    "rows = EntryRecord.objects.order_by('entry_id').values_list('entry_id', 'content_hash', 'revision')\n"
    "lines = Change.objects.order_by('entry__entry_id', 'revision').values_list('entry__entry_id', 'kind')\n"
    "print(len(rows), sha256(repr((list(rows), list(lines))).encode()).hexdigest())"
)


def test_a_killed_import_ends_where_an_undisturbed_one_ends(
    tmp_path: Path, migrated: Path, corpus: Path
) -> None:
    calm, troubled = (copied(migrated, tmp_path / name) for name in ("calm", "troubled"))
    start = time.monotonic()
    run(calm, "import", "parlamint", str(corpus), "-v0")
    whole = time.monotonic() - start
    moments = random.Random(7)  # noqa: S311 (moments to kill at)

    for _kill in range(KILLS):
        killed(troubled, corpus, after=moments.uniform(0.3, 1.0) * whole)
    run(troubled, "import", "parlamint", str(corpus), "-v0")

    assert state(troubled) == state(calm)


def copied(migrated: Path, folder: Path) -> Mapping[str, str]:
    """Return the environment of a new database: a copy of the file in the folder."""
    folder.mkdir()
    path = shutil.copy(migrated, folder / "db.sqlite3")
    return environment(folder, f"sqlite:///{path}")


def environment(folder: Path, url: str) -> Mapping[str, str]:
    """Return the environment of a command that works on the database."""
    return {
        **os.environ,
        "VAR_DIR": str(folder),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
    }


def run(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command to its end, which must be a good one."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def killed(
    environment: Mapping[str, str], corpus: Path, *options: str, after: float, children: int = 0
) -> list[int]:
    """Start the import and kill it without warning, so many seconds after it has so many children; return them."""
    command = [sys.executable, "manage.py", "import", "parlamint", str(corpus), "-v0", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while len(_children(process.pid)) < children and process.poll() is None:
        time.sleep(0.01)
    time.sleep(after)
    found = _children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return found


def _children(parent: int) -> list[int]:
    try:
        named = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    except FileNotFoundError:  # it ended already, or this is no Linux
        return []
    return [int(child) for child in named.split()]


def state(environment: Mapping[str, str]) -> str:
    """Return the number of entries and a hash of all of them and of the ledger."""
    return run(environment, "shell", "-v0", "-c", STATE).splitlines()[-1]
