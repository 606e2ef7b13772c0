"""A small disk of a test's own, to be filled to the last byte."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

CHUNKS = (1 << 20, 1 << 12)


@dataclass(frozen=True)
class Disk:
    """A folder on a disk of its own."""

    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.folder / "filling").open("ab", buffering=0) as file:
            for chunk in CHUNKS:
                with suppress(OSError):
                    while True:
                        file.write(b"x" * chunk)

    def empty(self) -> None:
        """Make room again."""
        (self.folder / "filling").unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a disk of so many megabytes at a folder; skip the test where that is not allowed."""
    if os.getuid() != 0:
        pytest.skip("only root may mount the small disk that this fills")
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["/bin/mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["/bin/umount", "--lazy", folder], check=True)
