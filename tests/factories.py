"""One factory a noun, each with truthful defaults; a test says only what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import factory
from django.db import models
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from cms.bills.models import Bill, BillText, Sponsor, Stage
from cms.core import publishing
from cms.documents.models import Paper
from cms.members.models import Area, Member, Membership, Organization
from cms.sittings.models import Division, Section, Sitting, Vote
from cms.speeches.models import Speech
from cms.videos.models import Timing, Video
from syndication.models import Stream

R = TypeVar("R", bound=models.Model)


def published(record: R) -> R:
    """Publish a record as the admin does, and return it."""
    publishing.publish(record)
    return record


class LocaleFactory(DjangoModelFactory[Locale]):
    """English."""

    language_code = "en"

    class Meta:
        model = Locale
        django_get_or_create = ["language_code"]


class OrganizationFactory(DjangoModelFactory[Organization]):
    """A chamber."""

    classification = "chamber"
    names: Any = factory.Dict({"en": "House of Deputies", "fr": "Chambre des députés"})
    abbreviation = "HD"
    start = "1848"

    class Meta:
        model = Organization


class GroupFactory(OrganizationFactory):
    """A parliamentary group."""

    classification = "group"
    names: Any = factory.Dict({"en": "Green Alliance", "fr": "Alliance verte"})
    abbreviation = "GA"
    start = "2009"


class AreaFactory(DjangoModelFactory[Area]):
    """A constituency."""

    names: Any = factory.Dict({"en": "Harbour East"})

    class Meta:
        model = Area


class RecordFactory(DjangoModelFactory[Any]):
    """What is drafted and published; public unless a test says otherwise."""

    live = True
    first_published_at = factory.Maybe("live", factory.LazyFunction(timezone.now), None)
    last_published_at = factory.SelfAttribute("first_published_at")

    class Meta:
        abstract = True


class MemberFactory(RecordFactory):
    """A member."""

    given_name = "Amina"
    family_name = "Okafor"
    name: Any = factory.LazyAttribute(lambda member: f"{member.given_name} {member.family_name}")
    names: Any = factory.Dict({"ar": "أمينة أوكافور"})
    birth_date = "1979-05-02"

    class Meta:
        model = Member


class MembershipFactory(DjangoModelFactory[Membership]):
    """A seat in the chamber."""

    member = factory.SubFactory(MemberFactory)
    organization = factory.SubFactory(OrganizationFactory)
    area = factory.SubFactory(AreaFactory)
    start = "2024-06-09"

    class Meta:
        model = Membership


class SittingFactory(RecordFactory):
    """A sitting of the chamber."""

    body = factory.SubFactory(OrganizationFactory)
    date = date(2026, 10, 14)
    titles: Any = factory.LazyAttribute(
        lambda sitting: {"en": f"Sitting {sitting.number}", "fr": f"Séance {sitting.number}"}
    )
    language = "en"
    number = "118"

    class Meta:
        model = Sitting


class SectionFactory(DjangoModelFactory[Section]):
    """A heading of a debate."""

    sitting = factory.SubFactory(SittingFactory)
    titles: Any = factory.Dict({"en": "Water supply", "fr": "Approvisionnement en eau"})
    position = factory.Sequence(lambda number: number + 1)

    class Meta:
        model = Section


class SpeechFactory(RecordFactory):
    """A speech by a member under a heading."""

    locale = factory.SubFactory(LocaleFactory)
    sitting = factory.SubFactory(SittingFactory)
    section = factory.SubFactory(SectionFactory, sitting=factory.SelfAttribute("..sitting"))
    member = factory.SubFactory(MemberFactory)
    speaker_name = factory.LazyAttribute(
        lambda speech: speech.member.name if speech.member else "The Chair"
    )
    position = factory.Sequence(lambda number: number + 1)
    paragraphs: Any = factory.LazyFunction(
        lambda: [
            {"id": "p1", "kind": "text", "text": "The reservoirs stand at half of what they held."},
            {"id": "p2", "kind": "reaction", "text": "Applause."},
            {"id": "p3", "kind": "text", "text": "I ask the House to act before summer."},
        ]
    )

    class Meta:
        model = Speech


class BillFactory(RecordFactory):
    """A bill."""

    locale = factory.SubFactory(LocaleFactory)
    number = "HD 2026/31"
    title = "Water Supply (Fair Access) Bill"
    summary = "Gives every household a right to a minimum of drinking water."
    kind = "bill"
    body = factory.SubFactory(OrganizationFactory)
    introduced = "2026-09-01"
    topics: Any = factory.LazyFunction(lambda: ["Environment"])

    class Meta:
        model = Bill


class StageFactory(DjangoModelFactory[Stage]):
    """A stage of a bill."""

    bill = factory.SubFactory(BillFactory)
    position = 1
    code = "first_reading"
    titles: Any = factory.Dict({"en": "First reading"})
    date = "2026-09-08"
    outcome = "done"

    class Meta:
        model = Stage


class SponsorFactory(DjangoModelFactory[Sponsor]):
    """Who brings a bill in."""

    bill = factory.SubFactory(BillFactory)
    member = factory.SubFactory(MemberFactory)
    first = True

    class Meta:
        model = Sponsor


class BillTextFactory(DjangoModelFactory[BillText]):
    """The text of a bill."""

    bill = factory.SubFactory(BillFactory)
    language = "en"
    title = "Water Supply (Fair Access) Bill"
    label = "as introduced"
    date = "2026-09-01"
    clauses: Any = factory.LazyFunction(
        lambda: [{"number": "1", "heading": "Right to water", "text": "Every household has it."}]
    )

    class Meta:
        model = BillText


class DivisionFactory(RecordFactory):
    """A division on a bill."""

    body = factory.SubFactory(OrganizationFactory)
    sitting = factory.SubFactory(SittingFactory, body=factory.SelfAttribute("..body"))
    date = date(2026, 10, 14)
    number = "12"
    titles: Any = factory.Dict({"en": "That the Bill be read a second time"})
    result = "agreed"
    counts: Any = factory.Dict({"yes": 61, "no": 40, "abstain": 3})

    class Meta:
        model = Division


class VoteFactory(DjangoModelFactory[Vote]):
    """A member's vote."""

    division = factory.SubFactory(DivisionFactory)
    member = factory.SubFactory(MemberFactory)
    group = factory.SubFactory(GroupFactory)
    option = "yes"

    class Meta:
        model = Vote


