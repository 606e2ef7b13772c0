"""What has been imported: one row a file, written in the file's own transaction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedFile(models.Model):
    """A file that was stored whole, with its digest, so that an interrupted import goes on where it stopped.

    Without a digest it is read again the next time: it names things that were not known yet.
    """

    parliament = models.SlugField(db_index=False)
    scheme = models.CharField(_("format"), max_length=24)
    name = models.CharField(_("file"), max_length=500)
    digest = models.CharField(max_length=32, blank=True)
    counts = models.JSONField(default=dict)
    said = models.BinaryField(default=bytes)
    at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [
            models.UniqueConstraint(
                fields=["parliament", "scheme", "name"], name="one_row_an_imported_file"
            )
        ]

    def __str__(self) -> str:
        return self.name
