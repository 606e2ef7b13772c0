"""A stream: a named, saved query."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from syndication.errors import QueryError, SyndicationError
from syndication.streams import query


class StreamQuerySet(models.QuerySet["Stream"]):
    """Streams, which stay."""

    def delete(self) -> NoReturn:
        """Refuse: somebody reads each of these addresses."""
        raise SyndicationError("A stream's address is for ever: change its title or query instead.")


class Stream(models.Model):
    """A saved query with a name people can read; its slug is its everlasting address."""

    slug = models.SlugField(_("address"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    titles = models.JSONField(
        _("titles in other languages"), default=dict, blank=True, help_text=_("Language to title.")
    )
    query = models.CharField(
        _("query"), max_length=1000, help_text=_("For example: kind:speech body:7k3m2qx9ab")
    )

    objects = StreamQuerySet.as_manager()

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Refuse, as a set of them does."""
        Stream.objects.filter(pk=self.pk).delete()

    def clean(self) -> None:
        """Refuse the address of everything and a query that cannot be read; keep the query's canonical form."""
        if self.slug == query.ALL:
            raise ValidationError(
                {"slug": _("“all” is the address of everything: choose another.")}
            )
        try:
            self.query = str(query.parse(self.query))
        except QueryError as error:
            raise ValidationError({"query": str(error)}) from error
