"""Speeches in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.models import register_snippet

from cms.core.filters import ChosenFilter, DaysFilter, RecordFilterSet
from cms.core.listing import status
from cms.core.viewsets import RecordViewSet
from cms.members.models import Member, Organization
from cms.sittings.models import Section, Sitting
from cms.speeches.models import Speech


class SpeechFilterSet(RecordFilterSet):
    """Speeches of a member, in a chamber, of a sitting, under a heading, between two days."""

    member = ChosenFilter(Member, label=_("Member"))
    body = ChosenFilter(Organization, field_name="sitting__body", label=_("Chamber or committee"))
    group = ChosenFilter(Organization, label=_("Group on that day"))
    sitting = ChosenFilter(Sitting, label=_("Sitting"))
    section = ChosenFilter(Section, label=_("Heading"))
    date = DaysFilter(field_name="sitting__date", label=_("Date"))

    class Meta:
        model = Speech
        fields: list[str] = []


class SpeechViewSet(RecordViewSet):
    """Turns of speaking, one row a language. The longest list there is: it sorts by the day only."""

    model = Speech
    kind = "speech"
    icon = "openquote"
    menu_order = 50
    list_display = [
        "__str__",
        Column("date", label=_("Date"), accessor="sitting.date", sort_key="sitting__date"),
        Column("body", label=_("Chamber or committee"), accessor="sitting.body"),
        Column("section", label=_("Heading")),
        Column("group", label=_("Group")),
        LocaleColumn(label=_("Language"), sort_key=None),
        status(),
    ]
    related = ("sitting__body", "section", "group")
    deferred = ("paragraphs",)
    search_fields = ("speaker_name",)
    filterset_class = SpeechFilterSet
    ordering = ("-sitting__date", "-sitting", "position", "pk")


register_snippet(SpeechViewSet)
