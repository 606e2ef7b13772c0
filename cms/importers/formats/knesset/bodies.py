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
    """Factions are numbered as persons are; the prefix keeps organizations apart."""
    return f"faction-{number}"


def committee(name: str) -> Organization:
    """Protocols name their committee and give no number, so the name is what it is known by."""
    key = f"committee-{name.replace(' ', '-')}"
    return Organization(key, "committee", {HEBREW: name}, parent=KNESSET.id)
