"""Sittings, their headings, and divisions with their votes in the admin."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from cms.core.filters import ChosenFilter, DaysFilter, RecordFilterSet
from cms.core.listing import language, status
from cms.core.viewsets import PartViewSet, RecordViewSet, in_each_language
from cms.members.models import Member, Organization
from cms.sittings.models import Division, Section, Sitting, Vote
from syndication.vocabulary import state_name


class SittingFilterSet(RecordFilterSet):
    """Sittings of a body between two days."""

    body = ChosenFilter(Organization, label=_("Chamber or committee"))
    date = DaysFilter(label=_("Date"))

    class Meta:
        model = Sitting
        fields: list[str] = []


class SittingViewSet(RecordViewSet):
    """Meetings of chambers and committees."""

    model = Sitting
    kind = "sitting"
    icon = "calendar-alt"
    menu_order = 40
    list_display = [
        "__str__",
        Column("date", label=_("Date"), sort_key="date"),
        Column("body", label=_("Chamber or committee")),
        Column("number", label=_("Number")),
        language(),
        status(),
    ]
    related = ("body",)
    search_fields = ("number", *in_each_language("titles"))
    filterset_class = SittingFilterSet
    ordering = ("-date", "-pk")


class SectionFilterSet(WagtailFilterSet):
    """Headings of a sitting."""

    sitting = ChosenFilter(Sitting, label=_("Sitting"))

    class Meta:
        model = Section
        fields: list[str] = []


class SectionViewSet(PartViewSet):
    """Headings of debates; reached from the sitting. They are the titles of the speeches under them."""

    model = Section
    part_of = "sitting"
    icon = "list-ol"
    list_display = [
        "__str__",
        Column("sitting", label=_("Sitting")),
        Column("position", label=_("Place in the sitting")),
    ]
    related = ("sitting__body",)
    search_fields = tuple(in_each_language("titles"))
    filterset_class = SectionFilterSet
    ordering = ("-sitting", "position")

    def wholes(self, part: Section) -> Iterable[models.Model]:
        """Yield the sitting and the speeches under the heading."""
        yield part.sitting
        yield from part.speeches.all()


class DivisionFilterSet(RecordFilterSet):
    """Divisions of a body, of a sitting, between two days."""

    body = ChosenFilter(Organization, label=_("Chamber or committee"))
    sitting = ChosenFilter(Sitting, label=_("Sitting"))
    date = DaysFilter(label=_("Date"))

    class Meta:
        model = Division
        fields: list[str] = []


class DivisionViewSet(RecordViewSet):
    """Recorded votes."""

    model = Division
    kind = "division"
    icon = "check"
    menu_order = 60
    list_display = [
        "__str__",
        Column("date", label=_("Date"), sort_key="date"),
        Column("body", label=_("Chamber or committee")),
        Column("number", label=_("Number")),
        Column(
            "result", label=_("Result"), accessor=lambda row: state_name(row.result) or row.result
        ),
        status(),
    ]
    related = ("body",)
    search_fields = ("number", *in_each_language("titles"))
    filterset_class = DivisionFilterSet
    ordering = ("-date", "-pk")


class VoteFilterSet(WagtailFilterSet):
    """Votes of a division or a member."""

    division = ChosenFilter(Division, label=_("Division"))
    member = ChosenFilter(Member, label=_("Member"))

    class Meta:
        model = Vote
        fields: list[str] = []


class VoteViewSet(PartViewSet):
    """How each member chose; reached from the division."""

    model = Vote
    part_of = "division"
    icon = "check"
    list_display = [
        "__str__",
        Column("division", label=_("Division")),
        Column("group", label=_("Group")),
    ]
    related = ("division__body", "member", "group")
    search_fields = ("name", "member__name")
    filterset_class = VoteFilterSet
    ordering = ("-division", "pk")


for view_set in (SittingViewSet, SectionViewSet, DivisionViewSet, VoteViewSet):
    register_snippet(view_set)
