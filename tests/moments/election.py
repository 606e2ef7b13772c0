"""A parliament of two chambers, one of which is elected, and everything that shows a member of either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from cms.members.models import Member, Organization
from syndication import actions, registry
from tests.engine import outlets
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    OrganizationFactory,
    SectionFactory,
    SittingFactory,
    SpeechFactory,
    TimingFactory,
    VideoFactory,
    published,
)

TITLES = {
    "en": "Election period",
    "fr": "Période électorale",
    "es": "Periodo electoral",
    "ar": "فترة الانتخابات",
}
WORDS = {
    "en": "Nobody is a member of this chamber until the result is known.",
    "fr": "Personne n’est membre de cette chambre avant la proclamation des résultats.",
    "es": "Nadie es miembro de esta cámara hasta que se conozca el resultado.",
    "ar": "لا أحد عضو في هذا المجلس حتى إعلان النتائج.",
}
WIDGETS = ("member widget", "latest widget", "speech widget", "video widget")
FORMATS = sorted(
    renderer.filename for _plugin, renderer in registry.renderers().values() if renderer.filename
)
CARDS = ("card of the member", "card of the stream")
PAGES = ("page of the member", "page of the stream", "page of the speech")


@dataclass(frozen=True)
class Seat:
    """A member of a chamber, and a speech and a recording of theirs."""

    chamber: Organization
    member: Member
    speech: str
    video: str

    @property
    def outputs(self) -> dict[str, str]:
        """Every output that shows the member, by its name, with its path."""
        own = f"kind:speech/member:{self.member.public_id}"
        return {
            "member widget": f"/e/fr/member/{self.member.public_id}/",
            "latest widget": f"/e/fr/latest/{own}/",
            "speech widget": f"/e/fr/speech/{self.speech}/",
            "video widget": f"/e/fr/video/{self.video}/",
            "card of the member": f"/cards/fr/{self.member.public_id}.png",
            "card of the stream": f"/cards/fr/latest/{own}.png",
            "page of the member": f"/fr/members/{self.member.public_id}/",
            "page of the stream": f"/fr/feeds/{own}/",
            "page of the speech": f"/fr/speeches/{self.speech}/",
            **{name: f"/fr/feeds/{own}/{name}" for name in FORMATS},
        }

    def read(self) -> dict[str, Any]:
        """Ask for all of them over HTTP."""
        return {name: _asked(path) for name, path in self.outputs.items()}


def seated(name: str, *, number: int) -> Seat:
    """Elect somebody into a chamber of their own, and have them say something."""
    chamber = published(OrganizationFactory(names={"en": name, "fr": name}, abbreviation=""))
    member = MemberFactory(
        family_name=f"Okafor{number}", links=[f"https://okafor{number}.example/"]
    )
    MembershipFactory(member=member, organization=chamber)
    sitting = published(SittingFactory(body=chamber, number=str(number), date=date(2026, 9, 15)))
    speech = spoken(member, SectionFactory(sitting=sitting))
    video = VideoFactory(sitting=sitting, date=sitting.date)
    TimingFactory(video=video, speech=speech)
    published(member)
    published(video)
    return Seat(chamber, member, speech.public_id, video.public_id)


def spoken(member: Member, section: Any) -> Any:
    """Have a member say something under a heading."""
    return published(SpeechFactory(member=member, sitting=section.sitting, section=section))


def planned(
    chamber: Organization, since: datetime, until: datetime, *, hidden: bool = False, **own: Any
) -> Any:
    """Plan an election."""
    election = actions.Election(chamber.public_id, since, until, TITLES, WORDS, hidden=hidden)
    return actions.plan_election(election, **own)


def words_of(answer: Any) -> str:
    """Return what an answer says in words; of a picture what it says to those who do not see it."""
    if answer["Content-Type"] == "image/png":
        return " ".join(Image.open(BytesIO(answer.content)).text.values())
    text = answer.content.decode().replace("\r\n ", "")
    return str(text).replace("\\,", ",")


def says_election(seat: dict[str, Any]) -> dict[str, bool]:
    """Tell of each output whether it says that there is an election."""
    return {name: WORDS["fr"] in words_of(answer) for name, answer in seat.items()}


def told(answers: dict[str, Any]) -> Iterator[tuple[str, int, bytes, dict[str, str]]]:
    """Yield all that outputs tell their readers, but for how many seconds of the minute are left."""
    for name, answer in answers.items():
        told = answer.headers.items()
        headers = {key.lower(): value for key, value in told if key.lower() != "cache-control"}
        yield name, answer.status_code, answer.content, headers


def _asked(path: str) -> Any:
    ask = outlets.embed if path.startswith(("/e/", "/cards/")) else outlets.site
    answer = ask(path)
    if answer.status_code == 301:
        answer = ask(urlsplit(answer["Location"]).path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer
