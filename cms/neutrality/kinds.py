"""What the institution's own words should not be, kind by kind, and why."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A house rule; its value is its anchor on the page of the house rules."""

    PROMOTIONAL = "promotional", _("Promotion")
    JUDGING = "judging", _("Judgement")
    SUPERLATIVE = "superlative", _("Superlative")
    CAMPAIGN = "campaign", _("Campaign call")
    ADVOCACY = "advocacy", _("Taking sides as “we”")
    SLOGAN = "slogan", _("Slogan or hashtag")
    EXCLAMATION = "exclamation", _("Exclamation")
    NAMING = "naming", _("Unbalanced naming")
    TITLES = "titles", _("Titles given to some only")


REASONS = {
    Kind.PROMOTIONAL: _(
        "This praises like an advertisement. The institution tells what happened and leaves praise to others."
    ),
    Kind.JUDGING: _(
        "This judges. Readers of every party have to find the facts here, and judge for themselves."
    ),
    Kind.SUPERLATIVE: _(
        "This says that something is the greatest or the first of all. Give the number or the date"
        " that shows it, or leave it out."
    ),
    Kind.CAMPAIGN: _(
        "This calls on readers to support or to oppose something. The institution informs, it does not campaign."
    ),
    Kind.ADVOCACY: _(
        "This speaks as “we” and takes a side. The institution has members of every opinion:"
        " say who holds this one."
    ),
    Kind.SLOGAN: _("This is a slogan or a hashtag, which belongs to those who campaign with it."),
    Kind.EXCLAMATION: _("This is louder than a record is. A full stop says the same."),
    Kind.NAMING: _(
        "This names one side with a word that the other side, or those who are named, would not use."
        " Use the name that each gave itself."
    ),
    Kind.TITLES: _(
        "Somebody has a title here and somebody beside has none. Give titles to all of them, or to none."
    ),
}
"""Why a kind is not neutral, for who wrote it."""

IN_NAMES = frozenset({Kind.PROMOTIONAL, Kind.JUDGING, Kind.SUPERLATIVE})
"""The kinds whose words may stand in a name: a Best Practices Committee is called so."""
