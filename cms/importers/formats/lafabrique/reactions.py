"""Stage directions in the French records: applause and laughter in brackets, decisions read out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.importers import plaintext
from cms.importers.records import Paragraph

_BRACKETS = re.compile(r"\([^()]{3,600}\)")
_REACTION = re.compile(
    r"\(?(«|(très bien|bravo)\b|((vifs|vives|nouveaux|nouvelles|mêmes?|quelques|légers) )?"
    r"(applaudissements?|rires?|sourires?|exclamations?|protestations?|murmures?|brouhaha|huées?"
    r"|interruptions?|claquements?|mouvements?|marques? d|signes? d)"
    r"|(mm?\.?|mmes?) [^.]*\b(applaudi|sourit|rit|s'exclam|manifeste|fait un signe|acquiesce))",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\(?(l['\u2019]|la |le |les |il est )(amendements?|sous-amendements?|articles?|motions?|séance"
    r"|ensemble|projets?|propositions?|demande|sous-|procédé)",
    re.IGNORECASE,
)


def paragraphs(markup: str, *, spoken: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of an intervention; where nobody speaks, none is speech."""
    for text in plaintext.paragraphs(markup):
        if spoken:
            yield from _spoken(text)
        else:
            yield Paragraph(text, kind="reaction" if _REACTION.match(text) else "procedural")


def _spoken(text: str) -> Iterator[Paragraph]:
    at = 0
    for found in _BRACKETS.finditer(text):
        kind = _kind(found[0])
        if kind:
            if before := text[at : found.start()].strip():
                yield Paragraph(before)
            yield Paragraph(found[0], kind=kind)
            at = found.end()
    if rest := text[at:].strip():
        yield Paragraph(rest)


def _kind(bracketed: str) -> str:
    """Return what a remark in brackets is, nothing where it belongs to the speech."""
    if _REACTION.match(bracketed):
        return "reaction"
    return "procedural" if _DECISION.match(bracketed) else ""
