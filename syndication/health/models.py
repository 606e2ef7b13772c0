"""What is kept of the embeds' readers: numbers a day, and how far the log of a web server was read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from syndication.health.seeing import Form, Outcome


class EmbedCount(models.Model):
    """How often, on a day, something of a kind came to such an end for readers of a site."""

    day = models.DateField(_("day"))
    site = models.CharField(_("site"), max_length=270, blank=True)
    kind = models.CharField(_("type"), max_length=16)
    theme = models.CharField(_("theme"), max_length=8, blank=True)
    form = models.CharField(_("form"), max_length=8, choices=Form.choices)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    answers = models.PositiveBigIntegerField(_("answers"))

    class Meta:
        verbose_name = _("embed health")
        verbose_name_plural = _("embed health")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "site", "kind", "theme", "form", "outcome"], name="embed_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.site or '-'} {self.kind} {self.outcome}: {self.answers}"


class EmbedLog(models.Model):
    """A log of a web server: the file it was in, by the digest of its first line, and up to where that is counted."""

    path = models.CharField(max_length=500, unique=True)
    head = models.CharField(max_length=64, blank=True)
    place = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.path}: {self.place}"
