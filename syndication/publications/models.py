"""Publications: what is kept for serving, how it is written again, and the terms whose change makes it stale."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from syndication.entries.models import EntryRecord


class Publication(models.Model):
    """One artefact at one address. Its bytes are in the stores, which answer without this table.

    ``digest`` is the hash of the bytes, ``head`` that of all else that is kept with them.
    """

    address = models.TextField(_("address"), unique=True)
    format = models.CharField(_("format"), max_length=40)
    query = models.TextField(_("query"))
    language = models.CharField(_("language"), max_length=16)
    slug = models.CharField(_("stream"), max_length=64, blank=True)
    limit = models.PositiveIntegerField(_("entries at most"))
    context = models.BooleanField(_("with what stands around"), default=False)
    sole = models.BooleanField(_("of one thing"), default=False)
    options = models.CharField(_("options"), max_length=80, blank=True)
    digest = models.CharField(_("hash"), max_length=32, blank=True)
    head = models.CharField(max_length=32, blank=True)
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


class Notice(models.Model):
    """What hosts tell each other: addresses to look at again, a thing to let go of, or a line of the kill-list.

    The last stays for ever.

    ``transaction`` is PostgreSQL's number of the transaction that wrote it: the only order in which nothing is missed
    that is committed late.
    """

    token = models.UUIDField(default=uuid4)
    transaction = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    addresses = models.TextField(blank=True)
    thing = models.CharField(max_length=32, blank=True)
    kill = models.CharField(max_length=64, blank=True)
    line = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kill"], condition=~models.Q(kill=""), name="one_notice_a_kill"
            )
        ]

    def __str__(self) -> str:
        return self.kill or self.thing or self.addresses


class Purge(models.Model):
    """Addresses that a CDN must be told to let go of, until it was told."""

    addresses = models.TextField()
    first = models.BooleanField(default=False)
    at = models.DateTimeField()
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-first", "id"], name="purge_in_order")]

    def __str__(self) -> str:
        return self.addresses
