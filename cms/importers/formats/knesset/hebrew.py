"""Hebrew as the Knesset prints it: quotation marks, dates in words, ordinals."""

# The letters of Hebrew are no look-alikes here.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני",
    "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר",
)  # fmt: skip
_IN_WORDS = re.compile(rf"(\d{{1,2}})\s+ב?({'|'.join(_MONTHS)}|מרס)\s*,?\s+(\d{{4}})")
_IN_NUMBERS = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_ONES = (
    "ראשונ", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שביעי", "שמיני", "תשיעי", "עשירי",
)  # fmt: skip
_TEENS = ("אחת", "שתים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע")


def straight(text: str) -> str:
    """With one sort of quotation marks, to compare by; what is kept is never changed so."""
    return re.sub("[״“”„]|''", '"', re.sub("[׳’‘`´]", "'", text))


def day(text: str) -> str:
    """The first day named in the text, as ISO 8601: "7 במרץ 2016", "07/03/2016"; or empty."""
    if match := _IN_WORDS.search(text):
        name = match[2].replace("מרס", "מרץ")
        return _iso(match[3], str(_MONTHS.index(name) + 1), match[1])
    if match := _IN_NUMBERS.search(text):
        return _iso(match[3], match[2], match[1])
    return ""


def _iso(year: str, month: str, number: str) -> str:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return ""


def ordinal(word: str) -> str:
    """The number of an ordinal, "השמונה-עשרה" is "18", or empty."""
    parts = word.removeprefix("ה").replace("-", " ").replace("־", " ").split()
    if parts and parts[0] == "עשרים":
        return _after_twenty(parts[1:])
    if len(parts) == 2 and parts[1] == "עשרה":
        return str(11 + _TEENS.index(parts[0])) if parts[0] in _TEENS else ""
    return next(
        (str(n) for n, stem in enumerate(_ONES, 1) if parts and _is_form(parts[0], stem)), ""
    )


def _after_twenty(rest: list[str]) -> str:
    if not rest:
        return "20"
    one = rest[0].removeprefix("ו").replace("שתיים", "שתים")
    return str(21 + _TEENS.index(one)) if one in _TEENS else ""


def _is_form(word: str, stem: str) -> bool:
    """Whether a word is the masculine or feminine of an ordinal: שלישי, שלישית; ראשון, ראשונה."""
    return word.replace("ן", "נ") in {stem, stem + "ת", stem + "ה", stem + "יה", stem + "יית"}
