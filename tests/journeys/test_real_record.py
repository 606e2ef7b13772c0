"""The real record of eight parliaments: as many of each kind as its readme counts, and once."""

from __future__ import annotations

import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from syndication.models import Change

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
EXPECTED: dict[tuple[str, str], dict[str, int]] = {
    ("parlamint", "tei-es"): {"speech": 486, "member": 179, "membership": 382, "sitting": 5, "organization": 52},
    ("parlparse", "uk-publicwhip"): {"speech": 703, "division": 6, "bill": 1, "sitting": 4},
    ("lafabrique", "fr-bill-ppl11-290"): {"speech": 1050, "sitting": 3, "bill": 1, "bill text": 15},
    # One of the 664 lines that end in a colon is said, not a label; the meeting kept as text has two turns.
    ("knesset", "knesset-he"): {"speech": 663 + 2, "member": 956, "membership": 3128, "division": 3440, "bill": 100},
    ("popolo", "popolo/Lebanon"): {"member": 128, "membership": 128, "area": 27},
    ("popolo", "popolo/Honduras"): {"member": 128, "membership": 128, "area": 18},
    # Three of the eight files are the newer form of bills already there; eleven people only moved amendments.
    ("billstatus", "bills-us-billstatus"): {"bill": 5, "division": 8, "member": 202 - 11},
    # 44 speeches, a question and its answer; the rest is what happened between them.
    ("akomantoso", "akn"): {"speech": 46 + 38, "division": 4, "bill": 1, "sitting": 2},
    # Four speeches and a communication in 24 languages, and four German speeches.
    ("timing", "media-timing"): {"speech": 5 * 24 + 4, "video": 4},
    ("timing", "media"): {"video": 1},
}  # fmt: skip

pytestmark = [
    pytest.mark.soak,
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real record is not on this machine"),
]


@pytest.mark.parametrize(("name", "folder"), EXPECTED)
def test_the_real_record_is_stored_whole_and_once(
    name: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = DATA / folder

    new, _changed = imported(name, path)

    assert {kind: new[kind] for kind in EXPECTED[name, folder]} == EXPECTED[name, folder]
    ledger = Change.objects.count()
    for options in ([], ["--again"]):
        assert imported(name, path, *options) == (Counter(), Counter())
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        monkeypatch.chdir(file.parent)
        assert imported(name, Path(file.name)) == (Counter(), Counter())
    assert Change.objects.count() == ledger


def imported(name: str, path: Path, *options: str) -> tuple[Counter[str], Counter[str]]:
    """Import and return how many of each kind are new, and how many changed or were removed."""
    out = StringIO()
    try:
        call_command("import", name, str(path), *options, verbosity=0, stdout=out)
    except CommandError:
        assert path.is_file(), out.getvalue()  # a file named alone may be none of the format
    new, changed = Counter[str](), Counter[str]()
    for kind, *fates in re.findall(
        r"^(\S+(?: \S+)?) +([\d,]+) +([\d,]+) +([\d,]+) +[\d,]+$", out.getvalue(), re.M
    ):
        numbers = [int(fate.replace(",", "")) for fate in fates]
        if kind != "all":
            new[kind] += numbers[0]
            changed[kind] += numbers[1] + numbers[2]
    return +new, +changed
