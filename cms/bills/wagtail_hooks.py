"""Bills with their stages, sponsors and texts in the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.models import register_snippet

from cms.bills.models import Bill, BillText, Sponsor, Stage
from cms.core.filters import ChosenFilter, RecordFilterSet
from cms.core.listing import status
from cms.core.viewsets import PartViewSet, RecordViewSet
from cms.members.models import Member, Organization
from syndication.vocabulary import date_words


class BillFilterSet(RecordFilterSet):
    """Bills of a chamber or a member."""

    body = ChosenFilter(Organization, label=_("Chamber of origin"))
    sponsor = ChosenFilter(Member, field_name="sponsors__member", label=_("Sponsor"), distinct=True)

    class Meta:
        model = Bill
        fields: list[str] = []


class BillViewSet(RecordViewSet):
    """Bills, one row a language."""

    model = Bill
    kind = "bill"
    icon = "form"
    menu_order = 70
    list_display = [
        "__str__",
        Column("body", label=_("Chamber of origin")),
        Column(
            "introduced",
            label=_("Introduced"),
            accessor=lambda row: date_words(row.introduced),
            sort_key="introduced",
        ),
        LocaleColumn(label=_("Language"), sort_key=None),
        status(),
    ]
    related = ("body",)
    deferred = ("summary",)
    search_fields = ("number", "title")
    filterset_class = BillFilterSet
    ordering = ("-introduced", "-pk")


class BillPartViewSet(PartViewSet):
    """What hangs on a bill's original row and shows in every language."""

    part_of = "bill"
    icon = "form"
    related: ClassVar[Sequence[str]] = ("bill",)
    ordering = ("-bill", "pk")

    def wholes(self, part: Any) -> Iterable[models.Model]:
        """Yield the bill in each language."""
        yield from Bill.objects.filter(public_id=part.bill.public_id)


def filter_set(part: type[models.Model]) -> type[WagtailFilterSet]:
    """Return the filters of what hangs on a bill."""
    meta = type("Meta", (), {"model": part, "fields": []})
    return type(
        "FilterSet",
        (WagtailFilterSet,),
        {"Meta": meta, "bill": ChosenFilter(Bill, label=_("Bill"))},
    )


class StageViewSet(BillPartViewSet):
    """The stages of bills; reached from the bill."""

    model = Stage
    list_display = [
        "__str__",
        Column("bill", label=_("Bill")),
        Column("date", label=_("Date"), sort_key="date"),
        Column("outcome", label=_("Outcome")),
    ]
    search_fields = ("code", "bill__number")
    filterset_class = filter_set(Stage)
    ordering = ("-bill", "position")


class SponsorViewSet(BillPartViewSet):
    """Who brings bills in; reached from the bill."""

    model = Sponsor
    list_display = [
        "__str__",
        Column("bill", label=_("Bill")),
        Column("first", label=_("First sponsor")),
    ]
    related = ("bill", "member")
    search_fields = ("name", "bill__number")
    filterset_class = filter_set(Sponsor)


class BillTextViewSet(BillPartViewSet):
    """The texts of bills; reached from the bill."""

    model = BillText
    list_display = [
        "__str__",
        Column("bill", label=_("Bill")),
        Column("language", label=_("Language")),
        Column("date", label=_("Date"), sort_key="date"),
    ]
    deferred = ("clauses",)
    search_fields = ("title", "label")
    filterset_class = filter_set(BillText)


for view_set in (BillViewSet, StageViewSet, SponsorViewSet, BillTextViewSet):
    register_snippet(view_set)
