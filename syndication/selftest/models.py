"""What the last self-tests of the feeds found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedCheck(models.Model):
    """A run of the self-test: how far it is, and what it found. ``place`` is behind which feed it goes on.

    ``seen`` is when it was last at work: a run that says nothing for long was ended by something else.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        BROKEN = "broken", _("broken off")

    begun = models.DateTimeField()
    seen = models.DateTimeField()
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RUNNING)
    place = models.BigIntegerField(null=True)
    expected = models.PositiveIntegerField(default=0)
    feeds = models.PositiveIntegerField(default=0)
    links = models.PositiveIntegerField(default=0)
    others = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("self-test of the feeds")
        verbose_name_plural = _("self-tests of the feeds")
        ordering = ["-id"]
        default_permissions = ("view",)
        permissions = [("run_feedcheck", _("Can start"))]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="one_feed_check_runs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.begun:%Y-%m-%d %H:%M} {self.state}: {self.found}"
