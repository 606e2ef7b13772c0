"""Files battered at random: whatever comes in, one line says what is wrong with it, or it is stored whole; never both.

A short run belongs to every test run; "make soak" goes on for SOAK_SECONDS.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from lxml import etree

from cms.importers.formats import format_named
from cms.importers.reading import find
from tests.journeys.test_broken_files import FILES, GOOD, rows

pytestmark = pytest.mark.django_db

SOAK_SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 10**30, float("nan"), "", " ", "x" * 5000, "\x00", "\ud800", "2031-02-30",
    "24:61", "../../../etc/passwd", "http://[", "#", [], [[]], {}, {"a": 1},
)  # fmt: skip
ODD_TEXT = (
    *(str(value) for value in ODD if value not in ("\x00", "\ud800")),
    "&x;", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>",
)  # fmt: skip
Chance = random.Random
Blow = Callable[[bytes, Chance], bytes]


def cut(body: bytes, chance: Chance) -> bytes:
    """Lose the end."""
    return body[: chance.randrange(len(body) + 1)]


def gap(body: bytes, chance: Chance) -> bytes:
    """Lose something in the middle."""
    at = chance.randrange(len(body))
    return body[:at] + body[at + chance.randrange(1, 400) :]


def flip(body: bytes, chance: Chance) -> bytes:
    """Change some bytes."""
    changed = bytearray(body)
    for _ in range(chance.randrange(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def twice(body: bytes, chance: Chance) -> bytes:
    """Say a stretch twice: ids come again."""
    lines = body.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    piece = lines[at : at + chance.randrange(1, 40)]
    return b"".join([*lines[:at], *piece, *piece, *lines[at + len(piece) :]])


def recoded(body: bytes, chance: Chance) -> bytes:
    """Write it in another encoding than it says."""
    return body.decode("utf-8", "replace").encode(
        chance.choice(["utf-16", "utf-32", "cp1255", "latin-1", "utf-7"]), "replace"
    )


def elements(body: bytes, chance: Chance) -> bytes:
    """Lose, move, rename or reword an element, or an attribute of it."""
    root = etree.fromstring(body)
    for _ in range(chance.randrange(1, 4)):
        every = list(root.iter("*"))
        element = chance.choice(every)
        parent = element.getparent()
        match chance.randrange(6):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 if parent is not None:
                chance.choice(every).append(deepcopy(element))
            case 2:
                element.tag = chance.choice(["x", str(chance.choice(every).tag)])
            case 3:
                element.text = _printable(chance.choice(ODD_TEXT))
            case 4 if element.attrib:
                element.set(
                    chance.choice(list(element.attrib)), _printable(chance.choice(ODD_TEXT))
                )
            case _ if element.attrib:
                del element.attrib[chance.choice(list(element.attrib))]
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def values(body: bytes, chance: Chance) -> bytes:
    """Lose a value, put an odd one in its place, or one from elsewhere."""
    document = json.loads(body)
    for _ in range(chance.randrange(1, 4)):
        places = _places(document)
        if not places:
            break
        holder, key = chance.choice(places)
        match chance.randrange(3):
            case 0:
                del holder[key]
            case 1:
                holder[key] = chance.choice(ODD)
            case _:
                other, place = chance.choice(places)
                holder[key] = deepcopy(other.get(place) if isinstance(other, dict) else None)
    return json.dumps(document).encode()


def cells(body: bytes, chance: Chance) -> bytes:
    """Lose a cell, or put an odd one in its place."""
    lines = body.decode().splitlines()
    at = chance.randrange(len(lines))
    row = lines[at].split(",")
    row[chance.randrange(len(row))] = chance.choice([*ODD_TEXT, '"', '"a', "[1", "1899-12-30"])
    return "\n".join([*lines[:at], ",".join(row), *lines[at + 1 :]]).encode()


ANY: tuple[Blow, ...] = (cut, gap, flip, twice, recoded)
OWN: dict[str, Blow] = {
    ".xml": elements,
    ".doc": elements,
    ".json": values,
    ".jsonld": values,
    ".csv": cells,
}


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], dict | list):
            found += _places(value[key])
    return found


def good_files(name: str) -> list[Path]:
    """Return the files of a format that are there to be battered."""
    folder = FILES / name
    found = (
        [source.path for source in format_named(name).inputs(find([folder]))]
        if folder.is_dir()
        else []
    )
    return [path for path in found if path] or [GOOD[name]]


def batter(name: str, folder: Path, seed: int) -> None:
    """Strike one file of a format and import it; what is refused must leave no trace."""
    chance = Chance(f"{name} {seed}")
    good = chance.choice(good_files(name))
    blow = chance.choice([*ANY, OWN.get(good.suffix, cut), OWN.get(good.suffix, cut)])
    file = folder / good.name
    file.write_bytes(blow(good.read_bytes(), chance))
    before, out = rows(), StringIO()
    with transaction.atomic():
        try:
            call_command("import", name, str(file), verbosity=0, stdout=out)
        except CommandError:
            broken = [line for line in out.getvalue().splitlines() if line.startswith("broken: ")]
            assert len(broken) == 1, out.getvalue()
            assert file.name in broken[0]
            assert len(broken[0]) < 600
            assert rows() == before
        except Exception as error:  # whatever it is, say which blow it was
            error.add_note(f"{name}: {blow.__name__} on {good.name}, seed {seed}")
            raise
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", GOOD)
def test_a_battered_file_is_stored_whole_or_named_in_one_line(name: str, tmp_path: Path) -> None:
    for seed in range(12):
        batter(name, tmp_path, seed)


@pytest.mark.soak
@pytest.mark.parametrize("name", GOOD)
def test_thousands_of_battered_files_are_stored_whole_or_named(name: str, tmp_path: Path) -> None:
    end, seed = time.monotonic() + SOAK_SECONDS / len(GOOD), 1000
    while time.monotonic() < end:
        batter(name, tmp_path, seed)
        seed += 1
