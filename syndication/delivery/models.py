"""Who wants to be told of what, what is promised to them, and which hosts are given a rest."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions."""

    def active(self, at: datetime) -> SubscriptionQuerySet:
        """Keep those that have not ended and whose time is not over."""
        lasting = models.Q(until=None) | models.Q(until__gt=at)
        return self.filter(lasting, ended=None)


class Subscription(models.Model):
    """A wish: to have the publication at a topic (host and path) brought to an address whenever it changes.

    ``told`` is the digest of what was last promised, ``until`` the end of a lease; None: there is none.
    """

    scheme = models.CharField(_("way"), max_length=40)
    topic = models.CharField(_("topic"), max_length=1200)
    address = models.CharField(_("address"), max_length=1000)
    destination = models.CharField(_("destination"), max_length=300)
    secret = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(_("begun"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    told = models.CharField(max_length=32, blank=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "address", "scheme"], name="one_subscription")
        ]
        indexes = [
            models.Index(
                fields=["topic", "told"], condition=models.Q(ended=None), name="subscription_told"
            ),
            models.Index(fields=["destination"], name="subscription_destination"),
        ]

    def __str__(self) -> str:
        return self.address

    def is_active(self, at: datetime) -> bool:
        """Tell whether it has not ended."""
        return self.ended is None and (self.until is None or self.until > at)

    def in_words(self) -> str:
        """Return why it ended."""
        return _sentence(self.reason)


class DeliveryRecord(models.Model):
    """A promise: one body, by its digest, to one subscription. Its id is the same over all attempts."""

    class State(models.TextChoices):
        """What became of it; only what waits is still to be done."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("delivered")
        FAILED = "failed", _("given up")
        REPLACED = "replaced", _("replaced by a newer one")
        ENDED = "ended", _("subscription ended")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    destination = models.CharField(_("destination"), max_length=300)
    digest = models.CharField(_("hash"), max_length=32)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due = models.DateTimeField(_("next attempt"))
    claimed = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    created = models.DateTimeField(_("promised"))
    finished = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ["view"]
        permissions = [("redrive_entry", _("Can have deliveries tried again"))]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=models.Q(state="waiting"),
                name="one_open_delivery",
            )
        ]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["-created", "-id"], name="delivery_in_order"),
            models.Index(fields=["subscription", "-created"], name="delivery_of_subscription"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def in_words(self) -> str:
        """Return the reason of its last failure, with the detail where there is one."""
        said = _sentence(self.reason)
        if said and self.detail:
            return gettext("%(reason)s (%(detail)s)") % {"reason": said, "detail": self.detail}
        return said


class Destination(models.Model):
    """A host that failed: how often one after the other, and until when it rests. One that works has no row."""

    name = models.CharField(_("destination"), max_length=300, unique=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    paused = models.DateTimeField(_("given a rest until"), null=True, blank=True)

    class Meta:
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")
        default_permissions = ["view"]

    def __str__(self) -> str:
        return self.name


def _sentence(message: str) -> str:
    """Return what an error said in the language of whoever reads it."""
    return gettext(message) if message else ""
