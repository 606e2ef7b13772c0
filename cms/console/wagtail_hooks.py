"""Streams, entries, the ledger of changes, and what is published, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from cms.console.audiences import AudienceViewSet, TokenViewSet
from cms.console.deliveries import DeliveryViewSet, DestinationViewSet, SubscriptionViewSet
from cms.console.entries import EntryViewSet
from cms.console.forms import StreamForm
from cms.console.health import HealthViewSet
from cms.console.linking import DecideMenuItem, DecideOnPageMenuItem
from cms.console.requests import RequestViewSet
from cms.console.selftest import SelfTestViewSet
from cms.console.viewsets import LedgerIndexView, ReadOnlyViewSet
from cms.core.filters import DaysFilter
from cms.core.listing import language
from cms.core.panels import TextsPanel
from cms.core.publishing import sources_of
from cms.core.viewsets import RecordViewSet
from syndication import queries, registry
from syndication.models import AuditLine, Change, EntryRecord, Publication, Stream
from syndication.publications import staleness


class StreamEditView(snippets.EditView):
    """Edit a stream; what shows its name, or showed it, is written again at the next reading."""

    @transaction.atomic
    def save_instance(self) -> Stream:
        """Save the stream and mark its publications."""
        before = Stream.objects.get(pk=self.object.pk).query
        stream: Stream = super().save_instance()
        staleness.retitle({before, stream.query})
        return stream


class StreamViewSet(RecordViewSet):
    """Named, saved queries; each is a feed in every format."""

    model = Stream
    icon = "list-ul"
    menu_order = 110
    edit_handler = ObjectList(
        [FieldPanel("title"), TextsPanel("titles"), FieldPanel("slug"), FieldPanel("query")],
        base_form_class=StreamForm,
    )
    deletable = False
    list_display = [
        "__str__",
        Column("slug", label=_("Address"), sort_key="slug"),
        Column("query", label=_("Query")),
    ]
    search_fields = ("title", "slug", "query")
    ordering = ("slug",)
    edit_view_class = StreamEditView


class ChangeFilterSet(WagtailFilterSet):
    """The ledger by what happened, to what, when."""

    kind = ChoiceFilter(label=_("Change"), choices=Change.Kind.choices, empty_label=_("All"))
    entry_kind = ChoiceFilter(
        field_name="entry__kind",
        label=_("Type"),
        choices=lambda: [(kind, queries.kind_name(kind)) for kind in registry.sources()],
        empty_label=_("All"),
    )
    at = DaysFilter(label=_("Date"))

    class Meta:
        model = Change
        fields: list[str] = []


class ChangeViewSet(ReadOnlyViewSet):
    """The ledger: what changed, when, and why."""

    model = Change
    name = "changes"
    icon = "history"
    menu_order = 120
    index_view_class = LedgerIndexView
    list_display = [
        TitleColumn("title", label=_("Title"), accessor="entry.title", url_name="changes:inspect"),
        Column("kind", label=_("Change"), accessor="get_kind_display"),
        Column(
            "entry_kind", label=_("Type"), accessor=lambda row: queries.kind_name(row.entry.kind)
        ),
        language("entry.language"),
        Column("revision", label=_("Revision")),
        Column(
            "note", label=_("Note"), accessor=lambda row: format_html("<bdi>{}</bdi>", row.note)
        ),
        Column("at", label=_("Date"), sort_key="id"),
    ]
    list_export = [
        "at",
        "kind",
        "entry.entry_id",
        "entry.title",
        "revision",
        "content_hash",
        "note",
    ]
    inspect_view_fields = ["entry", "kind", "at", "note", "revision", "content_hash"]
    search_fields = ("entry__title",)
    filterset_class = ChangeFilterSet
    ordering = "-id"

    def rows(self) -> models.QuerySet[Any]:
        """Return the lines with what they are about, without its text."""
        return Change.objects.select_related("entry").defer("entry__value")


class PublicationFilterSet(WagtailFilterSet):
    """Publications by format, language and state."""

    format = CharFilter(label=_("Format"))
    language = CharFilter(label=_("Language"))
    stale = BooleanFilter(label=_("To be written again"), widget=BooleanRadioSelect)

    class Meta:
        model = Publication
        fields: list[str] = []


class PublicationViewSet(ReadOnlyViewSet):
    """What is kept for serving."""

    model = Publication
    name = "publications"
    icon = "doc-full-inverse"
    menu_order = 130
    list_display = [
        TitleColumn("address", label=_("Address"), url_name="publications:inspect"),
        Column("format", label=_("Format")),
        Column("language", label=_("Language")),
        Column("modified", label=_("Last changed")),
        Column("boundary", label=_("To be looked at again")),
        BooleanColumn("stale", label=_("To be written again")),
    ]
    inspect_view_fields = [
        "address", "format", "query", "language", "digest", "modified", "boundary", "stale",
    ]  # fmt: skip
    search_fields = ("address", "query")
    filterset_class = PublicationFilterSet
    ordering = "-id"


class AuditFilterSet(WagtailFilterSet):
    """The audit log by what was done, and when."""

    verb = CharFilter(label=_("Action"))
    at = DaysFilter(label=_("Date"))

    class Meta:
        model = AuditLine
        fields: list[str] = []


class AuditViewSet(ReadOnlyViewSet):
    """Who did what, when; ``manage.py audit verify`` proves that nobody changed it."""

    model = AuditLine
    name = "audit"
    icon = "clipboard-list"
    menu_order = 140
    list_display = [
        TitleColumn("verb", label=_("Action"), url_name="audit:inspect"),
        Column("thing", label=_("Public id")),
        Column("actor", label=_("By")),
        Column("detail", label=_("Detail")),
        Column("at", label=_("Date"), sort_key="id"),
    ]
    list_export = ["at", "actor", "verb", "thing", "language", "detail", "previous", "digest"]
    inspect_view_fields = list_export
    search_fields = ("actor", "thing")
    filterset_class = AuditFilterSet
    ordering = "-id"


register_snippet(StreamViewSet)


@hooks.register("register_permissions")
def verbs() -> models.QuerySet[Permission]:
    """Let groups look at entries, do each verb, and see the health of embeds, feeds and deliveries."""
    known = models.Q(content_type__model__in=["entryrecord", "deliveryrecord"])
    own = ("view_embedcount", "view_feedcheck", "run_feedcheck")
    allowed = known | models.Q(codename__in=own)
    return Permission.objects.filter(allowed, content_type__app_label="syndication")


@hooks.register("construct_snippet_action_menu")
def decide(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Lead from a record to its entries."""
    record = context.get("instance")
    if record is not None and _has_entries(record, request):
        items.append(DecideMenuItem())


@hooks.register("construct_page_action_menu")
def decide_on_page(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Lead from a page to its entries."""
    page = context.get("page")
    if page is not None and _has_entries(page.specific, request):
        items.append(DecideOnPageMenuItem())


def _has_entries(record: models.Model, request: HttpRequest) -> bool:
    if not request.user.has_perm("syndication.view_entryrecord"):
        return False
    return any(sources_of(record)) and EntryRecord.objects.filter(thing=record.public_id).exists()  # type: ignore[attr-defined]  # what makes entries has one


@hooks.register("register_admin_viewset")
def engine_tables() -> list[ReadOnlyViewSet]:
    """Show the engine's tables."""
    own = [EntryViewSet(), RequestViewSet(), ChangeViewSet(), PublicationViewSet(), AuditViewSet()]
    return [*own, SubscriptionViewSet(), DeliveryViewSet(), DestinationViewSet()]


@hooks.register("register_admin_viewset")
def health() -> list[ViewSet]:
    """Show which sites embed what, and whether every feed is right."""
    return [HealthViewSet(), SelfTestViewSet()]


@hooks.register("register_admin_viewset")
def audiences() -> list[ModelViewSet]:
    """Offer audiences and tokens."""
    return [AudienceViewSet(), TokenViewSet()]
