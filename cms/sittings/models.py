"""Sittings, the headings of their debates, and divisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.core.forms import PartForm
from cms.core.models import Imported, Record, one_a_source
from cms.core.panels import PartsPanel, TextsPanel
from cms.core.texts import best
from cms.members.models import Member, Organization
from cms.sittings.forms import DivisionForm, SectionForm, SittingForm


class Sitting(Record):
    """One meeting of a chamber or committee on one day."""

    body = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="sittings",
        verbose_name=_("chamber or committee"),
    )
    date = models.DateField(_("date"), db_index=True)
    titles = models.JSONField(_("titles"), default=dict, help_text=_("Language to title."))
    language = models.CharField(_("language"), max_length=16)
    number = models.CharField(_("number"), max_length=40, blank=True)
    session = models.CharField(_("session"), max_length=100, blank=True)
    term = models.CharField(_("term"), max_length=100, blank=True)
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="one_sitting_a_public_id"),
            one_a_source("sitting"),
        ]
        ordering = ["-date", "-pk"]

    panels = [
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("term"), FieldPanel("session"), FieldPanel("number")]),
        TextsPanel("titles"),
        FieldPanel("language"),
        PartsPanel("sections", columns=["position"]),
        PartsPanel("speeches", columns=["position"], limit=10, related=["sitting"]),
        PartsPanel("divisions", columns=["number", "result"], limit=20),
    ]
    own_words = ("titles",)
    base_form_class = SittingForm

    def __str__(self) -> str:
        return self.title_in()

    @property
    def page_languages(self) -> list[str]:
        """Return its own language and those of the interface that its title is written in."""
        titled = [code for code in super().page_languages if code in self.titles]
        return list(dict.fromkeys([self.language or settings.LANGUAGE_CODE, *titled]))

    def title_in(self, language: str = "") -> str:
        """Return the title in a language, or the body and date."""
        return best(self.titles, language) or f"{self.body.name_in(language)}, {self.date}"


class Section(Imported):
    """A heading of a debate (Akoma Ntoso debateSection): an item of the agenda or a part of one."""

    sitting = models.ForeignKey(
        Sitting, models.CASCADE, related_name="sections", verbose_name=_("sitting")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    titles = models.JSONField(_("titles"), default=dict, help_text=_("Language to title."))
    position = models.PositiveIntegerField(_("place in the sitting"))
    bills = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("heading")
        verbose_name_plural = _("headings")
        constraints = [one_a_source("section")]
        ordering = ["sitting", "position"]

    panels = [
        FieldRowPanel([FieldPanel("sitting"), FieldPanel("position")]),
        TextsPanel("titles"),
        FieldPanel("parent"),
        FieldPanel("bills"),
    ]
    base_form_class = SectionForm

    def __str__(self) -> str:
        return best(self.titles) or str(self.position)


class Division(Record):
    """A recorded vote of a house."""

    body = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="divisions",
        verbose_name=_("chamber or committee"),
    )
    sitting = models.ForeignKey(
        Sitting,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="divisions",
        verbose_name=_("sitting"),
    )
    bill = models.CharField(_("bill"), max_length=12, blank=True)
    date = models.DateField(_("date"), db_index=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    titles = models.JSONField(_("question"), default=dict, help_text=_("Language to text."))
    language = models.CharField(_("language"), max_length=16, blank=True, editable=False)
    result = models.CharField(_("result"), max_length=40, blank=True)
    counts = models.JSONField(_("counts"), default=dict, help_text=_("Option to number."))
    url = models.URLField(_("address in the source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="one_division_a_public_id"),
            one_a_source("division"),
        ]
        ordering = ["-date", "-pk"]

    panels = [
        FieldRowPanel([FieldPanel("body"), FieldPanel("sitting")]),
        FieldRowPanel([FieldPanel("date"), FieldPanel("time"), FieldPanel("number")]),
        TextsPanel("titles"),
        FieldPanel("bill"),
        FieldPanel("result"),
        FieldPanel("counts"),
        PartsPanel("votes", columns=["option", "group"], related=["member", "group"], limit=50),
    ]
    base_form_class = DivisionForm

    def __str__(self) -> str:
        return best(self.titles) or f"{self.body}, {self.date} ({self.number})"

    @property
    def page_languages(self) -> list[str]:
        """Return the languages its question is written in."""
        return list(self.titles) or [settings.LANGUAGE_CODE]


class Vote(models.Model):
    """One member's choice in a division."""

    division = models.ForeignKey(
        Division, models.CASCADE, related_name="votes", verbose_name=_("division")
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name=_("member"),
    )
    group = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    option = models.CharField(_("choice"), max_length=16)
    teller = models.BooleanField(_("teller"), default=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["division_id", "pk"]

    panels = [
        FieldPanel("division"),
        FieldRowPanel([FieldPanel("member"), FieldPanel("name")]),
        FieldPanel("group"),
        FieldRowPanel([FieldPanel("option"), FieldPanel("teller")]),
    ]
    base_form_class = PartForm

    def __str__(self) -> str:
        return f"{self.name or self.member}: {self.option}"
