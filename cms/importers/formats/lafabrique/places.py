"""Where an intervention was made: chamber or committee, sitting, and who published it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from cms.importers import moments
from cms.importers.formats.lafabrique.steps import INSTITUTIONS
from cms.importers.jsonfields import Fields
from cms.importers.records import Organization, Sitting

_SITES = (("url_nosdeputes", "assemblee"), ("url_nossenateurs", "senat"))
_PLENARY = ("", "Hémicycle")


@dataclass(frozen=True, slots=True)
class Place:
    """The chamber, and the site whose numbering the ids are from: each site counts from one."""

    chamber: Organization
    site: str
    url: str

    def sitting(self, given: Fields) -> Sitting:
        """Return the sitting an intervention belongs to."""
        number = given.required("seance_id")
        return Sitting(
            id=f"{self.site}/seance/{number}",
            body=self.body(given).id,
            date=moments.day(given.required("date"), f"{given.place}.date"),
            titles={"fr": given.text("seance_titre") or f"séance {number}"},
            language="fr",
            start=moments.clock(given.text("heure"), f"{given.place}.heure"),
            url=self.url,
        )

    def body(self, given: Fields) -> Organization:
        """Return who met: the chamber, or a committee that is known by its name only."""
        name = given.text("seance_lieu")
        if name in _PLENARY:
            return self.chamber
        names = {"fr": name}
        return Organization(f"{self.chamber.id}/{name}", "committee", names, parent=self.chamber.id)


def place_of(given: Fields) -> Place:
    """Return where an intervention was made, by the address it is published at."""
    for key, chamber in _SITES:
        if address := given.text(key):
            parts = urlsplit(address) if address.startswith(("http://", "https://")) else None
            if not parts or not parts.netloc:
                raise given.error(f"“{key}” is not a web address")
            site = parts.netloc.lower().removeprefix("www.")
            return Place(INSTITUTIONS[chamber], site, address.partition("#")[0])
    raise given.error("neither “url_nosdeputes” nor “url_nossenateurs” says which chamber sat")
