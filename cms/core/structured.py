"""A page in the words of Schema.org, for search engines and previews: what is stated on it, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.core.metadata import Metadata, here
from cms.core.templatetags.dates import iso_duration
from syndication.contract import Entry, Participant
from syndication.text import clean

HEADLINE = 110
"""Characters that search engines show."""
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""With these inside, text could end the script block it stands in, or a line of it."""


def block(meta: Metadata, entry: Entry | None) -> SafeString:
    """Return the data block of a page; browsers do not run it, whatever the policy of the page."""
    text = clean(json.dumps(_page(meta, entry), ensure_ascii=False, separators=(",", ":")))
    return format_html(
        '<script type="application/ld+json">{}</script>', SafeString(text.translate(_ESCAPES))
    )


def _page(meta: Metadata, entry: Entry | None) -> dict[str, Any]:
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if entry and entry.kind == "news" else "WebPage",
        "url": meta.url,
        "headline": meta.title[:HEADLINE],
        "inLanguage": meta.language,
        "datePublished": meta.published and meta.published.isoformat(),
        "dateModified": meta.modified and meta.modified.isoformat(),
        "image": meta.image and meta.image.url,
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": str(settings.SYNDICATION_PUBLISHER),
            "url": f"{settings.BASE_URL}/",
        },
    }
    if entry and not entry.withdrawn:
        if entry.kind == "speech":
            found["author"] = _person(entry)
        if meta.video:
            found["mainEntity"] = _video(meta, entry)
        elif about := _ABOUT.get(entry.kind):
            found["mainEntity"] = about(entry)
    return _stated(found)


def _video(meta: Metadata, entry: Entry) -> dict[str, Any]:
    video = meta.video
    poster = video.poster if video else ""
    return {
        "@type": "VideoObject",
        "name": entry.title,
        "description": meta.description,
        "thumbnailUrl": poster or (meta.image.url if meta.image else ""),
        "uploadDate": meta.published and meta.published.isoformat(),
        "duration": iso_duration(video.duration) if video and video.duration else "",
        "contentUrl": video.url if video else "",
        "embedUrl": meta.player.url if meta.player else "",
        "inLanguage": entry.language,
    }


def _quotation(entry: Entry) -> dict[str, Any]:
    return {"@type": "Quotation", "text": entry.summary, "creator": _person(entry)}


def _member(entry: Entry) -> dict[str, Any]:
    return {**_person(entry), "@type": "Person", "name": entry.title, "url": entry.url}


def _body(entry: Entry) -> dict[str, Any]:
    return {"@type": "Organization", "name": entry.title, "url": entry.url}


def _bill(entry: Entry) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "name": entry.title,
        "abstract": entry.summary,
        "inLanguage": entry.language,
        "url": entry.url,
    }


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": entry.title,
        "startDate": here(entry.published).isoformat(),
        "organizer": {"@type": "Organization", "name": entry.source},
        "url": entry.url,
    }


def _document(entry: Entry) -> dict[str, Any]:
    return {"@type": "DigitalDocument", "name": entry.title, "url": entry.url}


_ABOUT = {
    "speech": _quotation,
    "member": _member,
    "body": _body,
    "bill": _bill,
    "sitting": _event,
    "division": _event,
    "document": _document,
}


def _person(entry: Entry) -> dict[str, Any]:
    """Return who speaks, or whose profile it is, with role and group on that day."""
    person = entry.participants[0] if entry.participants else Participant("", "")
    return {
        "@type": "Person" if person.name else "",
        "name": person.name,
        "jobTitle": person.role,
        "memberOf": {"@type": "Organization", "name": person.group} if person.group else "",
        "url": person.url,
        "image": person.image,
    }


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is not empty; a thing that says only of what type it is says nothing."""
    pairs = (
        (name, _stated(value) if isinstance(value, dict) else value)
        for name, value in values.items()
    )
    found = {name: value for name, value in pairs if value}
    return found if set(found) - {"@type"} else {}
