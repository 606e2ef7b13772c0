"""Documents in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.models import register_snippet

from cms.core.filters import ChosenFilter, DaysFilter, RecordFilterSet
from cms.core.listing import status
from cms.core.viewsets import RecordViewSet
from cms.documents.models import Paper
from cms.sittings.models import Sitting


class PaperFilterSet(RecordFilterSet):
    """Documents of a sitting, between two days."""

    sitting = ChosenFilter(Sitting, label=_("Sitting"))
    date = DaysFilter(label=_("Date"))

    class Meta:
        model = Paper
        fields: list[str] = []


class PaperViewSet(RecordViewSet):
    """Papers of the parliament."""

    model = Paper
    kind = "document"
    icon = "doc-full"
    menu_order = 90
    list_display = [
        "__str__",
        Column("kind", label=_("Type")),
        Column("date", label=_("Date"), sort_key="date"),
        Column("sitting", label=_("Sitting")),
        LocaleColumn(label=_("Language"), sort_key=None),
        status(),
    ]
    related = ("sitting__body",)
    search_fields = ("title",)
    filterset_class = PaperFilterSet
    ordering = ("-date", "-pk")


register_snippet(PaperViewSet)
