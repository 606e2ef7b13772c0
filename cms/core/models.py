"""What every record of the parliament has: an everlasting id, where it came from, and Wagtail's editing life."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from cms.core import identity, preview
from cms.core.forms import RecordForm
from cms.core.words import OwnWords


def parliament_key() -> str:
    """Return the key of the parliament this server belongs to."""
    return str(settings.PARLIAMENT_KEY)


class Imported(models.Model):
    """A record with an everlasting id and, where it was imported, its id and state in the source."""

    public_id = models.CharField(
        _("public id"), max_length=12, default=identity.random, editable=False
    )
    parliament = models.SlugField(
        _("parliament"), default=parliament_key, editable=False, db_index=False
    )
    scheme = models.CharField(_("source format"), max_length=24, blank=True, editable=False)
    source_id = models.CharField(
        _("id in the source"), max_length=255, default=identity.random, editable=False
    )
    source_hash = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True


def one_a_source(name: str, *more: str) -> models.UniqueConstraint:
    """Return the constraint that an imported record exists once; what is made here is its own source."""
    return models.UniqueConstraint(
        fields=["source_id", "scheme", "parliament", *more], name=f"one_{name}_a_source"
    )


class Record(
    OwnWords,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    Imported,
):
    """A record that editors draft, review, lock, preview and publish."""

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    base_form_class = RecordForm
    withdrawal_reason = ""
    """What the public is told when it is unpublished, where somebody says why."""

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.QuerySet[models.Model]:
        """Return the revisions, as Wagtail asks for them."""
        found: models.QuerySet[models.Model] = self._revisions.all()
        return found

    @property
    def approved_schedule(self) -> bool:
        """Tell whether it is to be published later; a list has asked for all its rows at once."""
        if hasattr(self, "scheduled_revisions"):
            return bool(self.scheduled_revisions)
        return bool(super().approved_schedule)

    def with_content_json(self, content: Any) -> Any:
        """Return the record as a revision has it; where it comes from is a matter of the record, not of a revision."""
        found = super().with_content_json(content)
        for field in Imported._meta.fields:
            setattr(found, field.name, getattr(self, field.name))
        return found

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish the record and its entries together or not at all."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Unpublish the record and leave its tombstones together or not at all."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    @property
    def page_languages(self) -> list[str]:
        """Return the languages it has a public page in."""
        return [code for code, _name in settings.INTERFACE_LANGUAGES]

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Offer one preview a language."""
        names = dict(settings.LANGUAGES)
        return [(code, str(names.get(code, code))) for code in self.page_languages]

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """Ask for the public page at its own address."""
        self._shown = preview.entry_of(self, preview_mode or self.default_preview_mode)
        return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Answer with the public page made from this draft."""
        return preview.page(request, self._shown)

    def _get_dummy_header_url(self, original_request: HttpRequest | None = None) -> str:
        """Return the page's address, its path in the spelling that WSGI wants (PEP 3333: bytes as Latin-1)."""
        return self._shown.url.encode().decode("latin-1")


class TranslatableRecord(Record, TranslatableMixin):
    """A record with one row a language; the rows share a translation key and a public id.

    A translation names its original's language.
    """

    original_language = models.CharField(_("translated from"), max_length=16, blank=True)

    class Meta:
        abstract = True

    def copy_for_translation(
        self, locale: Locale, exclude_fields: list[str] | None = None
    ) -> TranslatableRecord:
        """Return a draft that shares the public id, says what it translates, and comes from no import."""
        made: TranslatableRecord = super().copy_for_translation(locale, exclude_fields)
        made.live = made.has_unpublished_changes = False
        made.first_published_at = made.last_published_at = None
        made.latest_revision = made.live_revision = None
        made.scheme = made.source_id = made.source_hash = ""
        made.original_language = self.original_language or self.locale.language_code
        return made

    @property
    def page_languages(self) -> list[str]:
        """Return the one language it is written in."""
        return [self.locale.language_code]


class Alias(models.Model):
    """An address that moved: the old public id and the one that answers now."""

    kind = models.CharField(max_length=24)
    old = models.CharField(max_length=12, unique=True)
    new = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("moved address")
        verbose_name_plural = _("moved addresses")

    def __str__(self) -> str:
        return f"{self.kind} {self.old} → {self.new}"


class OtherIdentifier(models.Model):
    """The id of a record in another system (Popolo identifiers)."""

    kind = models.CharField(max_length=24)
    public_id = models.CharField(max_length=12, db_index=True)
    parliament = models.SlugField(db_index=False)
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parliament", "kind", "scheme", "value"], name="one_record_an_identifier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
