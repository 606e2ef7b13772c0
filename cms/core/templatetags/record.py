"""What the templates of the record share: where the kinds are listed, portraits, links and feeds by name."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.core import gate
from cms.core.publishing import withheld
from syndication import queries
from syndication.contract import Entry, Link, Passage
from syndication.origins import is_ours
from syndication.vocabulary import kind_of_one, state_name

register = template.Library()
register.filter("kind_of_one", kind_of_one)
register.filter("state_name", state_name)
LISTS = {
    "member": "members:members",
    "body": "members:bodies",
    "sitting": "sittings:sittings",
    "bill": "bills:bills",
    "speech": "speeches:speeches",
    "division": "sittings:divisions",
    "video": "videos:videos",
    "document": "documents:documents",
}
"""Kind to the name of its list's address, in the order of the navigation."""

FORMATS = {
    "rss": "RSS",
    "atom": "Atom",
    "jsonfeed": "JSON Feed",
    "rss-summary": gettext_lazy("RSS, summaries only"),
    "atom-summary": gettext_lazy("Atom, summaries only"),
    "jsonfeed-summary": gettext_lazy("JSON Feed, summaries only"),
    "rss-title": gettext_lazy("RSS, titles only"),
    "atom-title": gettext_lazy("Atom, titles only"),
    "jsonfeed-title": gettext_lazy("JSON Feed, titles only"),
    "podcast-audio": gettext_lazy("Podcast, sound"),
    "podcast-video": gettext_lazy("Podcast, pictures and sound"),
    "calendar": gettext_lazy("Calendar"),
    "opml": gettext_lazy("List of feeds (OPML)"),
}


@register.simple_tag
def lists(language: str) -> list[tuple[str, str, str]]:
    """Return kind, name and address of each list that this server has; a plugin that is off has none."""
    found = [(kind, queries.kind_name(kind), list_address(kind, language)) for kind in LISTS]
    return [item for item in found if item[2]]


@register.simple_tag
def navigation(language: str) -> list[tuple[str, str, str]]:
    """Return the lists that stand at the head of every page; bodies are found beside the members."""
    return [item for item in lists(language) if item[0] != "body"]


@register.simple_tag
def menu(language: str) -> list[Page]:
    """Return the pages that editors put at the head of every page ("show in menus")."""
    shown = gate.pages(at=queries.now()).filter(show_in_menus=True).specific()
    pages = shown.filter(locale__language_code=language).order_by("path")
    return [page for page in pages if not withheld(page)]


@register.filter
def translations(page: Page) -> list[Page]:
    """Return the translations of a page that are for whoever asks."""
    shown = page.get_translations().filter(pk__in=gate.pages(at=queries.now())).specific()
    return [page for page in shown if not withheld(page)]


@register.filter
def list_address(kind: str, language: str) -> str:
    """Return the address of a kind's list, of all speeches where the kind has none."""
    try:
        return reverse(LISTS.get(kind, LISTS["speech"]), args=[language])
    except NoReverseMatch:
        return ""


@register.filter
def here(address: str) -> str:
    """Return an image's address if it is on a host of ours; a page loads nothing from anybody else."""
    return address if is_ours(address) else ""


@register.filter
def links(entry: Entry, rel: str) -> list[Link]:
    """Return the links of an entry with a relation."""
    return [link for link in entry.links if link.rel == rel]


@register.filter
def feed_name(link: Link) -> str:
    """Return how people call a feed's format."""
    return str(FORMATS.get(link.title, link.title.replace("-", " ").capitalize()))


@register.filter
def starts(passage: Passage) -> float | None:
    """Return the second at which a passage of a video begins (its id is ``t12.50-15.75``)."""
    start, _, end = passage.id.removeprefix("t").partition("-")
    try:
        return float(start) if end and passage.id.startswith("t") else None
    except ValueError:
        return None


@register.filter
def without(languages: Iterable[str], language: str) -> list[str]:
    """Return the other languages."""
    return [code for code in languages if code != language]
