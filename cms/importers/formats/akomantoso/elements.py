"""The names of elements, by what they are."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Documents
READ = _names("bill debate")
LEFT_OUT = _names(
    "act amendment amendmentList debateReport doc judgement judgment officialGazette portion "
    "statement"
)
COLLECTIONS = _names("documentCollection")
BESIDE_DOCUMENTS = _names("attachments components meta")
FRONT = ("coverPage", "preface")

# Heads of whatever has a head
HEADS = _names("num heading subheading")

# Debates
SECTIONS = _names(
    "debateSection administrationOfOath rollCall prayers oralStatements writtenStatements "
    "personalStatements ministerialStatements resolutions nationalInterest declarationOfVote "
    "communication petitions papers noticesOfMotion questions address proceduralMotions "
    "pointOfOrder adjournment"
)
SPEECHES = _names("speech question answer")
CONTINUING = _names("scene ul ol blockList table")
"""What may stand outside the speech it belongs to."""

# Laws
UNITS = _names("article clause rule")
DIVISIONS = _names(
    "book tome part title chapter subchapter subpart subtitle division subdivision section "
    "hcontainer"
)
LOOSE = _names("p container blockContainer tblock blockList ul ol table foreign")

# Text
NOTES = _names("authorialNote")
BREAKS = _names("eol br")
QUOTES = _names("quotedText quotedStructure")
"""Their quotation marks are attributes."""
BLOCKS = (
    HEADS
    | LOOSE
    | UNITS
    | DIVISIONS
    | _names("li caption tr th td item listIntroduction listConclusion listWrapUp block")
    | _names("interstitial quotedStructure embeddedStructure formula citations citation recitals")
    | _names("recital longTitle crossHeading from narrative scene summary other toc tocItem intro")
    | _names("content wrapUp alinea paragraph subparagraph list point indent subsection subclause")
    | _names("subrule sublist transitional level")
)
