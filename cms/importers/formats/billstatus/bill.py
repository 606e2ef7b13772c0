"""The bill itself: how it is cited, what it is about, who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from cms.importers.formats.billstatus import elements, people
from cms.importers.formats.billstatus.actions import Action, stages
from cms.importers.formats.billstatus.milestones import HOUSE, SENATE
from cms.importers.records import Bill, Identifier, Texts

_KINDS = {
    "HR": ("H.R.", "bill"),
    "S": ("S.", "bill"),
    "HJRES": ("H.J.Res.", "joint resolution"),
    "SJRES": ("S.J.Res.", "joint resolution"),
    "HCONRES": ("H.Con.Res.", "concurrent resolution"),
    "SCONRES": ("S.Con.Res.", "concurrent resolution"),
    "HRES": ("H.Res.", "resolution"),
    "SRES": ("S.Res.", "resolution"),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What identifies a bill in every schema: Congress, type and number."""

    congress: str
    type: str
    number: str

    @property
    def id(self) -> str:
        """Return the id the files are named after: 117hr2471."""
        return f"{self.congress}{self.type.lower()}{self.number}"

    @property
    def printed(self) -> str:
        """Return the number as people cite it: H.R. 2471."""
        return f"{_KINDS[self.type][0]} {self.number}"

    @property
    def url(self) -> str:
        """Return the address the Library of Congress documents for links."""
        return f"https://www.congress.gov/bill/{self.congress}/{self.type.lower()}/{self.number}"


def citation(bill: etree._Element) -> Citation:
    """Return what the bill is called; a file that does not say is of no use."""
    kind = elements.required(bill, "type", "billType").upper().replace(".", "").replace(" ", "")
    if kind not in _KINDS:
        raise elements.error(
            bill, f"“{kind[:20]}” is not a type of bill; one of {', '.join(_KINDS)}"
        )
    return Citation(_digits(bill, "congress"), kind, _digits(bill, "number", "billNumber"))


def _digits(bill: etree._Element, *paths: str) -> str:
    found = elements.required(bill, *paths)
    if not (found.isascii() and found.isdigit()):
        raise elements.error(bill, f"<{paths[0]}> must be a number, not “{found[:20]}”")
    return str(int(found[:9]))


def read(bill: etree._Element, cited: Citation, found: list[Action]) -> Bill:
    """Return the bill with its stages."""
    origin = _origin(bill, cited)
    introduced = elements.day(bill, "introducedDate")
    return Bill(
        id=cited.id,
        number=cited.printed,
        titles={"en": title(bill, cited)},
        language="en",
        kind=_KINDS[cited.type][1],
        body=origin,
        introduced=introduced,
        summaries=_summaries(bill),
        sponsors=people.sponsors(bill),
        topics=_topics(bill),
        stages=stages(found, origin, introduced),
        status=elements.text(bill, "latestAction/text", "lastAction/text"),
        url=cited.url,
        identifiers=_laws(bill),
        weight=3 if bill.find("number") is not None else 1,  # the schema's major version
    )


def title(bill: etree._Element, cited: Citation) -> str:
    """Return the title for display, or the number of a bill that has none yet."""
    return elements.text(bill, "title", "titles/item/title") or cited.printed


def _origin(bill: etree._Element, cited: Citation) -> str:
    stated = elements.text(bill, "originChamber")
    if stated in (HOUSE, SENATE):
        return stated
    return HOUSE if cited.type.startswith("H") else SENATE


def _summaries(bill: etree._Element) -> Texts:
    """Return the summary of the latest version; the Library writes one for each."""
    written = elements.items(bill, "summaries/billSummaries/item", "summaries/summary")
    latest = sorted(written, key=lambda item: elements.day(item, "actionDate"))[-1:]
    text = elements.markup(latest[0], "text") if latest else ""
    return {"en": text} if text else {}


def _topics(bill: etree._Element) -> tuple[str, ...]:
    """Return the policy area first, then the subjects, as the Library orders them."""
    areas = [elements.text(bill, "policyArea/name", "primarySubject/name")]
    subjects = elements.items(
        bill,
        "subjects/legislativeSubjects/item",
        "subjects/billSubjects/legislativeSubjects/item",
        "subjects/billSubjects/otherSubjects/item",
    )
    names = (*areas, *(elements.text(item, "name") for item in subjects))
    return tuple(dict.fromkeys(name for name in names if name))


def _laws(bill: etree._Element) -> tuple[Identifier, ...]:
    laws = (
        (elements.text(law, "type"), elements.text(law, "number"))
        for law in bill.findall("laws/item")
    )
    return tuple(Identifier(kind or "law", number) for kind, number in laws if number)
