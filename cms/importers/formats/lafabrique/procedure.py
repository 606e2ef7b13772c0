"""``procedure.json``: a bill and its way through both chambers, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers import moments
from cms.importers.formats.lafabrique import steps
from cms.importers.formats.lafabrique.dossier import bill_id
from cms.importers.formats.lafabrique.steps import Step
from cms.importers.jsonfields import Fields
from cms.importers.records import Bill, Identifier, Organization, Record, Stage, VoteCast

_KINDS = {"PPL": "proposition de loi", "PJL": "projet de loi"}
_SENATE_NUMBER = re.compile(r"p[jp]l[a-z]*(\d\d)-(\d+)")
_IDENTIFIERS = (
    ("assemblee-nationale.fr", "assemblee_id"),
    ("legifrance.gouv.fr", "legifrance_cidTexte"),
)
_REJECTED = {"rejet", "echec", "échec", "censure", "non conforme", "caducité", "retrait"}
_DECISIONS = {"conforme": "agreed", "partiellement conforme": "amended"}


def read(procedure: Fields) -> Iterator[Record]:
    """Yield the institutions that take part, then the bill."""
    taken = procedure.children("steps")
    if not taken:
        raise procedure.error("the procedure has no steps")
    yield from _institutions(taken)
    yield _bill(procedure, taken)


def _institutions(taken: list[Fields]) -> Iterator[Organization]:
    names = dict.fromkeys(step.required("institution") for step in taken)
    for name in names:
        yield steps.institution(name) or Organization(name, "other", {"fr": name})


def _bill(procedure: Fields, taken: list[Fields]) -> Bill:
    found = bill_id(procedure)
    if not found:
        raise procedure.error("neither “senat_id” nor “assemblee_id” says which bill this is")
    body = _body(taken[0])
    begun = moments.day(procedure.text("beginning"), "beginning")
    kind = procedure.text("proposal_type")
    return Bill(
        id=found,
        number=_number(found, begun),
        titles={"fr": procedure.text("long_title") or procedure.required("short_title")},
        language="fr",
        kind=_KINDS.get(kind, kind),
        body=body,
        introduced=begun,
        summaries=_summaries(procedure),
        sponsors=_sponsors(taken[0]),
        topics=tuple(procedure.strings("themes")),
        stages=tuple(_stages(taken)),
        status=_step(taken[-1]).label,
        url=procedure.text(f"url_dossier_{body}") or procedure.text("url_dossier_senat"),
        identifiers=tuple(_identifiers(procedure)),
    )


def _number(found: str, begun: str) -> str:
    """Return the number as the Senate prints it: “n° 290 (2011-2012)” for ppl11-290."""
    parts = _SENATE_NUMBER.fullmatch(found)
    if not parts:
        return found
    year = int(begun[:2] or 20) * 100 + int(parts[1])
    return f"n° {parts[2]} ({year}-{year + 1})"


def _summaries(procedure: Fields) -> dict[str, str]:
    text = procedure.text("objet_du_texte")
    return {"fr": text} if text else {}


def _sponsors(first: Fields) -> tuple[VoteCast, ...]:
    author = first.text("auteur_depot")
    return (VoteCast("", "sponsor", author),) if author else ()


def _identifiers(procedure: Fields) -> Iterator[Identifier]:
    for scheme, key in _IDENTIFIERS:
        if value := procedure.text(key):
            yield Identifier(scheme, value)


def _stages(taken: list[Fields]) -> Iterator[Stage]:
    for index, fields in enumerate(taken):
        step = _step(fields)
        date = moments.day(fields.text("date"), f"{fields.place}.date")
        end = moments.day(fields.text("enddate"), f"{fields.place}.enddate")
        yield Stage(
            code=_code(step, [_step(before) for before in taken[:index]]),
            titles={"fr": step.label},
            date=date,
            end=end if end != date else "",
            body=_body(fields),
            outcome=_outcome(fields, step),
            note=_note(fields),
            url=fields.text("source_url"),
        )


def _step(fields: Fields) -> Step:
    return Step(fields.text("stage"), fields.text("institution"), fields.text("step"))


def _body(fields: Fields) -> str:
    name = fields.required("institution")
    found = steps.institution(name)
    return found.id if found else name


def _code(step: Step, before: list[Step]) -> str:
    """Return the stage: the first deposit introduces the bill, a later one hands it over."""
    if step.step == "depot" and step.code == "first_reading":
        fresh = all(earlier.step == "depot" for earlier in before)
        return "introduction" if fresh else "other_chamber"
    return step.code


def _outcome(fields: Fields, step: Step) -> str:
    """Return how a step ended; a deposit ends in nothing, and only null says that all went well."""
    decision = fields.text("decision").lower()
    if decision in _DECISIONS:
        return _DECISIONS[decision]
    if fields.text("echec").lower() in _REJECTED or decision in _REJECTED:
        return "rejected" if step.step != "depot" else ""
    decided = step.step in ("commission", "hemicycle") or step.code == "assent"
    return "agreed" if decided and "echec" not in fields else ""


def _note(fields: Fields) -> str:
    amendments = fields.whole("nb_amendements")
    counted = "" if amendments is None else f"{amendments} amendement{'s' * (amendments > 1)}"
    said = (fields.text("echec"), fields.text("decision"), counted)
    return ", ".join(part for part in said if part)
