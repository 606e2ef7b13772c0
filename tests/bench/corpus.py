"""What the bench imports: the real 450 sittings where they are, else as many made of the demo parliament's words."""

from __future__ import annotations

import re
import tarfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "scale" / "parlamint-es-tei-450-sittings.tar.xz"
DEMO = ROOT / "cms" / "demo" / "parliament" / "tei"
SITTINGS = 450


def prepare(folder: Path) -> tuple[str, Path]:
    """Fill the folder; return what it holds in words, and where."""
    if REAL.exists():
        with tarfile.open(REAL) as archive:
            archive.extractall(folder, filter="data")
        return "450 real sittings (ParlaMint-ES)", folder
    for name in ("ParlaMint-VM-listOrg.xml", "ParlaMint-VM-listPerson.xml"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    template = (DEMO / "ParlaMint-VM_2026-10-14-HD118.xml").read_text()
    first = date(2015, 1, 5)
    for number in range(SITTINGS):
        day = (first + timedelta(days=7 * number)).isoformat()
        text = template.replace("2026-10-14", day)
        text = re.sub(r"HD118", f"HD{number:04}", text)
        (folder / f"sitting-{number:04}.xml").write_text(text)
    return (
        f"{SITTINGS} sittings made of the demo's words (the real ones are not on this machine)",
        folder,
    )
