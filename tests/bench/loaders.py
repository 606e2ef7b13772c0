"""What others have a page load, and the judge of HTML: fetched for the bench alone, no part of the project."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import brotli

from tests.bench.corpus import ROOT

FOLDER = ROOT / "build" / "bench-embeds"
ESBUILD = ROOT / "frontend" / "node_modules" / ".bin" / "esbuild"
LOADERS = {
    "@newswire/frames 1.0.0": ("dist/frames.umd.js",),
    "lite-youtube-embed 0.3.4": ("src/lite-yt-embed.js", "src/lite-yt-embed.css"),
    "@open-iframe-resizer/core 2.1.0": ("dist/index.js",),
    "pym.js 1.3.2": ("dist/pym.v1.min.js",),
    "@justinribeiro/lite-youtube 1.9.0": ("lite-youtube.js",),
    "penpal 7.0.6": ("dist/penpal.min.js",),
    "@vimeo/player 2.30.4": ("dist/player.min.js",),
    "bluesky-post-embed 1.0.6": ("dist/core.js", "dist/core.css"),
    "@iframe-resizer/parent 5.5.9": ("index.umd.js",),
    "@typeform/embed 6.1.1": ("build/embed.js",),
    "plyr 3.8.4": ("dist/plyr.min.js", "dist/plyr.css"),
}
"""Package, version, and the files of it that a page loads."""
JUDGE = "vnu-jar 26.9.27"


def sizes() -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield each loader that can be had, with its bytes: minified, with gzip, with Brotli."""
    for package, names in LOADERS.items():
        folder = fetched(package)
        files = [folder / name for name in names] if folder else []
        if files and all(path.exists() for path in files):
            yield package, measured(b"".join(map(minified, files)))
        else:
            say(f"{package} cannot be had here: it is not measured.")


def measured(text: bytes) -> tuple[int, int, int]:
    """Return bytes as they are, with gzip and with Brotli."""
    return len(text), len(gzip.compress(text, 9, mtime=0)), len(brotli.compress(text))


def minified(path: Path) -> bytes:
    """Return a file as a careful site would serve it."""
    done = subprocess.run(
        [ESBUILD, path, "--minify", "--legal-comments=none", "--log-level=error"],
        capture_output=True,
        check=True,
    )
    return min(done.stdout, path.read_bytes(), key=len)


def errors(documents: list[bytes]) -> int | None:
    """Return how many errors the judge of HTML finds in documents; nothing where it cannot be asked."""
    folder, java = fetched(JUDGE), shutil.which("java")
    if not folder or not java:
        say("Without Java and its package the judge of HTML is not asked.")
        return None
    paths = [FOLDER / f"{number}.html" for number in range(len(documents))]
    for path, text in zip(paths, documents, strict=True):
        path.write_bytes(text)
    jar = next(folder.rglob("vnu.jar"))
    command = [java, "-jar", jar, "--errors-only", "--format", "json", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stderr)["messages"]
    for message in found:
        say(f"{message['url']}: {message['message']}")
    return len(found)


def fetched(package: str) -> Path | None:
    """Return the folder of a package, brought by npm where it is not there yet; nothing of it is run."""
    folder, npm = FOLDER / package.replace("/", "-").replace(" ", "-"), shutil.which("npm")
    if not folder.exists() and npm:
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = [npm, "pack", "--silent", "--pack-destination", FOLDER, package.replace(" ", "@")]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            with tarfile.open(FOLDER / done.stdout.split()[-1]) as archive:
                archive.extractall(folder, filter="data")
    return folder / "package" if folder.exists() else None


def say(words: str) -> None:
    """Tell whoever reads the table."""
    print(words, flush=True)  # noqa: T201 (a person reads it)
