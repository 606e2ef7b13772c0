"""What can be wrong with a feed, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from syndication.selftest.findings import Finding


def sentence(finding: Finding, *, apart: bool = False) -> str:
    """Return what is wrong, in the current language; ``apart``: each quoted text runs in its own direction."""
    around = "\u2068{}\u2069" if apart else "{}"  # FIRST STRONG ISOLATE (UAX #9)
    given = {name: around.format(value) for name, value in finding.given}
    return str(_said(finding)[0]) % given


def advice(finding: Finding) -> str:
    """Return what to do about it, in the current language."""
    return str(_said(finding)[1])


def _said(finding: Finding) -> tuple[Any, Any]:
    """Return what is said of a finding; one that an older version kept may have no words any more."""
    return WORDS.get(finding.what, (finding.what, ""))


AGAIN = _(
    "The published copy does not say what the record says: change the stream’s title or publish the entry again, and"
    " look into the log for “event=not_rewritten” and “event=not_kept”."
)
RENDERER = _(
    "The plugin that writes this format is at fault: tell whoever maintains it, with the feed."
)
FRONT = _(
    "Something between the record and its readers changes answers: look at the web server, the cache or the CDN."
)
HIDING = _(
    "Withdraw the entry from what is served at once (manage.py kill), then find out how it came there."
)
MEDIA = _("Publish the entry again so that the file is measured, or put the file right.")
LINKS = _("Look at the page: its record may be missing, hidden or fail to be shown.")

WORDS: Mapping[str, tuple[Any, Any]] = {
    "missing": (_("An entry is missing."), RENDERER),
    "strange": (_("It shows something that does not belong there now."), AGAIN),
    "hidden": (_("It shows something that nobody may see now."), HIDING),
    "twice": (_("It shows the same entry twice."), RENDERER),
    "order": (_("The entries stand in another order than in the record."), AGAIN),
    "alive": (_("It shows a withdrawn entry as if it were not withdrawn."), HIDING),
    "buried": (_("It shows an entry as withdrawn that is not."), AGAIN),
    "title": (_("The title is “%(shown)s” instead of “%(meant)s”."), AGAIN),
    "url": (_("The entry leads to another address: %(shown)s."), AGAIN),
    "updated": (_("The entry has another date of its last change: %(shown)s."), AGAIN),
    "file": (_("It carries a file as the record does not have it: %(shown)s."), AGAIN),
    "no_file": (_("The entry has a recording and the feed carries none."), RENDERER),
    "invalid": (_("It is not valid in its format (line %(line)s): %(reason)s"), RENDERER),
    "unreachable": (
        _("It cannot be fetched: %(reason)s"),
        _("Look whether the server answers at this address, and who stands in front of it."),
    ),
    "status": (
        _("It answers %(status)s instead of 200."),
        _("Look into the log of the server at this minute."),
    ),
    "media_type": (_("Its media type is “%(shown)s” instead of “%(meant)s”."), FRONT),
    "cookie": (_("It sets a cookie, which no public output may."), FRONT),
    "freshness": (_("Caches are not told how long it holds: Cache-Control is “%(shown)s”."), FRONT),
    "modified": (_("It does not say when it last changed: Last-Modified is “%(shown)s”."), FRONT),
    "validator": (_("It has no strong ETag: “%(shown)s”."), FRONT),
    "unchanged": (
        _("Asked again for what did not change, it answers %(status)s instead of 304."),
        FRONT,
    ),
    "other_validator": (_("The answer that nothing changed has another ETag."), FRONT),
    "coding": (_("Packed (%(coding)s), it gives other bytes than unpacked."), FRONT),
    "not_packed": (_("It is not sent packed (%(coding)s) to who asks for that."), FRONT),
    "link": (_("It leads to a page that answers %(status)s: %(url)s"), LINKS),
    "link_unreachable": (
        _("It leads to a page that cannot be fetched: %(url)s (%(reason)s)"),
        LINKS,
    ),
    "file_status": (_("The file answers %(status)s instead of 206: %(url)s"), MEDIA),
    "file_length": (
        _("The file has %(found)s bytes and the feed says %(said)s: %(url)s"),
        MEDIA,
    ),
    "file_type": (_("The file is %(found)s and the feed says %(said)s: %(url)s"), MEDIA),
}
"""What can be wrong, to the sentence that says so and the one that says what to do."""
