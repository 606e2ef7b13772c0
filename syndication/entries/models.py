"""Entries as stored: a snapshot with revision and hash, the facets it is found by, and the ledger of changes."""

from __future__ import annotations

from typing import ClassVar

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from syndication.entries.visibility import EntryRecordQuerySet


class EntryRecord(models.Model):
    """One published thing in one language, as it was last recorded. Never deleted."""

    entry_id = models.CharField(max_length=255)
    thing = models.CharField(max_length=32)
    language = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    title = models.TextField()
    listed = models.BooleanField(default=True)
    translation = models.BooleanField(default=False)
    published = models.DateTimeField()
    updated = models.DateTimeField()
    rank = models.BigIntegerField(
        help_text=_("Sort key: seconds of publication, then the place in the debate.")
    )
    part_of = models.CharField(max_length=32, blank=True)
    position = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    corrected = models.DateTimeField(null=True, blank=True)
    visible_from = models.DateTimeField(null=True, blank=True)
    visible_until = models.DateTimeField(null=True, blank=True)
    audience = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    decisions = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=32)
    value = models.TextField()

    objects: ClassVar[models.Manager[EntryRecord]] = EntryRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ("view",)
        permissions = [
            ("withdraw_entry", _("Can withdraw")),
            ("restore_entry", _("Can restore")),
            ("correct_entry", _("Can add a note of correction")),
            ("embargo_entry", _("Can embargo")),
            ("expire_entry", _("Can set an end")),
            ("lift_entry", _("Can lift")),
            ("restrict_entry", _("Can restrict to an audience")),
            ("translate_entry", _("Can translate")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry_id"], name="one_entry_an_id"),
            models.UniqueConstraint(fields=["thing", "language"], name="one_entry_a_language"),
        ]
        indexes = [
            models.Index(fields=["-rank", "-id"], name="entry_by_rank"),
            models.Index(fields=["kind", "-rank", "-id"], name="entry_by_kind"),
            models.Index(fields=["kind", "language", "-rank", "-id"], name="entry_by_language"),
            models.Index(fields=["part_of", "position"], name="entry_in_debate"),
            models.Index(
                fields=["visible_from"],
                condition=models.Q(visible_from__isnull=False),
                name="entry_appears",
            ),
            models.Index(
                fields=["visible_until"],
                condition=models.Q(visible_until__isnull=False),
                name="entry_disappears",
            ),
            models.Index(
                fields=["-rank", "-id"],
                condition=models.Q(withdrawn=True),
                name="entry_withdrawn",
            ),
            models.Index(
                fields=["-rank", "-id"],
                condition=models.Q(audience__gt=""),
                name="entry_restricted",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> int:
        """Tell apart any two states: what readers are told of raises the revision, who sees it the decisions."""
        return self.revision + self.decisions


class EntryFacet(models.Model):
    """A term an entry is found by ("member:7k3m2qx9ab"), with the entry's sort key beside it for the index."""

    pk = models.CompositePrimaryKey("entry_id", "term")
    entry = models.ForeignKey(
        EntryRecord,
        on_delete=models.CASCADE,
        related_name="facets",
        db_index=False,
        db_constraint=False,  # six rows an entry, written by the engine alone: the check is most of their cost
    )
    term = models.CharField(max_length=96)
    rank = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["term", "-rank", "-entry"], name="facet_by_rank")]

    def __str__(self) -> str:
        return self.term


class Change(models.Model):
    """A line of the ledger, written in the same transaction as the change itself."""

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")
        MOVED = "moved", _("moved")

    entry = models.ForeignKey(
        EntryRecord, on_delete=models.PROTECT, related_name="changes", verbose_name=_("entry")
    )
    kind = models.CharField(_("change"), max_length=16, choices=Kind.choices)
    revision = models.PositiveIntegerField(_("revision"))
    content_hash = models.CharField(_("content hash"), max_length=32)
    at = models.DateTimeField(_("date"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id}@{self.revision}"


class Pause(models.Model):
    """A time in which a body has no members, because they are being elected; ``value`` holds what is said then."""

    body = models.CharField(_("chamber"), max_length=32)
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    hidden = models.BooleanField(_("show nothing but the disclaimer"), default=False)
    value = models.TextField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("election period")
        verbose_name_plural = _("election periods")
        ordering = ["-since"]
        default_permissions = ("view",)
        permissions = [
            ("pause_entry", _("Can plan an election")),
            ("preview_pause", _("Can look at pages as of another moment")),
        ]
        indexes = [
            models.Index(fields=["until"], name="pause_ends"),
            models.Index(fields=["body", "since"], name="pause_of_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.since:%Y-%m-%d}"

    @property
    def titles(self) -> dict[str, str]:
        """Return what the election is called, by language."""
        return self._said("titles")

    @property
    def words(self) -> dict[str, str]:
        """Return the disclaimer, by language."""
        return self._said("words")

    def _said(self, name: str) -> dict[str, str]:
        found: dict[str, str] = orjson.loads(self.value)[name] if self.value else {}
        return found


class Paused(models.Model):
    """A member whom a pause concerns: one who has a seat in the body, before it or in it."""

    pause = models.ForeignKey(Pause, on_delete=models.CASCADE, related_name="members")
    thing = models.CharField(max_length=32)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["thing", "pause"], name="paused_once")]

    def __str__(self) -> str:
        return self.thing
