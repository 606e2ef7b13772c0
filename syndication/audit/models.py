"""Lines of the audit log, written once and never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """One action: by whom, on what, with what; and a hash over itself and the line before."""

    at = models.DateTimeField(_("date"))
    actor = models.CharField(_("by"), max_length=200)
    verb = models.CharField(_("action"), max_length=24)
    thing = models.CharField(_("public id"), max_length=32, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    detail = models.TextField(_("detail"), help_text=_("As JSON, its keys in order."))
    previous = models.CharField(_("hash of the line before"), max_length=64, blank=True)
    digest = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["thing", "-id"], name="audit_by_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing}".strip()
