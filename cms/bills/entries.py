"""Bills as entries: the title, where it stands, and the text it has in the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.bills.models import Bill, BillText, Sponsor, Stage
from cms.core import identity, times
from cms.core.addresses import address
from cms.core.rows import by_key
from cms.core.texts import best
from cms.members.entries import portrait
from syndication.contract import Entry, Facet, Link, Participant, Passage, Step


class BillSource:
    """Every bill, in each language it has a title in."""

    kind = "bill"
    model = Bill

    def of(self, record: Bill) -> Iterable[Entry]:
        """Yield the entry of one language of a bill."""
        return (entry_of(record, *parts(record)),)

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published bill."""
        bills = Bill.objects.filter(live=True).order_by("pk").select_related("locale", "body")
        if since:
            bills = bills.filter(last_published_at__gte=since)
        return (entry_of(bill, *parts(bill)) for bill in by_key(bills, 200))


def rows_of(public_id: str) -> list[Bill]:
    """Return a bill's row in each language."""
    return list(
        Bill.objects.filter(public_id=public_id, live=True).select_related("locale", "body")
    )


def parts(bill: Bill) -> tuple[list[Stage], list[Sponsor], list[BillText]]:
    """Return a bill's stages, sponsors and texts, which belong to its original row."""
    original = Bill.objects.filter(public_id=bill.public_id, original_language="").first() or bill
    return (
        list(original.stages.select_related("body")),
        list(original.sponsors.select_related("member__portrait")),
        list(original.texts.all()),
    )


def entry_of(
    bill: Bill, stages: Sequence[Stage], sponsors: Sequence[Sponsor], texts: Sequence[BillText]
) -> Entry:
    """Return a bill in the language of its row."""
    language = bill.locale.language_code
    reached = [stage.date for stage in stages if stage.date and stage.outcome != "planned"]
    published = times.from_partial(max([bill.introduced, *reached]))
    with override(language):
        steps = tuple(step(stage, language) for stage in stages)
        people = tuple(_sponsor(sponsor, language) for sponsor in sponsors)
    return Entry(
        id=identity.entry_id("bill", bill.public_id, language),
        thing=bill.public_id,
        url=address("bill", bill.public_id, language, f"{bill.number} {bill.title}"),
        title=bill.title,
        summary=bill.summary,
        kind="bill",
        language=language,
        published=published,
        updated=published,
        original_language=bill.original_language,
        source=f"{bill.body.name_in(language)} · {bill.number}" if bill.body else bill.number,
        participants=people,
        passages=tuple(_passages(texts, language)),
        steps=steps,
        links=(Link("via", bill.url),) if bill.url else (),
        facets=tuple(dict.fromkeys(_facets(bill, sponsors))),
    )


def step(stage: Stage, language: str) -> Step:
    """Return a stage in one language."""
    return Step(
        title=best(stage.titles, language) or stage_name(stage.code),
        date=stage.date,
        state=state(stage),
        body=stage.body.name_in(language) if stage.body else stage.body_name,
        url=stage.url,
    )


def state(stage: Stage) -> str:
    """Return how a stage ended, or that it is to come; what has assent is law."""
    if stage.code == "assent" and stage.date and stage.outcome in ("", "agreed"):
        return "enacted"
    return stage.outcome or ("done" if stage.date else "planned")


def stage_name(code: str) -> str:
    """Return a stage in the current language."""
    names = {
        "introduction": _("Introduction"),
        "first_reading": _("First reading"),
        "second_reading": _("Second reading"),
        "committee": _("Committee stage"),
        "report": _("Report stage"),
        "third_reading": _("Third reading"),
        "plenary": _("Plenary debate"),
        "other_chamber": _("Other chamber"),
        "conference": _("Conference committee"),
        "new_reading": _("New reading"),
        "final_reading": _("Final reading"),
        "constitutional_review": _("Constitutional review"),
        "assent": _("Assent"),
        "veto": _("Veto"),
    }
    return names.get(code, code)


def _sponsor(sponsor: Sponsor, language: str) -> Participant:
    member = sponsor.member
    part = "sponsor" if sponsor.first else "cosponsor"
    if member is None:
        return Participant("", sponsor.name, part=part)
    return Participant(
        id=member.public_id,
        name=member.name_in(language),
        part=part,
        url=address("member", member.public_id, language, member.name),
        image=portrait(member),
    )


def _passages(texts: Sequence[BillText], language: str) -> Iterator[Passage]:
    """Yield the clauses of the latest text in the language."""
    own = [text for text in texts if text.language == language and text.clauses]
    for clause in own[-1].clauses if own else ():
        heading = " ".join(part for part in (clause["number"], clause.get("heading", "")) if part)
        if heading:
            yield Passage(heading, kind="heading")
        for part in clause["text"].split("\n"):
            if part.strip():
                yield Passage(part.strip())


def _facets(bill: Bill, sponsors: Sequence[Sponsor]) -> Iterator[Facet]:
    yield Facet("bill", bill.public_id)
    if bill.body:
        yield Facet("body", bill.body.public_id)
    for sponsor in sponsors:
        if sponsor.member:
            yield Facet("member", sponsor.member.public_id)
    for topic in bill.topics:
        yield Facet("topic", topic_value(topic))


def topic_value(topic: str) -> str:
    """Return a topic as a value that streams can select by."""
    words = "".join(letter if letter.isalnum() else "-" for letter in topic.lower())
    return "-".join(part for part in words.split("-") if part)[:60]
