"""What the contract's own words are called in the current language: kinds, choices of a vote, states and dates."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

YEARS = range(1000, 9000)
"""What calendars and formats can hold in any zone."""
RIGHT_TO_LEFT = frozenset({"arc", "ckb", "dv", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages written from right to left; of those that Django knows, it says so itself."""
CHANGES = ("changed", "corrected", "withdrawn")
"""What streams of changes ask for: whatever changed, or only what happened so."""
ENDS = ("enacted", "rejected", "withdrawn")
"""States of a bill's last step after which nothing follows."""
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_FORMATS = ("Y", "YEAR_MONTH_FORMAT", "DATE_FORMAT")


_KINDS_OF_ONE = {
    "speech": _("Speech"),
    "sitting": _("Sitting"),
    "bill": _("Bill"),
    "division": _("Division"),
    "video": _("Video"),
    "document": _("Document"),
    "news": _("News"),
    "member": _("Member"),
    "body": _("Body"),
}
_KINDS = {
    "speech": _("Speeches"),
    "sitting": _("Sittings"),
    "bill": _("Bills"),
    "division": _("Divisions"),
    "video": _("Videos"),
    "document": _("Documents"),
    "news": _("News"),
    "member": _("Members"),
    "body": _("Chambers, groups and committees"),
}
_CHANGES = {
    "changed": _("Corrections and withdrawals"),
    "corrected": _("Corrections"),
    "withdrawn": _("Withdrawals"),
}
_OPTIONS = {
    "yes": _("Ayes"),
    "no": _("Noes"),
    "abstain": _("Abstentions"),
    "paired": _("Paired"),
    "absent": _("Absent"),
}
_STATES = {
    "agreed": _("Agreed"),
    "amended": _("Amended"),
    "rejected": _("Rejected"),
    "withdrawn": _("Withdrawn"),
    "enacted": _("Became law"),
    "planned": _("Planned"),
    "current": _("Now"),
}


def kind_of_one(kind: str) -> str:
    """Return how one thing of a kind is called; of a kind nobody here knows, that it is of the record."""
    return str(_KINDS_OF_ONE.get(kind, _("Official record")))


def kind_name(kind: str) -> str:
    """Return how the things of a kind are called, in the plural."""
    return str(_KINDS.get(kind, kind))


def change_name(state: str) -> str:
    """Return how what a stream of changes holds is called."""
    return str(_CHANGES.get(state, state))


def option_name(option: str) -> str:
    """Return a choice in the current language."""
    return str(_OPTIONS.get(option, option))


def state_name(state: str) -> str:
    """Return the state of a step in words; nothing where the date says enough."""
    return str(_STATES.get(state, ""))


def date_words(text: str) -> str:
    """Return an ISO day, month or year as people write it in the current language; other words as they are."""
    day = first_day(text)
    return date_format(day, _FORMATS[text.count("-")]) if day else text


def first_day(text: str) -> date | None:
    """Return the first day of an ISO day, month or year; None for what is none of these."""
    if _PARTIAL.fullmatch(text):
        with suppress(ValueError):  # the 31st of February
            day = date.fromisoformat(f"{text}-01-01"[:10])
            return day if day.year in YEARS else None
    return None


def end_of(text: str) -> datetime | None:
    """Return when an ISO day, month or year is over in the chamber's zone; None for what is none of these."""
    first = first_day(text)
    if first is None:
        return None
    longest = timedelta(days=(366, 31, 1)[text.count("-")])
    after = first + longest
    following = (after.replace(month=1, day=1), after.replace(day=1), after)[text.count("-")]
    return datetime.combine(following, time(), timezone.get_default_timezone())


def publisher(language: str) -> str:
    """Return the publisher's name in a language."""
    with override(language):
        return str(settings.SYNDICATION_PUBLISHER)


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """Return the writing direction of a language, also of one that Django has no name for."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
