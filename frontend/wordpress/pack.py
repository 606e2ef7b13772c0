"""Pack the WordPress plugin for one parliament: ``BASE_URL=… EMBED_URL=… pack.py [FOLDER]``.

The same sources and addresses give the same bytes, whenever and wherever: no times, no owners, nothing compressed.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PLUGIN = Path(__file__).parent / "hemicycle-embeds"
NAMED = {"HEMICYCLE_SITE": "BASE_URL", "HEMICYCLE_EMBEDS": "EMBED_URL"}
"""The plugin's constants, and the variables that say what they are (docs/operator.md)."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644


def main(folder: str = "build") -> None:
    """Write the zip file and say where it is."""
    target = Path(folder) / f"{PLUGIN.name}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    origins = {constant: origin(name) for constant, name in NAMED.items()}
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for path in sorted(PLUGIN.iterdir()):
            entry = ZipInfo(f"{PLUGIN.name}/{path.name}", LONG_AGO)
            entry.create_system, entry.external_attr = 3, READABLE << 16
            archive.writestr(entry, named(path.read_text(encoding="utf-8"), origins))
    sys.stdout.write(f"{target}: for {' and '.join(origins.values())}\n")


def named(text: str, origins: dict[str, str]) -> str:
    """Return a source with the parliament's own addresses in it."""
    for constant, address in origins.items():
        text = re.sub(rf"(define\( '{constant}', ')[^']*'", rf"\g<1>{address}'", text)
    return text


def origin(name: str) -> str:
    """Return an origin that the environment names; nothing that could end a PHP text is one."""
    given = os.environ.get(name, "").rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        sys.exit(
            f"{name} must name the host that the plugin is for, such as https://www.valmere.example."
        )
    if parts.path or parts.query or parts.fragment:
        sys.exit(f"{name} must be a scheme and a host only, not {given!r}.")
    return given


if __name__ == "__main__":
    main(*sys.argv[1:])
