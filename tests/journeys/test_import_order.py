"""Files may come in any order: imported once more, they leave what the right order leaves."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cms.importers.formats import format_named
from cms.importers.reading import find
from syndication.models import EntryRecord

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "cms" / "demo" / "parliament"
FILES = ROOT / "cms" / "importers" / "tests" / "files"
FORMATS = ("billstatus", "knesset", "lafabrique", "parlparse", "popolo", "timing")
Step = tuple[str, Path]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_the_demo_parliament_may_come_in_any_order(seed: int) -> None:
    """What several formats describe, and a bill's language, are known by what came first: the first stays the first."""
    first, *others = right_order()
    expected = left_by([first, *others])
    random.Random(seed).shuffle(others)  # noqa: S311 (an order of files)
    bills = iter(sorted(step for step in others if step[0] == "akomantoso"))
    steps = [first, *(next(bills) if step[0] == "akomantoso" else step for step in others)]

    assert left_by([*steps, *steps]) == expected


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", FORMATS)
def test_the_files_of_a_format_may_come_in_any_order(name: str, seed: int) -> None:
    steps = in_order(name, FILES / name)
    expected = left_by(steps)
    random.Random(seed).shuffle(steps)  # noqa: S311 (an order of files)

    assert left_by([*steps, *steps]) == expected


def right_order() -> list[Step]:
    """Return every file of the demo parliament, each after what it names."""
    return [
        ("popolo", DEMO / "popolo.json"),
        *in_order("akomantoso", DEMO / "akn"),
        *in_order("parlamint", DEMO / "tei"),
        *in_order("timing", DEMO / "timing"),
        ("timing", DEMO / "media" / "clips.json"),
        ("popolo", DEMO / "votes.json"),
    ]


def in_order(name: str, folder: Path) -> list[Step]:
    """Return the files of a folder as the format itself orders them."""
    return [
        (name, source.path) for source in format_named(name).inputs(find([folder])) if source.path
    ]


def left_by(steps: Sequence[Step]) -> dict[str, str]:
    """Import file by file, one that comes too early is refused; return the hash of every entry, and forget it all."""
    with forgotten():
        for name, path in steps:
            with suppress(CommandError):
                call_command("import", name, str(path), verbosity=0, stdout=StringIO())
        return dict(EntryRecord.objects.values_list("entry_id", "content_hash"))


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo afterwards what was done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
