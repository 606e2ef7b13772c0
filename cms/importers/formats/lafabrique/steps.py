"""The steps of the French shuttle: who takes them, what they are called, which stage they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cms.importers.records import Organization

INSTITUTIONS = {
    "assemblee": Organization("assemblee", "chamber", {"fr": "Assemblée nationale"}),
    "senat": Organization("senat", "chamber", {"fr": "Sénat"}),
    "CMP": Organization("CMP", "committee", {"fr": "Commission mixte paritaire"}),
    "congrès": Organization("congrès", "parliament", {"fr": "Parlement réuni en Congrès"}),
    "conseil constitutionnel": Organization(
        "conseil constitutionnel", "other", {"fr": "Conseil constitutionnel"}
    ),
    "gouvernement": Organization("gouvernement", "government", {"fr": "Gouvernement"}),
}
_STAGES = {
    "1erelecture": ("first_reading", "1ère lecture"),
    "2emelecture": ("second_reading", "2ème lecture"),
    "3emelecture": ("third_reading", "3ème lecture"),
    "cmp": ("conference", "Commission mixte paritaire"),
    "nouvlect": ("new_reading", "Nouvelle lecture"),
    "ldefinitive": ("final_reading", "Lecture définitive"),
    "congres": ("final_reading", "Congrès"),
    "constitutionnalite": ("constitutional_review", "Contrôle de constitutionnalité"),
    "promulgation": ("assent", "Promulgation"),
}
_STEPS = {"depot": "dépôt", "commission": "commission", "hemicycle": "hémicycle"}
_UNSPOKEN = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in the words of the file or of its folder's name."""

    stage: str
    institution: str
    step: str

    @property
    def label(self) -> str:
        """Return what the step is called: “1ère lecture, Assemblée nationale, dépôt”."""
        reading = _STAGES.get(_bare(self.stage), ("", self.stage))[1]
        house = institution(self.institution)
        names = (reading, house.names["fr"] if house else "", _STEPS.get(self.step, self.step))
        return ", ".join(dict.fromkeys(name for name in names if name))

    @property
    def code(self) -> str:
        """Return our stage code, whichever place the step has in the procedure."""
        reading = _STAGES.get(_bare(self.stage), ("other", ""))[0]
        if self.step == "commission" and reading != "conference":
            return "committee"
        return reading


def from_directory(name: str) -> Step:
    """Return the step a folder is named after: ``07_nouv.lect._assemblee_depot``."""
    _, stage, house, step = (*name.split("_"), "", "", "")[:4]
    return Step(stage, house, step)


def institution(name: str) -> Organization | None:
    """Return an institution by its name in a file or in a folder's name."""
    wanted = _bare(name)
    return next((found for key, found in INSTITUTIONS.items() if _bare(key) == wanted), None)


def _bare(name: str) -> str:
    """Return a name as folders are named: no accents, blanks or points."""
    return _UNSPOKEN.sub("", unicodedata.normalize("NFD", name.lower()))
