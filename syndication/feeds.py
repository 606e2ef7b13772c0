"""What every feed says of a stream and of an entry, in words and in HTML; each format writes it down in its own way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from syndication.contract import Entry, Link, Participant, Passage, Selection
from syndication.text import attribute, element
from syndication.vocabulary import ENDS, date_words, direction, state_name

TAGS = {"heading": "h3", "reaction": "em", "note": "em", "time": "em", "procedural": "em"}
Length = Literal["full", "summary", "title"]
LENGTHS: tuple[Length, ...] = ("full", "summary", "title")
"""How much of an item a news feed carries."""
ARCHIVES = frozenset({"current", "prev-archive", "next-archive"})
"""Relations between a feed and its archives."""
HISTORY = "http://purl.org/syndication/history/1.0"
"""The namespace of what says that a feed is an archive."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When something changed last of which nobody knows anything."""


def named(name: str, length: Length) -> str:
    """Return what a format, or the stem of its file, is called with items of a length: of full ones the plain name."""
    return name if length == "full" else f"{name}-{length}"


def length_of(format_name: str) -> Length:
    """Return the length of items that a format's name tells of."""
    return next((one for one in LENGTHS if format_name.endswith(f"-{one}")), "full")


def carried(length: Length, *, full_text: bool) -> Length:
    """Return the length that items have where a parliament may want no whole texts carried."""
    return length if full_text or length != "full" else "summary"


def title_of_feed(selection: Selection) -> str:
    """Return the title of a stream with whose it is."""
    named = (selection.title, selection.publisher)
    return " – ".join(filter(None, named)) or _("Official record")


def about_feed(selection: Selection) -> str:
    """Return what a stream is about in a sentence, after the state of whom or what it is about."""
    if selection.description or not selection.subject:
        return selection.description or selection.title
    said = (state_of(selection.subject), selection.subject.summary)
    return " ".join(filter(None, said)) or selection.title


def state_of(subject: Entry) -> str:
    """Return in words that somebody left, something is closed, finished or gone; empty while it goes on as it was."""
    last = subject.steps[-1] if subject.kind == "bill" and subject.steps else None
    if what_happened(subject) or last is None or last.state not in ENDS:
        return what_happened(subject)
    sentences = {
        "enacted": _("Became law: %(date)s."),
        "rejected": _("Rejected: %(date)s."),
        "withdrawn": _("Taken back: %(date)s."),
    }
    dated = sentences[last.state] % {"date": date_words(last.date)}
    return dated if last.date else f"{state_name(last.state)}."


def id_of_feed(selection: Selection, format_name: str) -> str:
    """Return the everlasting id of a stream in one format and language (RFC 4151)."""
    stream = quote(selection.slug or selection.stream, safe=":")
    return f"tag:{settings.TAG_AUTHORITY}:feeds/{stream}/{selection.language}/{format_name}"


def updated(selection: Selection) -> datetime:
    """Return when a stream changed last; of one that is empty, what it is about."""
    subject = selection.subject.updated if selection.subject else NEVER
    return selection.updated or subject


def moment(at: datetime) -> str:
    """Return a date as RFC 3339 has it, to the second."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def mail_moment(at: datetime) -> str:
    """Return a date as RFC 5322, section 3.3, has it, in universal time."""
    at = at.astimezone(UTC)
    day, month = DAYS[at.weekday()], MONTHS[at.month - 1]
    return (
        f"{day}, {at.day:02} {month} {at.year:04} {at.hour:02}:{at.minute:02}:{at.second:02} +0000"
    )


def link(selection: Selection, rel: str) -> str:
    """Return the first address with a relation, empty where there is none."""
    return next((item.url for item in selection.links if item.rel == rel), "")


def in_other_languages(selection: Selection, filename: str) -> list[Link]:
    """Return the same feed in the other languages: a stream's address ends where those of its formats begin."""
    return [
        Link("alternate", f"{item.url}{filename}", item.title, language=item.language)
        for item in selection.links
        if item.rel == "alternate" and item.language
    ]


def archives(selection: Selection, filename: str) -> list[Link]:
    """Return where older entries stand, and newer ones, in the same format (RFC 5005, section 4)."""
    return [
        Link(item.rel, f"{item.url}{filename}") for item in selection.links if item.rel in ARCHIVES
    ]


def is_archive(selection: Selection) -> bool:
    """Tell whether a selection is of a time that is over: it points to the feed that goes on."""
    return bool(link(selection, "current"))


def publisher(selection: Selection) -> str:
    """Return who publishes; a host has a name even where nobody gave one."""
    return selection.publisher or str(urlsplit(selection.url).hostname or "")


def title_of(entry: Entry) -> str:
    """Return the title of an entry, which says who speaks, or that it was withdrawn."""
    if entry.withdrawn:
        return _("Withdrawn: %(title)s") % {"title": entry.title}
    if entry.kind == "speech" and entry.participants and entry.participants[0].name:
        return f"{entry.participants[0].name}: {entry.title}"
    return entry.title


def authors_of(entry: Entry) -> tuple[Participant, ...]:
    """Return whose words an entry is."""
    return tuple(
        person for person in entry.participants[:1] if entry.kind == "speech" and person.name
    )


def description_of(entry: Entry, length: Length = "full") -> str:
    """Return what an entry says in short, after the note of its correction or the reason of its withdrawal.

    Where only titles are carried, that note or reason still is.
    """
    said = what_happened(entry)
    if length == "title":
        return said
    return f"{said} {entry.summary}".strip() or entry.title


def what_happened(entry: Entry) -> str:
    """Return in words what happened to an entry, when, and the public note or reason; else what there is to notice."""
    if entry.withdrawn:
        named = {"date": _day(entry.updated), "reason": entry.notice}
        return _("Withdrawn on %(date)s: %(reason)s") % named
    if entry.corrected:
        named = {"date": _day(entry.corrected), "note": entry.notice}
        return _("Corrected on %(date)s: %(note)s") % named
    return entry.notice


def words(text: str) -> str:
    """Return plain text for a description, which readers take for HTML (rssboard.org/rss-profile)."""
    return element(element(text))


def html_of(entry: Entry, length: Length = "full") -> str:
    """Return the words of an entry with their language and direction; empty where there are none to be carried."""
    if entry.withdrawn or not entry.passages or length != "full":
        return ""
    said = what_happened(entry)
    notice = f"<p><strong>{element(said)}</strong></p>" if said else ""
    words = "".join(map(_paragraph, entry.passages))
    way = ' dir="rtl"' if direction(entry.language) == "rtl" else ""
    return f'<div lang="{attribute(entry.language)}"{way}>{notice}{words}</div>'


def cdata(html: str) -> str:
    """Return HTML ready to stand as it is in an XML element (XML 1.0, section 2.7)."""
    return f"<![CDATA[{html.replace(']]>', ']]&gt;')}]]>"


def _day(at: datetime) -> str:
    """Return the day of a moment where the parliament is, whoever has it written down."""
    return date_words(at.astimezone(get_default_timezone()).date().isoformat())


def _paragraph(passage: Passage) -> str:
    tag, text = TAGS.get(passage.kind), element(passage.text)
    if tag == "h3":
        return f"<h3>{text}</h3>"
    return f"<p><em>{text}</em></p>" if tag else f"<p>{text}</p>"
