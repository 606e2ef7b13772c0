"""In which language a text without one is written: whose small words it has most of."""

from __future__ import annotations

from cms.neutrality.sentences import WORD

SMALL = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and in to for on with at by from is are a an its their during",
        "fr": "le la les l de du des d et en un une à au aux dans pour sur par avec est",
        "es": "el la los las de del y en un una al a con para por se es su sus",
        "ar": "في من على الى عن مع هذا هذه بعد قبل خلال بين",
    }.items()
}


def language(text: str, *, otherwise: str) -> str:
    """Return the language, or another where the text does not tell."""
    words = [
        match[0].casefold() for match in WORD.finditer(text.replace("'", " ").replace("’", " "))
    ]
    counts = {code: sum(word in small for word in words) for code, small in SMALL.items()}
    best = max(counts, key=lambda code: (counts[code], code == otherwise))
    return best if counts[best] else otherwise
