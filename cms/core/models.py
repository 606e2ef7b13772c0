"""What every record of the parliament has: an everlasting id, where it came from, and Wagtail's editing life."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from cms.core import identity


def parliament_key() -> str:
    """Return the key of the parliament this server belongs to."""
    return str(settings.PARLIAMENT_KEY)


class Imported(models.Model):
    """A record with an everlasting id and, where it was imported, its id and state in the source."""

    public_id = models.CharField(
        _("public id"), max_length=12, default=identity.random, editable=False
    )
    parliament = models.SlugField(_("parliament"), default=parliament_key, editable=False, db_index=False)
    scheme = models.CharField(_("source format"), max_length=24, blank=True, editable=False)
    source_id = models.CharField(_("id in the source"), max_length=255, blank=True, editable=False)
    source_hash = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True


def one_a_source(name: str, *more: str) -> models.UniqueConstraint:
    """Return the constraint that an imported record exists once."""
    return models.UniqueConstraint(
        fields=["parliament", "scheme", "source_id", *more],
        condition=~models.Q(source_id=""),
        name=f"one_{name}_a_source",
    )


class Record(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, Imported
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

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.QuerySet[models.Model]:
        """Return the revisions, as Wagtail asks for them."""
        return self._revisions.all()


class TranslatableRecord(Record, TranslatableMixin):
    """A record with one row a language; the rows share a translation key and a public id."""

    class Meta:
        abstract = True


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
