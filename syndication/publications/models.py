"""Publications: artefacts kept for serving, and the terms whose change makes them stale."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """One artefact at one address, with its validators and the moment it must be looked at again."""

    key = models.CharField(max_length=40, unique=True)
    format = models.CharField(_("format"), max_length=40)
    query = models.TextField(_("query"))
    language = models.CharField(_("language"), max_length=16)
    media_type = models.CharField(_("media type"), max_length=100)
    headers = models.JSONField(default=list)
    body = models.BinaryField()
    etag = models.CharField(_("ETag"), max_length=40)
    modified = models.DateTimeField(_("last changed"))
    boundary = models.DateTimeField(_("to be looked at again"), null=True, blank=True)
    ends = models.DateTimeField(_("shows something until"), null=True, blank=True)
    stale = models.BooleanField(_("to be written again"), default=False)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.format} {self.query} {self.language}"


class PublicationKey(models.Model):
    """A term that a publication stands on (a surrogate key)."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="keys")
    term = models.CharField(max_length=96, db_index=True)

    def __str__(self) -> str:
        return self.term
