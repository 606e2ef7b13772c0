"""Audiences and the tokens by which somebody belongs to one; of a token only a hash is kept."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Audience(models.Model):
    """Those who may see what is restricted to it: members of its groups, and holders of its tokens."""

    key = models.SlugField(
        _("key"), max_length=64, unique=True, help_text=_("It never changes: entries name it.")
    )
    title = models.CharField(_("title"), max_length=200)
    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups"),
        related_name="audiences",
        blank=True,
        help_text=_("Their members belong to the audience while they are signed in."),
    )

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens, living and dead."""

    def good(self) -> TokenQuerySet:
        """Keep those that are good now."""
        lasting = models.Q(expires__isnull=True) | models.Q(expires__gt=timezone.now())
        return self.filter(lasting, revoked__isnull=True)


class Token(models.Model):
    """What a program or a feed reader belongs to an audience by; it is shown once, and can be revoked."""

    audience = models.ForeignKey(
        Audience, on_delete=models.PROTECT, related_name="tokens", verbose_name=_("audience")
    )
    label = models.CharField(
        _("for whom"), max_length=200, help_text=_("Who holds it, so that you know later.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.CharField(_("by"), max_length=200, editable=False)
    last_used = models.DateField(_("last used"), null=True, editable=False)
    expires = models.DateTimeField(_("good until"), null=True, blank=True)
    revoked = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects: ClassVar[models.Manager[Token]] = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_good(self) -> bool:
        """Tell whether it is good now."""
        return self.revoked is None and (self.expires is None or self.expires > timezone.now())
