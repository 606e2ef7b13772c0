"""What one person asked for and a second one has to confirm."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.lookups import Exact
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from cms.core.rights import VERBS
from syndication.models import EntryRecord

MOMENTS = frozenset({"until", "after"})
"""The arguments that are moments."""


class DecisionRequestQuerySet(models.QuerySet["DecisionRequest"]):
    """Requests, with the version that what they are about has now."""

    def waiting(self) -> DecisionRequestQuerySet:
        """Keep what can still be confirmed: nothing changed since it was asked for."""
        everywhere = Exact(OuterRef("language"), Value(""))
        same = EntryRecord.objects.filter(
            Q(language=OuterRef("language")) | Q(everywhere), thing=OuterRef("thing")
        )
        versions = same.order_by().values("thing").annotate(now=Sum(F("revision") + F("decisions")))
        asked = self.filter(state=DecisionRequest.State.WAITING)
        return asked.filter(revision=Subquery(versions.values("now")[:1]))


class DecisionRequest(models.Model):
    """A verb on a thing, asked for by somebody on what they saw."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        LAPSED = "lapsed", _("lapsed")

    verb = models.CharField(_("action"), max_length=24)
    entry = models.ForeignKey(
        EntryRecord, on_delete=models.PROTECT, related_name="+", verbose_name=_("entry")
    )
    thing = models.CharField(_("public id"), max_length=32, db_index=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    revision = models.PositiveIntegerField()
    arguments = models.JSONField(_("detail"), default=dict, encoder=DjangoJSONEncoder)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[models.Manager[DecisionRequest]] = DecisionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a second person")
        verbose_name_plural = _("waiting for a second person")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["verb", "thing", "language"],
                condition=Q(state="waiting"),
                name="one_request_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.entry}"

    @property
    def name(self) -> str:
        """Return what the verb is called."""
        return str(VERBS[self.verb])

    @property
    def given(self) -> dict[str, Any]:
        """Return what the action needs to know, moments as such."""
        return {name: self._read(name, value) for name, value in self.arguments.items()}

    def is_for(self, arguments: dict[str, Any], *, revision: int) -> bool:
        """Tell whether it asks for the very same."""
        return self.revision == revision and self.given == arguments

    def _read(self, name: str, value: Any) -> datetime | str | None:
        return parse_datetime(value) if name in MOMENTS and value else value
