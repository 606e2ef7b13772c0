"""``texte.json``: the text of a bill as one step left it, article by article."""

from __future__ import annotations

from collections.abc import Iterator

from cms.importers import plaintext
from cms.importers.formats.lafabrique import steps
from cms.importers.formats.lafabrique.dossier import Dossier
from cms.importers.jsonfields import Fields
from cms.importers.records import BillText, Clause

_UNREMARKABLE = ("", "none", "nouveau")


def read(text: Fields, dossier: Dossier, directory: str) -> BillText:
    """Return one version of the bill's text."""
    if not dossier.id:
        raise text.error(
            "nothing says which bill this text belongs to;"
            " import the folder that holds its procedure.json"
        )
    own = text.required("id")
    return BillText(
        id=f"{dossier.id}/{directory or own}",
        bill=dossier.id,
        language="fr",
        title=text.text("titre") or own,
        date=dossier.dates.get(directory, ""),
        label=steps.from_directory(directory).label or own,
        clauses=tuple(_clauses(text)),
        url=text.text("source"),
    )


def _clauses(text: Fields) -> Iterator[Clause]:
    """Yield the articles; a chamber that adopted no text gives its reasons instead."""
    articles = sorted(text.children("articles"), key=lambda article: article.whole("order") or 0)
    headings = _headings(text)
    known = set(headings)
    seen: set[str] = set()
    if not articles and text.raw("expose"):
        reasons = "\n".join(plaintext.paragraphs(text.raw("expose")))
        yield Clause(number="", text=reasons, heading="Exposé")
    for article in articles:
        number = article.required("titre")
        if number in seen:
            raise article.error(f"article {number} is there twice")
        seen.add(number)
        yield Clause(number, _wording(article), headings.pop(_section(article, known), ""))


def _headings(text: Fields) -> dict[str, str]:
    """Return the titles of sections; each goes with the first article under it."""
    return {section.required("id"): section.text("titre") for section in text.children("sections")}


def _section(article: Fields, known: set[str]) -> str:
    named = article.text("section")
    if named and named not in known:
        raise article.error(f"it belongs to section {named}, which the text does not have")
    return named


def _wording(article: Fields) -> str:
    """Return the paragraphs one to a line, or what became of the article: (Supprimé)."""
    paragraphs = article.child("alineas")
    lines = [paragraphs.text(number) for number in sorted(paragraphs.names())]
    state = article.text("statut")
    if not any(lines) and state not in _UNREMARKABLE:
        return f"({state[0].upper()}{state[1:]})"
    return "\n".join(line for line in lines if line)
