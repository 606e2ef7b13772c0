"""La Fabrique de la Loi: French bills with their texts at every step and the debates on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cms.importers import jsonfields, sniffing
from cms.importers.formats.lafabrique import debates, procedure, texts
from cms.importers.formats.lafabrique.dossier import directory_of, dossier_of
from cms.importers.jsonfields import Fields
from cms.importers.reading import Input, SourceError
from cms.importers.records import Record

_NAMES = (
    re.compile(r"(^|/)procedure\.json$"),
    re.compile(r"(^|/)texte\.json$"),
    re.compile(r"(^|/)interventions/[^/]+\.json$"),
)
_MARKS = (
    re.compile(rb'"(long_title|proposal_type|table_concordance|url_dossier_senat)"\s*:'),
    re.compile(rb'"(alineas|nosdeputes_id|nossenateurs_id)"\s*:'),
    re.compile(rb'"intervenant_(nom|slug)"\s*:'),
)
_HEAD = 4096


class LaFabrique:
    """Bills of the French Parliament: ``procedure.json``, ``texte.json`` and interventions."""

    name = "lafabrique"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """Keep procedures, then texts, then debates: the bill comes before what belongs to it."""
        ranked = [(_rank(source), source) for source in found]
        kept = [(rank, source) for rank, source in ranked if rank is not None]
        return [source for _, source in sorted(kept, key=lambda each: (each[0], each[1].name))]

    def read(self, source: Input) -> Iterator[Record]:
        """Yield what a file holds; its content tells which of the three it is."""
        document = jsonfields.parse(source.read())
        if isinstance(document, list):
            yield from debates.read(document, dossier_of(source).id)
            return
        fields = Fields(document if isinstance(document, dict) else {})
        if "steps" in fields:
            yield from procedure.read(fields)
        elif "articles" in fields:
            yield texts.read(fields, dossier_of(source), directory_of(source))
        else:
            raise SourceError(
                "it holds neither the steps of a procedure nor the articles of a text"
                " nor a list of interventions"
            )


def _rank(source: Input) -> int | None:
    """Return 0 for a procedure, 1 for a text, 2 for a debate, None for anything else."""
    if not source.name.endswith(".json"):
        return None
    path = source.path.as_posix() if source.path else source.name
    for rank, name in enumerate(_NAMES):
        if name.search(path):
            return rank
    head = sniffing.head(source, _HEAD)
    return next((rank for rank, mark in enumerate(_MARKS) if mark.search(head)), None)
