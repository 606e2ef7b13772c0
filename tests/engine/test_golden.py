"""Golden files, as plugin authors get them with the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

TEST = "def test_it(golden):\n    golden('feed.rss', {written!r})\n"


@pytest.fixture
def run(tmp_path):
    """Run a test that writes some bytes, in a project that is not ours."""

    def running(written: bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "test_it.py").write_text(TEST.format(written=written))
        (tmp_path / "pytest.ini").write_text("[pytest]\n")
        command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider"]
        return subprocess.run(
            [*command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return running


def test_golden_files_are_written_on_demand_compared_otherwise_and_differences_shown(run, tmp_path):
    missing = run(b"one\ntwo\n")
    made = run(b"one\ntwo\n", "--regolden")
    same = run(b"one\ntwo\n")
    other = run(b"one\nthree\n")

    assert [done.returncode for done in (missing, made, same, other)] == [1, 0, 0, 1]
    assert (tmp_path / "golden" / "feed.rss").read_bytes() == b"one\ntwo\n"
    assert "+two" in made.stdout
    assert "-two" in other.stdout
    assert "+three" in other.stdout
