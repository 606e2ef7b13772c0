"""Papers of the parliament: reports, protocols, answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.core.models import TranslatableRecord, one_a_source
from cms.core.panels import ReadPanel
from cms.documents.forms import PaperForm
from cms.sittings.models import Sitting


class Paper(TranslatableRecord):
    """A paper, kept here (a Wagtail document) or named at its address in the source."""

    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("type"), max_length=60, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    file = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address in the source"), max_length=500, blank=True)
    sitting = models.ForeignKey(
        Sitting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("sitting"),
    )
    bill = models.CharField(_("bill"), max_length=12, blank=True)

    class Meta(TranslatableRecord.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "locale"], name="one_paper_a_public_id_and_language"
            ),
            one_a_source("paper"),
        ]

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldPanel("file"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("sitting"), FieldPanel("bill")]),
        ReadPanel("original_language"),
    ]
    base_form_class = PaperForm

    def __str__(self) -> str:
        return self.title
