"""What a page says of itself to those who show a preview of it: Open Graph, X, oEmbed's neighbours in the head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.core.times import UNKNOWN
from syndication import queries
from syndication.contract import Embed, Enclosure, Entry, Link

DESCRIPTION = 200
"""Characters that X shows; the others show no more."""
IMAGE = (1200, 630)
PLAYED = "video/mp4"

TERRITORIES = {
    "ar": "AR", "ca": "ES", "cs": "CZ", "da": "DK", "el": "GR", "en": "GB", "et": "EE", "eu": "ES", "ga": "IE",
    "gl": "ES", "he": "IL", "sl": "SI", "sv": "SE",
}  # fmt: skip
"""Open Graph wants a territory to each language; those of the others are spelt like the language."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """One page for those who preview it; all addresses are absolute."""

    url: str
    title: str
    description: str
    kind: str  # as Open Graph calls it: article, profile, website, video.other
    language: str
    locale: str = ""
    other_locales: tuple[str, ...] = ()
    image: Link | None = None
    published: datetime | None = None
    modified: datetime | None = None
    video: Enclosure | None = None
    player: Embed | None = None

    @property
    def card(self) -> str:
        """Return which of X's cards shows it."""
        return "player" if self.player and self.video else "summary_large_image"


def of_entry(
    entry: Entry,
    title: str,
    *,
    languages: Iterable[str] = (),
    options: queries.Options = (),
) -> Metadata:
    """Return the metadata of one thing, of which a clip has its own address."""
    described = entry.summary or entry.source or title
    known = entry.published != UNKNOWN and not entry.withdrawn
    return Metadata(
        url=f"{entry.url}{queries.written_options(options)}",
        title=title,
        description=short(described),
        kind="article",
        language=entry.language,
        locale=locale(entry.language),
        other_locales=tuple(locale(code) for code in languages if code != entry.language),
        published=here(entry.published) if known else None,
        modified=here(entry.updated) if known else None,
    )


def of_tombstone(entry: Entry) -> Metadata:
    """Return what is left to say of a thing that was withdrawn: that it was, and why."""
    return replace(
        of_entry(entry, _("Withdrawn: %(title)s") % {"title": entry.title}),
        description=short(entry.notice),
        kind="website",
    )


def of_page(url: str, title: str, description: str, language: str) -> Metadata:
    """Return the metadata of a page that is about no single thing."""
    return Metadata(
        url=url,
        title=title,
        description=short(description),
        kind="website",
        language=language,
        locale=locale(language),
    )


def illustrated(
    found: Metadata, offers: Sequence[Link], embeds: Sequence[Embed], media: Sequence[Enclosure]
) -> Metadata:
    """Add the pictures: the social card, and of a film itself and where it can be played."""
    return replace(
        found,
        image=next((link for link in offers if link.rel == "preview"), None),
        video=next((one for one in media if one.media_type == PLAYED), None),
        player=next((embed for embed in embeds if embed.video), None),
    )


def here(moment: datetime) -> datetime:
    """Return a moment in the chamber's zone, where it falls on the day that the record names."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def short(text: str) -> str:
    """Return words as long as previews show them."""
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)


def locale(language: str) -> str:
    """Return a language as Open Graph wants it: language_TERRITORY."""
    return f"{language}_{TERRITORIES.get(language, language.upper())}"
