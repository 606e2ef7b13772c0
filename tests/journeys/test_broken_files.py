"""Broken files: one line that says what is wrong, an exit status that tells, and nothing of the file kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "cms" / "importers" / "tests" / "files"
DEMO = ROOT / "cms" / "demo" / "parliament"
GOOD = {
    "parlamint": DEMO / "tei" / "ParlaMint-VM_2026-10-21-SEN65.xml",
    "akomantoso": FILES / "akomantoso" / "debate.eng.xml",
    "parlparse": FILES / "parlparse" / "debates2031-03-04b.xml",
    "billstatus": FILES / "billstatus" / "BILLSTATUS-190hr77.v3.xml",
    "popolo": FILES / "popolo" / "persons.json",
    "lafabrique": FILES / "lafabrique" / "ppl66-12" / "viz" / "procedure.json",
    "timing": DEMO / "timing" / "hd118-okafor.json",
    "knesset": FILES / "knesset" / "mk_individual.csv",
}
XML = ("parlamint", "akomantoso", "parlparse", "billstatus")
JSON = ("popolo", "lafabrique", "timing")

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd"><x/>'
FILE_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
)

Damage = Callable[[bytes], bytes]
EVERYWHERE: dict[str, Damage] = {
    "empty": lambda body: b"",
    "only blanks": lambda body: b" \n \n",
    "truncated": lambda body: body[: len(body) // 2],
    "an HTML page": lambda body: b"<!DOCTYPE html><html><body>404 Not Found</body></html>",
    "NUL bytes": lambda body: b"\x00" * 64,
    "another encoding": lambda body: b"\xff\xfe" + b"\xd8\x00\xc3\x28" * 40,
}
IN_XML: dict[str, Damage] = {
    "an entity bomb": lambda body: BOMB,
    "an external DTD": lambda body: EXTERNAL,
    "a file as entity": lambda body: FILE_ENTITY,
    "an external DTD in UTF-16": lambda body: EXTERNAL.decode().encode("utf-16"),
    "a file as entity in UTF-16": lambda body: FILE_ENTITY.decode().encode("utf-16"),
    "a bomb in UTF-32": lambda body: BOMB.decode().encode("utf-32"),
    "another root": lambda body: b'<?xml version="1.0"?><recipe><flour/></recipe>',
    "endless nesting": lambda body: b"<a>" * 100_000,
}
IN_JSON: dict[str, Damage] = {
    "a number": lambda body: b"42",
    "a list of numbers": lambda body: b"[1, 2, 3]",
    "an empty object": lambda body: b"{}",
    "endless nesting": lambda body: b"[" * 100_000,
}


def cases() -> Iterator[tuple[str, str, Damage]]:
    """Yield every format with every damage that means something to it."""
    for name in GOOD:
        own = {**EVERYWHERE, **(IN_XML if name in XML else {}), **(IN_JSON if name in JSON else {})}
        for damage, apply in own.items():
            yield name, damage, apply


@pytest.mark.parametrize(
    ("name", "apply"), [pytest.param(n, a, id=f"{n}: {d}") for n, d, a in cases()]
)
def test_a_broken_file_is_named_with_its_reason(tmp_path: Path, name: str, apply: Damage) -> None:
    good = GOOD[name]
    broken = tmp_path / good.name
    broken.write_bytes(apply(good.read_bytes()))
    before = rows()

    lines = refused(name, broken)

    assert len(lines) == 1
    assert lines[0].startswith("broken: ")
    assert len(lines[0]) < 400
    assert rows() == before


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'xml:id="ParlaMint-VM_2026-10-21-SEN65.u3"', b"", "it has no xml:id"),
        (b".SEN65.u3", b".SEN65.u3", ""),
        (
            b'xml:id="ParlaMint-VM_2026-10-21-SEN65.u3"',
            b'xml:id="ParlaMint-VM_2026-10-21-SEN65.u2"',
            "already defined",
        ),
        (b'when="2026-10-21"', b'when="2026-02-31"', "not a date"),
        (b"<body>", b"<bodies>", "not well-formed"),
        (b'corresp="#SEN"', b'corresp="#NOWHERE"', "not known"),
    ],
    ids=[
        "missing id",
        "untouched",
        "duplicate id",
        "impossible date",
        "wrong nesting",
        "no chamber",
    ],
)
def test_a_sitting_with_one_fault_is_refused_with_the_place(
    tmp_path: Path, old: bytes, new: bytes, reason: str
) -> None:
    call_command("import", "popolo", str(DEMO / "popolo.json"), verbosity=0, stdout=StringIO())
    shutil.copy(DEMO / "tei" / "ParlaMint-VM-listOrg.xml", tmp_path)
    sitting = tmp_path / GOOD["parlamint"].name
    sitting.write_bytes(GOOD["parlamint"].read_bytes().replace(old, new))
    if not reason:
        call_command("import", "parlamint", str(tmp_path), verbosity=0, stdout=StringIO())
        return
    before = rows()

    lines = refused("parlamint", sitting)

    assert reason in lines[0]
    assert rows() == before


def test_the_rest_of_the_batch_goes_on(tmp_path: Path) -> None:
    for file in (DEMO / "tei").glob("*.xml"):
        shutil.copy(file, tmp_path)
    (tmp_path / "ParlaMint-VM_2026-10-15-HD119.xml").write_bytes(b"<TEI")

    lines = refused("parlamint", tmp_path)

    assert [line.split(": ")[1] for line in lines] == ["ParlaMint-VM_2026-10-15-HD119.xml"]
    assert apps.get_model("sittings.Sitting").objects.count() == 3


@pytest.mark.parametrize("name", GOOD)
def test_a_path_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    lines = refused(name, tmp_path / "nowhere")

    assert "no such file or directory" in lines[0]


@pytest.mark.parametrize("name", GOOD)
def test_a_folder_with_nothing_of_the_format_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.md").write_text("nothing to see")

    lines = refused(name, tmp_path)

    assert len(lines) == 1


def test_a_directory_named_like_a_file_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitting.xml").mkdir()

    assert "nothing here" in refused("parlamint", tmp_path / "sitting.xml")[0]


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe.xml", tmp_path / "loop.xml"
    os.mkfifo(pipe)
    loop.symlink_to(loop)

    assert "neither a file nor a folder" in refused("parlamint", pipe)[0]
    assert "no such file" in refused("parlamint", loop)[0]
    assert "nothing here" in refused("parlamint", tmp_path)[0]


def test_a_file_that_lies_outside_is_no_part_of_one(tmp_path: Path) -> None:
    include = b'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></x>'
    sitting = tmp_path / "sitting.xml"
    sitting.write_bytes(include)

    assert "its root element is x, not TEI" in refused("parlamint", sitting)[0]


def test_an_archive_renamed_is_named(tmp_path: Path) -> None:
    bomb = tmp_path / "sitting.xml"
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("sitting.xml", b"0" * 50_000_000)

    assert "sitting.xml" in refused("parlamint", bomb)[0]


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = tmp_path / "sitting.xml"
    sitting.write_text("<TEI/>")

    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", forbidden)  # root, who runs some machines, may read all

    assert "no permission to read it" in refused("parlamint", sitting)[0]


def refused(name: str, path: Path) -> list[str]:
    """Import a path that must be refused; return the lines that say why."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import", name, str(path), verbosity=0, stdout=out)
    assert "Traceback" not in out.getvalue()
    return [line for line in out.getvalue().splitlines() if line.startswith("broken")]


def rows() -> dict[str, int]:
    """Count the rows of every table of ours."""
    ours = (
        "syndication",
        "core",
        "members",
        "sittings",
        "speeches",
        "bills",
        "videos",
        "documents",
        "importers",
    )
    return {
        model._meta.label: model._default_manager.count()
        for label in ours
        for model in apps.get_app_config(label).get_models()
    }
