"""Speeches: one turn of speaking in one language, in its place in the debate."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.core.models import TranslatableRecord, one_a_source
from cms.core.panels import PartsPanel, ReadPanel, TextsPanel
from cms.members.models import Member, Organization
from cms.sittings.models import Section, Sitting
from cms.speeches.forms import SpeechForm
from syndication.vocabulary import date_words


class Speech(TranslatableRecord):
    """One turn of speaking. The speaker's role and group are those of that day and stay so.

    ``paragraphs`` is a list of ``{"id": …, "kind": …, "text": …}``; a translation names its original's language.
    """

    sitting = models.ForeignKey(
        Sitting,
        models.CASCADE,
        related_name="speeches",
        verbose_name=_("sitting"),
        db_index=False,
    )
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="speeches",
        verbose_name=_("heading"),
    )
    position = models.PositiveIntegerField(_("place in the sitting"))
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
        verbose_name=_("member"),
        db_index=False,
    )
    speaker_name = models.CharField(_("speaker as printed"), max_length=200, blank=True)
    role = models.JSONField(
        _("role on that day"), default=dict, blank=True, help_text=_("Language to role.")
    )
    part = models.CharField(_("part"), max_length=16, default="regular")
    group = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group on that day"),
    )
    area = models.JSONField(
        _("constituency on that day"), default=dict, blank=True, help_text=_("Language to name.")
    )
    group_name = models.CharField(_("group as printed"), max_length=200, blank=True)
    paragraphs = models.JSONField(_("text"), default=list)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    bills = models.JSONField(default=list, blank=True)
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta(TranslatableRecord.Meta):
        verbose_name = _("speech")
        verbose_name_plural = _("speeches")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "locale"], name="one_speech_a_public_id_and_language"
            ),
            one_a_source("speech"),
        ]
        indexes = [
            models.Index(fields=["sitting", "position"], name="speech_in_sitting"),
            models.Index(fields=["member", "sitting"], name="speech_of_member"),
            models.Index(fields=["id"], condition=models.Q(live=False), name="speech_not_public"),
            models.Index(
                fields=["id"],
                condition=models.Q(has_unpublished_changes=True),
                name="speech_with_changes_waiting",
            ),
        ]

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("sitting"),
                FieldRowPanel([FieldPanel("section"), FieldPanel("position")]),
                FieldPanel("member"),
                FieldRowPanel([FieldPanel("speaker_name"), FieldPanel("part")]),
                FieldRowPanel([FieldPanel("group"), FieldPanel("group_name")]),
                FieldRowPanel([FieldPanel("started_at"), FieldPanel("ended_at")]),
                ReadPanel("original_language"),
            ],
            heading=_("Who, where, when"),
        ),
        FieldPanel("paragraphs"),
        MultiFieldPanel(
            [TextsPanel("role"), TextsPanel("area")],
            heading=_("As of that day"),
        ),
        FieldPanel("bills"),
        PartsPanel("timings", columns=["start", "end"]),
    ]
    base_form_class = SpeechForm

    @property
    def lasted(self) -> float | None:
        """How many seconds it took by the record, None where that does not say."""
        if self.started_at and self.ended_at and self.ended_at > self.started_at:
            return float((self.ended_at - self.started_at).total_seconds())
        return None

    def __str__(self) -> str:
        parts = [self.speaker_name or self.part]
        if self.sitting_id:
            parts.append(date_words(str(self.sitting.date)))
        apart = str(_(", ")).join(
            f"\u2068{part}\u2069" for part in parts
        )  # a name may run leftwards
        return f"{apart} ({self.position})"