class VideoFactory(RecordFactory):
    """A recording of a sitting."""

    locale = factory.SubFactory(LocaleFactory)
    title = "Sitting 118, water supply"
    sitting = factory.SubFactory(SittingFactory)
    date = date(2026, 10, 14)
    media_url = "https://media.valmere.example/hd118.mp4"
    duration = 95.5
    captions: Any = factory.Dict({"en": "captions/hd118.en.vtt"})

    class Meta:
        model = Video


class TimingFactory(DjangoModelFactory[Timing]):
    """Where a speech lies in a video."""

    video = factory.SubFactory(VideoFactory)
    speech = factory.SubFactory(SpeechFactory)
    start = 3.5
    end = 61.0
    sentences: Any = factory.LazyFunction(lambda: [[3.5, 6.0, "The reservoirs stand at half."]])

    class Meta:
        model = Timing


class PaperFactory(RecordFactory):
    """A document of a sitting."""

    locale = factory.SubFactory(LocaleFactory)
    title = "Report on the state of the reservoirs"
    kind = "report"
    date = date(2026, 10, 1)
    sitting = factory.SubFactory(SittingFactory)
    url = "https://valmere.example/papers/2026-44.pdf"

    class Meta:
        model = Paper


class StreamFactory(DjangoModelFactory[Stream]):
    """All speeches."""

    slug = factory.Sequence(lambda number: f"speeches-{number}")
    title = "Speeches in Parliament"
    query = "kind:speech"

    class Meta:
        model = Stream
