"""Which bill a file belongs to: only ``procedure.json`` says so, and it lies some folders above."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from cms.importers import jsonfields, moments
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input, SourceError

_NUMBER = re.compile(r"(?<![a-z0-9])p[jp]l[a-z]{0,3}\d\d-\d+(?![0-9])")
_STEP = re.compile(r"\d+_\w")
_DEPTH = 5
_PLACES = ("viz/procedure.json", "procedure.json", "procedure/procedure.json")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A bill's id and the dates of its steps by folder."""

    id: str = ""
    dates: dict[str, str] = field(default_factory=dict)


def bill_id(procedure: Fields) -> str:
    """Return the id of a bill: the Senate's, or the Assembly's where it has no other."""
    return procedure.text("senat_id") or procedure.text("assemblee_id")


def dossier_of(source: Input) -> Dossier:
    """Return the bill whose folder holds this file, an empty one where nothing tells."""
    parents = source.path.parents if source.path else ()
    for folder in tuple(parents)[:_DEPTH]:
        for place in _PLACES:
            found = _read(folder / place)
            if found:
                return found
    named = _NUMBER.findall(_name(source))
    return Dossier(named[-1] if named else "")


def directory_of(source: Input) -> str:
    """Return the name of the step's folder, or nothing."""
    parts = reversed(PurePosixPath(_name(source)).parts[:-1])
    return next((part for part in parts if _STEP.match(part)), "")


def _name(source: Input) -> str:
    return unicodedata.normalize("NFC", source.path.as_posix() if source.path else source.name)


def _read(path: Path) -> Dossier | None:
    """Return what a procedure says; one that is broken has its own message when its turn comes."""
    try:
        procedure = jsonfields.document(path.read_bytes()) if path.is_file() else None
        found = bill_id(procedure) if procedure else ""
        return Dossier(found, _dates(procedure)) if procedure and found else None
    except (OSError, SourceError):
        return None


def _dates(procedure: Fields) -> dict[str, str]:
    return {
        step.text("directory"): moments.day(step.text("date"), "date")
        for step in procedure.children("steps")
    }
