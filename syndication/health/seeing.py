"""What is counted of a request: all that is ever kept of it stands in one small value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from syndication.health.sites import origin, site

TOLD = frozenset({"origin", "referer", "dnt", "sec-gpc", "sec-fetch-dest"})
"""The request headers that are looked at; of the first two only the origin is used, the others are not kept."""
EMBEDS = ("speech", "member", "bill", "debate", "sitting", "division", "video", "latest")
"""The words of the everlasting addresses ``/e/LANGUAGE/WORD/…``."""
OTHER, CARD, SCRIPT = "other", "card", "script"
KINDS = (*EMBEDS, OTHER, CARD, SCRIPT)
"""What is counted; media are not: how often something is played is nobody's business."""
THEMES = ("dark", "light")
LONGEST = 1024
"""Characters of an address that are looked at."""

_EMBED = re.compile(r"/e/[^/?]*/([a-z]+)/")
_THEME = re.compile(rf"/theme=({'|'.join(THEMES)})/")


class Form(TextChoices):
    """How a document was asked for, as far as the browser said (Sec-Fetch-Dest)."""

    FRAMED = "framed", _("in a frame")
    OPENED = "opened", _("opened by itself")
    PART = "part", _("as a part of something")
    UNTOLD = "untold", _("not told")


class Outcome(TextChoices):
    """What came of it."""

    SHOWN = "shown", _("shown")
    MOVED = "moved", _("old address")
    WRONG = "wrong", _("wrong address")
    MISSING = "missing", _("not found")
    GONE = "gone", _("withdrawn")
    LIMITED = "limited", _("too many at once")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


class Seen(NamedTuple):
    """An answer on the embed host, as it is counted."""

    site: str
    kind: str
    theme: str
    form: str
    outcome: str


def seen(path: str, given: Mapping[str, str]) -> Seen | None:
    """Return what is counted of a GET that is answered well; nothing of what is no embed or of who wishes not to be."""
    asks = given.get
    if asks("dnt", "")[:1] == "1" or asks("sec-gpc", "")[:1] == "1":
        return None
    told = origin(asks("origin", "")), origin(asks("referer", ""))
    return _seen(path[:LONGEST], *told, asks("sec-fetch-dest", "")[:LONGEST])


@lru_cache(4096)
def _seen(path: str, first: str, second: str, destination: str) -> Seen | None:
    kind, theme = kind_of(path), _THEME.search(path)
    if not kind:
        return None
    return Seen(site(first, second), kind, theme[1] if theme else "", form_of(destination), _SHOWN)


def kind_of(path: str) -> str:
    """Return what an address on the embed host is of; nothing for what is not counted."""
    if path.startswith("/e/"):
        found = _EMBED.match(path)
        return found[1] if found and found[1] in EMBEDS else OTHER
    if path.startswith("/cards/"):
        return CARD
    return SCRIPT if path == "/w.js" else ""


def form_of(destination: str) -> str:
    """Return by Sec-Fetch-Dest how a document is used."""
    return _FORMS.get(destination, _PART)


def outcome_of(status: int) -> str:
    """Return what a status means to who embeds."""
    named = _OUTCOMES.get(status)
    if named is None:
        ranges = {2: Outcome.SHOWN, 3: Outcome.MOVED, 4: Outcome.REFUSED}
        named = ranges.get(status // 100, Outcome.FAILED)
    return named.value


_SHOWN, _PART = Outcome.SHOWN.value, Form.PART.value
_FORMS = {
    "": Form.UNTOLD.value,
    "document": Form.OPENED.value,
    **dict.fromkeys(("iframe", "frame", "fencedframe", "embed", "object"), Form.FRAMED.value),
}
_OUTCOMES = {
    304: Outcome.SHOWN,
    400: Outcome.WRONG,
    404: Outcome.MISSING,
    410: Outcome.GONE,
    429: Outcome.LIMITED,
}
