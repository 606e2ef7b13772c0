"""Publications: what is kept for serving, how it is written again, and the terms whose change makes it stale."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from syndication.entries.models import EntryRecord


class Publication(models.Model):
    """One artefact at one address. Its bytes are in the stores, which answer without this table."""

    address = models.TextField(_("address"), unique=True)
    format = models.CharField(_("format"), max_length=40)
    query = models.TextField(_("query"))
    language = models.CharField(_("language"), max_length=16)
    slug = models.CharField(_("stream"), max_length=64, blank=True)
    limit = models.PositiveIntegerField(_("entries at most"))
    context = models.BooleanField(_("with what stands around"), default=False)
    sole = models.BooleanField(_("of one thing"), default=False)
    digest = models.CharField(_("hash"), max_length=32, blank=True)
    modified = models.DateTimeField(_("last changed"))
    boundary = models.DateTimeField(_("to be looked at again"), null=True, blank=True)
    stale = models.BooleanField(_("to be written again"), default=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(fields=["id"], condition=models.Q(stale=True), name="publication_stale")
        ]

    def __str__(self) -> str:
        return self.address


class Fragment(models.Model):
    """An entry written once in a format, for every feed that carries it; ``version`` names what it was written of."""

    entry = models.ForeignKey(
        EntryRecord, on_delete=models.CASCADE, related_name="fragments", db_index=False
    )
    format = models.CharField(max_length=40)
    language = models.CharField(max_length=16)
    version = models.CharField(max_length=100)
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "format", "language"], name="one_fragment_a_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.language} {self.entry_id}"


class PublicationKey(models.Model):
    """A term that a publication stands on (a surrogate key)."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="keys")
    term = models.CharField(max_length=96, db_index=True)

    def __str__(self) -> str:
        return self.term
