"""Speeches as entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.core import identity, times
from cms.core.addresses import address
from cms.core.rows import by_key
from cms.core.texts import best
from cms.members.entries import portrait
from cms.speeches.models import Speech
from syndication.contract import Entry, Facet, Link, Participant, Passage

SUMMARY = 280
WORDS = frozenset({"text"})
"""Kinds of paragraph that are the speaker's own words."""


class SpeechSource:
    """Every speech, in its original language and in each translation."""

    kind = "speech"
    model = Speech

    def of(self, record: Speech) -> Iterable[Entry]:
        """Yield the entry of one language of a speech."""
        return (entry_of(record),)

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published speech."""
        speeches = Speech.objects.filter(live=True).order_by("pk").select_related(*RELATED)
        if since:
            speeches = speeches.filter(last_published_at__gte=since)
        return (entry_of(speech) for speech in by_key(speeches, 500))


RELATED = ("locale", "sitting__body", "section", "member__portrait", "group")


def entry_of(speech: Speech) -> Entry:
    """Return a speech as an entry; its related records are loaded already."""
    language = speech.locale.language_code
    published = speech.started_at or times.moment(speech.sitting.date, speech.sitting.start)
    title = best(speech.section.titles, language) if speech.section else ""
    return Entry(
        id=identity.entry_id("speech", speech.public_id, language),
        thing=speech.public_id,
        url=speech_address(speech, language),
        title=title or speech.sitting.title_in(language),
        summary=summary(speech),
        kind="speech",
        language=language,
        published=published,
        updated=published,
        original_language=speech.original_language,
        source=speech.sitting.title_in(language),
        participants=(participant(speech, language),),
        passages=tuple(
            Passage(text=p["text"], id=p.get("id", ""), kind=p.get("kind", "text"))
            for p in speech.paragraphs
        ),
        links=tuple(_links(speech, language)),
        facets=tuple(_facets(speech)),
        part_of=speech.sitting.public_id,
        position=speech.position,
    )


def summary(speech: Speech) -> str:
    """Return the beginning of the speaker's own words."""
    words = ""
    for paragraph in speech.paragraphs:
        if paragraph.get("kind", "text") in WORDS:
            words = f"{words} {paragraph['text']}" if words else paragraph["text"]
        if len(words) > SUMMARY:
            return f"{words[:SUMMARY].rpartition(' ')[0]}…"
    return words


def speech_address(speech: Speech, language: str) -> str:
    """Return the public address of a speech."""
    speaker = speech.member.name if speech.member else speech.speaker_name
    return address("speech", speech.public_id, language, f"{speech.sitting.date} {speaker}")


def participant(speech: Speech, language: str) -> Participant:
    """Return the speaker, with role and group on that day."""
    member = speech.member
    name = speech.speaker_name or unnamed(speech.part, language)
    group = speech.group.name_in(language) if speech.group else speech.group_name
    if member is None:
        return Participant("", name, best(speech.role, language), group, part=speech.part)
    return Participant(
        id=member.public_id,
        name=member.name_in(language),
        role=best(speech.role, language),
        group=group,
        area=best(speech.area, language),
        part=speech.part,
        url=address("member", member.public_id, language, member.name),
        image=portrait(member),
    )


@lru_cache
def unnamed(part: str, language: str) -> str:
    """Return how somebody is called whom the source does not name."""
    with override(language):
        return _("The Chair") if part == "chair" else _("Speaker not named")


def _links(speech: Speech, language: str) -> Iterator[Link]:
    sitting = speech.sitting
    title = sitting.title_in(language)
    debate = address("sitting", sitting.public_id, language, title)
    yield Link("up", debate, title)
    if speech.section:
        yield Link("section", f"{debate}#s{speech.section.position}")
    if speech.url:
        yield Link("via", speech.url)


def _facets(speech: Speech) -> Iterator[Facet]:
    yield Facet("sitting", speech.sitting.public_id)
    if speech.section:
        yield Facet("debate", speech.section.public_id)
    yield Facet("body", speech.sitting.body.public_id)
    if speech.member:
        yield Facet("member", speech.member.public_id)
    if speech.group:
        yield Facet("group", speech.group.public_id)
    for bill in speech.bills:
        yield Facet("bill", bill)
