"""Bills, their stages, sponsors and texts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.bills.forms import BillForm, BillTextForm, StageForm
from cms.core import times
from cms.core.forms import PartForm
from cms.core.models import Imported, TranslatableRecord, one_a_source
from cms.core.panels import PartsPanel, ReadPanel, TextsPanel
from cms.core.texts import best
from cms.members.models import Member, Organization


class Bill(TranslatableRecord):
    """A law being made. Each language has its own row (title and summary); stages belong to the original's."""

    number = models.CharField(_("number"), max_length=60)
    title = models.TextField(_("title"))
    summary = models.TextField(_("summary"), blank=True)
    kind = models.CharField(_("type"), max_length=60, blank=True)
    body = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bills",
        verbose_name=_("chamber of origin"),
    )
    introduced = models.CharField(
        _("introduced"), max_length=10, blank=True, validators=[times.partial]
    )
    status = models.CharField(_("state in the source"), max_length=200, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta(TranslatableRecord.Meta):
        verbose_name = _("bill")
        verbose_name_plural = _("bills")
        unique_together = [("translation_key", "locale")]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id", "locale"], name="one_bill_a_public_id_and_language"
            ),
            one_a_source("bill", "locale"),
        ]

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("body"), FieldPanel("introduced")]),
        FieldPanel("topics"),
        ReadPanel("original_language"),
        PartsPanel("stages", columns=["date", "body_name", "outcome"]),
        PartsPanel("sponsors", columns=["first"], related=["member"], limit=50),
        PartsPanel("texts", columns=["language", "date"]),
    ]
    own_words = ("summary",)  # its title is its sponsor's
    base_form_class = BillForm

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Stage(models.Model):
    """A step in a bill's life, in the order of the source."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="stages", verbose_name=_("bill"))
    position = models.PositiveIntegerField(_("place in the course"))
    code = models.CharField(_("stage"), max_length=32)
    titles = models.JSONField(_("titles"), default=dict)
    date = models.CharField(_("date"), max_length=10, blank=True, validators=[times.partial])
    end = models.CharField(_("until"), max_length=10, blank=True, validators=[times.partial])
    body = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chamber or committee"),
    )
    body_name = models.CharField(_("where"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=16, blank=True)
    note = models.TextField(_("note"), blank=True)
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["bill", "position"]

    panels = [
        FieldRowPanel([FieldPanel("bill"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("outcome")]),
        TextsPanel("titles"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("body"), FieldPanel("body_name")]),
        FieldPanel("note"),
        FieldPanel("url"),
    ]
    base_form_class = StageForm

    def __str__(self) -> str:
        return best(self.titles) or self.code


class Sponsor(models.Model):
    """Who brings a bill in."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="sponsors", verbose_name=_("bill"))
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsored",
        verbose_name=_("member"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    first = models.BooleanField(_("first sponsor"), default=False)

    class Meta:
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        ordering = ["bill", "-first", "pk"]

    panels = [
        FieldPanel("bill"),
        FieldRowPanel([FieldPanel("member"), FieldPanel("name")]),
        FieldPanel("first"),
    ]
    base_form_class = PartForm

    def __str__(self) -> str:
        return self.name or str(self.member)


class BillText(Imported):
    """One version of a bill's text in one language; ``clauses`` is a list of ``{"number", "heading", "text"}``."""

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="texts", verbose_name=_("bill"))
    language = models.CharField(_("language"), max_length=16)
    title = models.TextField(_("title"))
    label = models.CharField(_("version"), max_length=200, blank=True)
    date = models.CharField(_("date"), max_length=10, blank=True, validators=[times.partial])
    clauses = models.JSONField(_("clauses"), default=list)
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("text of a bill")
        verbose_name_plural = _("texts of bills")
        constraints = [one_a_source("bill_text")]
        ordering = ["bill", "date", "pk"]

    panels = [
        FieldPanel("bill"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("date")]),
        FieldPanel("title"),
        FieldPanel("label"),
        FieldPanel("clauses"),
        FieldPanel("url"),
    ]
    base_form_class = BillTextForm

    def __str__(self) -> str:
        return f"{self.title} ({self.label})"
