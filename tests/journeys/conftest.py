"""Archives that an import is killed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bench.corpus import prepare

TEI = Path(__file__).resolve().parents[2] / "cms" / "demo" / "parliament" / "tei"
SITTINGS = 24


@pytest.fixture(params=["a month", pytest.param("all sittings", marks=pytest.mark.soak)])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A month of sittings made of the demo's words, or the 450 that the bench imports."""
    folder = tmp_path / "corpus"
    return archive(folder) if request.param == "a month" else every_sitting(folder)


def archive(folder: Path) -> Path:
    """Write an archive of sittings made of the demo's words."""
    folder.mkdir()
    for name in ("ParlaMint-VM-listOrg.xml", "ParlaMint-VM-listPerson.xml"):
        shutil.copy(TEI / name, folder)
    words = (TEI / "ParlaMint-VM_2026-10-14-HD118.xml").read_text()
    for number in range(SITTINGS):
        text = words.replace("2026-10-14", f"2026-09-{number + 1:02}").replace(
            "HD118", f"HD{number}"
        )
        (folder / f"sitting-{number:02}.xml").write_text(text)
    return folder


def every_sitting(folder: Path) -> Path:
    """Fill the folder with what the bench imports."""
    folder.mkdir()
    prepare(folder)
    return folder
