"""Languages and dates as they are written in Popolo, made comparable."""

from __future__ import annotations

import re
from datetime import date

from cms.importers import plaintext

UNDETERMINED = "und"
"""BCP 47 for a language nobody stated: Popolo has no place for that of the document."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIME = re.compile(r"[T ]((?:[01]\d|2[0-3]):[0-5]\d)")


def block(text: str) -> str:
    """Running text with its paragraphs kept, one to a line."""
    return "\n".join(filter(None, map(plaintext.line, text.splitlines())))


def language(code: str) -> str:
    """The code as BCP 47 spells it (zh-hant is zh-Hant, pt_br is pt-BR), or empty if it is none."""
    first, *rest = code.strip().replace("_", "-").split("-")
    tag = "-".join([first.lower(), *map(_subtag, rest)])
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()


def day(text: str) -> str | None:
    """An ISO 8601 date, perhaps only a year or month, or None if there is no such date.

    A time after the day is left off; "1950-00-00" is how some exports write "1950".
    """
    written = re.split(r"[T ]", text.strip())[0].removesuffix("-00").removesuffix("-00")
    match = _DATE.fullmatch(written)
    if not match:
        return None
    year, month, number = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, number)
    except ValueError:
        return None
    return match[0]


def clock(text: str) -> str:
    """The HH:MM of an ISO 8601 date-time, or empty."""
    match = _TIME.search(text)
    return match[1] if match else ""


def precedes(first: str, second: str) -> bool:
    """Whether one partial date is surely before another: 2014-05 is not before 2014."""
    shared = min(len(first), len(second))
    return bool(shared) and first[:shared] < second[:shared]
