"""Dates and lengths of time: words for people in the page's language, ISO 8601 for machines."""

from __future__ import annotations

from datetime import datetime, time

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.core.times import UNKNOWN
from syndication.vocabulary import date_words

register = template.Library()


@register.filter
def day(value: datetime) -> str:
    """Write the day of a moment; nothing when the source does not say when."""
    if value == UNKNOWN:
        return ""
    local = timezone.localtime(value)
    return _element(date_format(local, "DATE_FORMAT"), local.date().isoformat())


@register.filter
def moment(value: datetime) -> str:
    """Write day and time; the day alone where the time is not known (midnight)."""
    local = timezone.localtime(value)
    if local.time() == time() or value == UNKNOWN:
        return day(value)
    return _element(date_format(local, "DATETIME_FORMAT"), local.isoformat(timespec="minutes"))


@register.filter
def chamber(value: datetime) -> str:
    """Write day and time by the chamber's clock, whatever clock the reader goes by."""
    local = timezone.localtime(value, timezone.get_default_timezone())
    return _element(date_format(local, "DATETIME_FORMAT"), local.isoformat(timespec="minutes"))


@register.filter
def partial_day(text: str) -> str:
    """Write an ISO day, month or year."""
    return _element(date_words(text), text) if text else ""


@register.filter
def clock(seconds: float | None) -> str:
    """Write a length as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def iso_duration(seconds: float | None) -> str:
    """Write a length as an ISO 8601 duration."""
    return f"PT{round(seconds or 0)}S"


def _element(text: str, machine: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, text)
