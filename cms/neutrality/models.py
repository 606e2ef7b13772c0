"""What a reviewer decided on the institution's own words."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.neutrality.kinds import Kind


class Decision(models.Model):
    """A finding that may stand in a record, by whom and why; it holds as long as the sentence stays the same."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    mark = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=16)
    rule = models.CharField(_("rule"), max_length=100)
    kind = models.CharField(_("kind of rule"), max_length=16, choices=Kind.choices)
    passage = models.TextField(_("passage"))
    sentence = models.TextField(_("sentence"))
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision on wording")
        verbose_name_plural = _("decisions on wording")
        ordering = ["-id"]
        default_permissions = ()
        permissions = [("decide_finding", _("Can let wording stand that is not neutral"))]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "mark"], name="one_decision_a_finding"
            )
        ]

    def __str__(self) -> str:
        return self.passage
