"""Videos, their captions, and where speeches lie in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.core.models import TranslatableRecord, one_a_source
from cms.core.panels import PartsPanel, ReadPanel, TextsPanel
from cms.members.models import Member
from cms.sittings.models import Sitting
from cms.speeches.models import Speech
from cms.videos.fields import CaptionsInput
from cms.videos.forms import TimingForm, VideoForm


class Video(TranslatableRecord):
    """A recording of a speech or a sitting. ``captions`` maps a language to the path or address of a WebVTT file."""

    title = models.CharField(_("title"), max_length=300)
    sitting = models.ForeignKey(
        Sitting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="videos",
        verbose_name=_("sitting"),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    file = models.CharField(_("file"), max_length=300, blank=True)
    media_url = models.URLField(_("address of the recording"), max_length=500, blank=True)
    length = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    media_type = models.CharField(_("media type"), max_length=60, default="video/mp4")
    duration = models.FloatField(_("duration in seconds"), null=True, blank=True)
    poster = models.CharField(_("poster"), max_length=300, blank=True)
    captions = models.JSONField(_("captions"), default=dict, blank=True)
    licence = models.TextField(_("licence"), blank=True)
    page_url = models.URLField(_("page in the source"), max_length=500, blank=True)

    class Meta(TranslatableRecord.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "locale"], name="one_video_a_public_id_and_language"
            ),
            one_a_source("video"),
        ]

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("sitting"), FieldPanel("date")]),
        FieldPanel("file"),
        FieldPanel("media_url"),
        FieldRowPanel([FieldPanel("media_type"), FieldPanel("length"), FieldPanel("duration")]),
        FieldPanel("poster"),
        TextsPanel("captions", widget=CaptionsInput),
        FieldPanel("licence"),
        FieldPanel("page_url"),
        ReadPanel("original_language"),
        PartsPanel("timings", columns=["start", "end"], related=["speech__sitting", "member"]),
    ]
    own_words = ("title",)
    base_form_class = VideoForm

    def __str__(self) -> str:
        return self.title


class Timing(models.Model):
    """Where a speech lies in a video: seconds from the video's start, and the sentences with theirs."""

    video = models.ForeignKey(
        Video, models.CASCADE, related_name="timings", verbose_name=_("video")
    )
    speech = models.ForeignKey(
        Speech,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="timings",
        verbose_name=_("speech"),
    )
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("member")
    )
    name = models.CharField(_("speaker"), max_length=200, blank=True)
    start = models.FloatField(_("from"))
    end = models.FloatField(_("until"))
    sentences = models.JSONField(_("sentences"), default=list)

    class Meta:
        verbose_name = _("timing")
        verbose_name_plural = _("timings")
        ordering = ["video", "start", "pk"]

    panels = [
        FieldPanel("video"),
        FieldPanel("speech"),
        FieldRowPanel([FieldPanel("member"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("sentences"),
    ]
    base_form_class = TimingForm

    def __str__(self) -> str:
        return f"{self.name or self.member or self.video_id} {self.start:.1f}–{self.end:.1f}"
