"""What it takes to look at a page of the institution's own words, in each language that has labelled sentences."""

from __future__ import annotations

import json
import time

from cms.neutrality import packs
from cms.neutrality.checker import check
from tests.bench import corpus
from tests.bench.pace import timed

LABELLED = corpus.ROOT / "cms" / "neutrality" / "tests" / "labelled"
PAGE = 3000
"""Characters."""


def main() -> None:
    """Print the milliseconds of CPU a page takes, the longest of the languages."""
    found = {"page": max(_page(path.stem) for path in LABELLED.glob("*.tsv"))}
    print(json.dumps(found))  # noqa: T201 (the bench reads it)


def _page(language: str) -> float:
    rules = packs.pack(language)
    lines = (LABELLED / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    text = " ".join(line.rpartition("\t")[2] for line in lines[::-3] if line[0] != "#")[:PAGE]
    check(text, rules)  # the first time patterns are made ready
    return min(timed(lambda: check(text, rules), time.process_time) for _time in range(5))
