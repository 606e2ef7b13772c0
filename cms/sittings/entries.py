"""Sittings and divisions as entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.core import identity, times
from cms.core.addresses import address
from cms.core.rows import by_key
from cms.core.texts import best
from cms.sittings.models import Division, Section, Sitting, Vote
from syndication.contract import Entry, Facet, Link, Participant, Step, Tally
from syndication.vocabulary import option_name


class SittingSource:
    """Every sitting with its agenda, in each language it has a title in."""

    kind = "sitting"
    model = Sitting

    def of(self, record: Sitting) -> Iterable[Entry]:
        """Yield a sitting's entries."""
        return sitting_entries(record, list(record.sections.all()))

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published sitting."""
        sittings = Sitting.objects.filter(live=True).order_by("pk").select_related("body")
        if since:
            sittings = sittings.filter(last_published_at__gte=since)
        for sitting in by_key(sittings.prefetch_related("sections"), 200):
            yield from sitting_entries(sitting, list(sitting.sections.all()))


def sitting_entries(sitting: Sitting, sections: Sequence[Section]) -> Iterator[Entry]:
    """Yield a sitting in its own language and in those its title is written in."""
    interface = [code for code, _name in settings.INTERFACE_LANGUAGES]
    languages = dict.fromkeys(
        [sitting.language, *(code for code in interface if code in sitting.titles)]
    )
    for language in languages:
        yield sitting_entry(sitting, sections, language)


def sitting_entry(sitting: Sitting, sections: Sequence[Section], language: str) -> Entry:
    """Return a sitting in one language; its agenda are its headings."""
    title = sitting.title_in(language)
    published = times.moment(sitting.date, sitting.start)
    return Entry(
        id=identity.entry_id("sitting", sitting.public_id, language),
        thing=sitting.public_id,
        url=address("sitting", sitting.public_id, language, title),
        title=title,
        summary=sitting.body.name_in(language),
        kind="sitting",
        language=language,
        published=published,
        updated=published,
        until=times.end_of(sitting.date, sitting.start, sitting.end),
        original_language="" if language == sitting.language else sitting.language,
        source=sitting.body.name_in(language),
        steps=tuple(
            Step(title=best(section.titles, language), state="done", url=f"#s{section.position}")
            for section in sections
            if section.titles
        ),
        links=(Link("via", sitting.url),) if sitting.url else (),
        facets=(Facet("sitting", sitting.public_id), Facet("body", sitting.body.public_id)),
    )


class DivisionSource:
    """Every division with its result and each member's vote."""

    kind = "division"
    model = Division

    def of(self, record: Division) -> Iterable[Entry]:
        """Yield a division's entries."""
        return division_entries(record, list(record.votes.select_related("member", "group")))

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published division."""
        divisions = (
            Division.objects.filter(live=True).order_by("pk").select_related("body", "sitting")
        )
        if since:
            divisions = divisions.filter(last_published_at__gte=since)
        for division in by_key(divisions.prefetch_related("votes__member", "votes__group"), 200):
            yield from division_entries(division, list(division.votes.all()))


def division_entries(division: Division, votes: Sequence[Vote]) -> Iterator[Entry]:
    """Yield a division in each language its question is written in."""
    known = [code for code, _name in settings.LANGUAGES if code in division.titles]
    original = division.language or next(iter(known), settings.LANGUAGE_CODE)
    for language in dict.fromkeys([original, *known]):
        with override(language):
            yield division_entry(division, votes, language, original)


def division_entry(
    division: Division, votes: Sequence[Vote], language: str, original: str
) -> Entry:
    """Return a division in one language."""
    title = best(division.titles, language) or _("Division %(number)s") % {
        "number": division.number
    }
    published = times.moment(division.date, division.time)
    return Entry(
        id=identity.entry_id("division", division.public_id, language),
        thing=division.public_id,
        url=address("division", division.public_id, language, f"{division.date} {title}"),
        title=title,
        summary=result_sentence(division.counts),
        kind="division",
        language=language,
        published=published,
        updated=published,
        original_language="" if language == original else original,
        source=division.body.name_in(language),
        participants=tuple(_voters(votes, language)),
        tallies=tuple(tallies(division, votes, language)),
        links=(Link("via", division.url),) if division.url else (),
        facets=tuple(dict.fromkeys(_facets(division, votes))),
        part_of=division.sitting.public_id if division.sitting else "",
    )


def result_sentence(counts: dict[str, int]) -> str:
    """Return the result in words, without judging it."""
    return _(", ").join(
        _("%(choice)s: %(number)s") % {"choice": option_name(option), "number": number}
        for option, number in in_order(counts)
    )


OPTIONS = ("yes", "no", "abstain", "paired", "absent")


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the totals in the order a house declares them; a database may keep the keys in an order of its own."""
    known = [option for option in OPTIONS if option in counts]
    others = sorted(set(counts) - set(known))
    return [(option, counts[option]) for option in (*known, *others)]


def tallies(division: Division, votes: Iterable[Vote], language: str) -> Iterator[Tally]:
    """Yield the totals as the source states them, then those of each group, counted."""
    for option, number in in_order(division.counts):
        yield Tally(option, number)
    counted = Counter((vote.group.name_in(language), vote.option) for vote in votes if vote.group)
    for (group, option), number in sorted(counted.items()):
        yield Tally(option, number, group)


def _voters(votes: Iterable[Vote], language: str) -> Iterator[Participant]:
    for vote in votes:
        member = vote.member
        yield Participant(
            id=member.public_id if member else "",
            name=member.name_in(language) if member else vote.name,
            group=vote.group.name_in(language) if vote.group else "",
            part=vote.option,
            url=address("member", member.public_id, language, member.name) if member else "",
        )


def _facets(division: Division, votes: Iterable[Vote]) -> Iterator[Facet]:
    yield Facet("body", division.body.public_id)
    if division.sitting:
        yield Facet("sitting", division.sitting.public_id)
    if division.bill:
        yield Facet("bill", division.bill)
    for vote in votes:
        if vote.member:
            yield Facet("member", vote.member.public_id)
