"""The Knesset itself, in the same words whichever file names it."""

from cms.importers.records import Organization

HEBREW = "he"
KNESSET = Organization(
    id="knesset",
    classification="chamber",
    names={"he": "הכנסת", "en": "The Knesset"},
    seats=120,
)
GOVERNMENT = Organization(
    id="government",
    classification="government",
    names={"he": "ממשלת ישראל", "en": "Government of Israel"},
)


def faction(number: str) -> str:
    """Factions, committees and persons are numbered each from one: the prefix keeps them apart."""
    return f"faction-{number}"


def committee(number: str) -> str:
    return f"committee-{number}"
