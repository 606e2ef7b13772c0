"""What was asked of the hub and is still to be verified, or was a little while ago."""

from __future__ import annotations

from django.db import models


class Intent(models.Model):
    """One wish of a callback about a topic, as it was spelt; asking again replaces it (W3C WebSub, section 5.1)."""

    topic = models.CharField(max_length=1200)
    callback = models.CharField(max_length=1000)
    host = models.CharField(max_length=300)
    mode = models.CharField(max_length=11)
    secret = models.CharField(max_length=200, blank=True)
    lease = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["callback", "topic"], name="websub_one_intent")
        ]
        indexes = [models.Index(fields=["host", "at"], name="websub_of_a_host")]

    def __str__(self) -> str:
        return f"{self.mode} {self.topic} {self.callback}"
