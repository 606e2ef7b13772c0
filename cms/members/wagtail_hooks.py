"""Members, bodies, constituencies and memberships in the admin."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet

from cms.core.filters import ChosenFilter, RecordFilterSet
from cms.core.listing import status
from cms.core.viewsets import MENU, PartViewSet, RecordViewSet, in_each_language
from cms.members.models import Area, Member, Membership, Organization


class MemberFilterSet(RecordFilterSet):
    """Members of a chamber, group or committee."""

    body = ChosenFilter(
        Organization,
        field_name="memberships__organization",
        label=_("Chamber, group or committee"),
        distinct=True,
    )

    class Meta:
        model = Member
        fields: list[str] = []


class MemberViewSet(RecordViewSet):
    """People."""

    model = Member
    kind = "member"
    icon = "user"
    menu_order = 10
    list_display = [
        "__str__",
        Column("family_name", label=_("Family name"), sort_key="family_name"),
        Column("held", label=_("Now in"), accessor="bodies_now"),
        status(),
    ]
    related = (models.Prefetch("memberships", Membership.objects.select_related("organization")),)
    deferred = ("biography",)
    search_fields = ("name", *in_each_language("names"))
    filterset_class = MemberFilterSet
    ordering = ("family_name", "name", "pk")


class BodyFilterSet(WagtailFilterSet):
    """Bodies of one classification."""

    classification = ChoiceFilter(
        label=_("Classification"), choices=Organization.Classification.choices, empty_label=_("All")
    )

    class Meta:
        model = Organization
        fields: list[str] = []


class BodyViewSet(PartViewSet):
    """Chambers, groups and committees; a new name shows in the profiles of those who belong to them."""

    model = Organization
    kind = "body"
    icon = "group"
    menu_hook = MENU
    menu_order = 20
    list_display = [
        "__str__",
        Column(
            "classification",
            label=_("Classification"),
            accessor="get_classification_display",
            sort_key="classification",
        ),
        Column("abbreviation", label=_("Abbreviation"), sort_key="abbreviation"),
        Column("parent", label=_("Parent")),
        Column("start", label=_("From"), sort_key="start"),
        Column("end", label=_("Until"), sort_key="end"),
    ]
    related = ("parent",)
    search_fields = ("abbreviation", *in_each_language("names"))
    filterset_class = BodyFilterSet
    ordering = ("classification", "pk")

    def wholes(self, part: Organization) -> Iterable[models.Model]:
        """Yield the body and its members."""
        yield part
        yield from Member.objects.filter(memberships__organization=part).distinct()


class AreaViewSet(PartViewSet):
    """Constituencies."""

    model = Area
    icon = "site"
    menu_hook = MENU
    menu_order = 30
    list_display = ["__str__"]
    search_fields = tuple(in_each_language("names"))
    ordering = ("pk",)

    def wholes(self, part: Area) -> Iterable[models.Model]:
        """Yield those elected there."""
        yield from Member.objects.filter(memberships__area=part).distinct()


class MembershipFilterSet(WagtailFilterSet):
    """Memberships of a member or in a body."""

    member = ChosenFilter(Member, label=_("Member"))
    organization = ChosenFilter(Organization, label=_("Chamber, group or committee"))

    class Meta:
        model = Membership
        fields: list[str] = []


class MembershipViewSet(PartViewSet):
    """Who belongs where; reached from the member and from the body."""

    model = Membership
    part_of = "member"
    icon = "group"
    list_display = [
        "__str__",
        Column("role", label=_("Role")),
        Column("start", label=_("From"), sort_key="start"),
        Column("end", label=_("Until"), sort_key="end"),
    ]
    related = ("member", "organization")
    search_fields = ("member__name",)
    filterset_class = MembershipFilterSet
    ordering = ("-start", "-pk")


for view_set in (MemberViewSet, BodyViewSet, AreaViewSet, MembershipViewSet):
    register_snippet(view_set)
