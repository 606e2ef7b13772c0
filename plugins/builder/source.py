"""What the builder offers to choose from, by words and by address: things of the record, and streams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plugins.builder.forms import Recording, Words
from syndication import queries
from syndication.contract import Entry, Passage, Selection
from syndication.errors import QueryError, UnknownEntryError
from syndication.origins import is_embeddable
from syndication.vocabulary import direction

KINDS = ("member", "speech", "bill", "sitting", "division", "video")
"""What can be looked for, in the order in which it is shown."""

MOST = 30
"""Things that are shown of one kind alone."""

SPARE = 3
"""Rows looked at for each thing shown: a thing has one for each of its languages, and some are withdrawn."""


_PASTED = re.compile(r"\bsrc=[\"']([^\"']+)")
_TIMED = re.compile(r"t(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Found:
    """Something to choose: its name, what tells it from others of that name, and what the builder is asked by."""

    title: str
    facts: tuple[str, ...]
    query: str
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; ``more`` asks for more of it."""

    name: str
    found: tuple[Found, ...]
    more: str = ""


def groups(words: str, kind: str, language: str, number: int) -> list[Group]:
    """Return what has the words, by kind: a fixed number of statements, however much the record holds."""
    kinds = (kind,) if kind in KINDS else KINDS
    limit = MOST if kind in KINDS else number
    things = {name: queries.find(name, words, limit * SPARE) for name in kinds}
    named = [thing for found in things.values() for thing in found[: limit * SPARE]]
    entries = queries.entries_named(named, language)
    shown = [_group(name, things[name], entries, limit, words) for name in kinds]
    members = [entries[thing] for thing in things.get("member", ()) if thing in entries]
    lists = (*streams_of(members[:limit]), *streams_with(words, language))
    shown.append(
        Group(_("Lists that keep themselves up to date"), lists if kind not in KINDS else ())
    )
    return [group for group in shown if group.found]


def _group(
    kind: str, things: list[str], entries: dict[str, Entry], limit: int, words: str
) -> Group:
    living = (entries[thing] for thing in things if thing in entries)
    found = tuple(_found(entry) for entry in living if not entry.withdrawn)
    more = urlencode({"q": words, "kind": kind}) if len(found) > limit < MOST else ""
    return Group(queries.kind_name(kind), found[:limit], more)


def _found(entry: Entry) -> Found:
    speaker = entry.participants[0] if entry.kind == "speech" and entry.participants else None
    about = entry.source if entry.listed else entry.summary
    facts = (speaker.role if speaker else "", about[:120], day(entry))
    return Found(
        f"{speaker.name}: {entry.title}" if speaker else entry.title,
        tuple(dict.fromkeys(filter(None, facts))),
        urlencode({"url": entry.url}),
        entry.language,
        direction(entry.language),
    )


def day(entry: Entry) -> str:
    """Return the day of an entry in the language of the page; nothing where it has none."""
    known = entry.listed and entry.published.year > 1970
    return date_format(timezone.localtime(entry.published), "DATE_FORMAT") if known else ""


def streams_of(members: Sequence[Entry]) -> Iterator[Found]:
    """Yield the list of each member's speeches."""
    for member in members:
        query = queries.build({"kind": "speech", "member": member.thing})
        yield _stream(f"{member.title} — {queries.kind_name('speech')}", str(query))


def streams_with(words: str, language: str) -> tuple[Found, ...]:
    """Return the list of speeches with the words, and the saved streams whose name has them."""
    try:
        query = queries.build({"kind": "speech"}, words)
    except QueryError:
        return ()
    return (_stream(queries.heading(query, language).title, str(query)), *saved(words, language))


def saved(words: str, language: str) -> tuple[Found, ...]:
    """Return saved streams by name."""
    named = ((stream, stream.titles.get(language) or stream.title) for stream in queries.streams())
    fitting = (pair for pair in named if words.casefold() in pair[1].casefold())
    return tuple(_stream(title, stream.slug) for stream, title in islice(fitting, MOST))


def _stream(title: str, stream: str) -> Found:
    return Found(title, (), urlencode({"stream": stream}))


@dataclass(frozen=True, slots=True)
class Subject:
    """What was chosen, in the language of its embed: a selection, the languages it comes in, where it is recorded."""

    selection: Selection
    languages: tuple[str, ...]
    options: queries.Options = ()
    entry: Entry | None = None
    recording: Recording | None = None


def wanted(address: str, stream: str) -> queries.Resolved | None:
    """Return what an address or an embed's HTML selects, or a stream's name or query; None where there is none."""
    if not stream:
        pasted = _PASTED.search(address)
        url = pasted[1] if pasted else address
        return queries.resolve(url if "://" in url else f"https://{url}") if url else None
    if found := queries.saved(stream) if ":" not in stream else None:
        return queries.Resolved(queries.parse(found.query), "", slug=found.slug)
    with suppress(QueryError):
        return queries.Resolved(queries.parse(stream), "")
    return None


def subject(found: queries.Resolved, page_language: str, asked: str) -> Subject | None:
    """Return what an address selects, in the language asked for; None where nobody may see such a thing."""
    things = found.query.values("thing")
    thing = things[0] if len(things) == 1 else ""
    interface = [code for code, _name in settings.INTERFACE_LANGUAGES]
    languages = tuple(dict.fromkeys((*interface, *(queries.languages(thing) if thing else ()))))
    choices = (asked, found.language, page_language)
    language = next(code for code in choices if code in languages)
    if not thing:
        heading = queries.heading(found.query, language, slug=found.slug)
        return Subject(heading, languages, found.options)
    with suppress(UnknownEntryError):
        entry = queries.entry(thing, language)
        about = queries.about(entry, language)
        return Subject(about, languages, found.options, entry, recording(entry, language))
    return None


def recording(entry: Entry, language: str) -> Recording | None:
    """Return the recording of a video or of a speech; None where there is none, as of what was withdrawn."""
    if entry.kind == "video":
        return _whole(entry)
    return _piece(entry, language) if entry.kind == "speech" else None


def _plays(video: Entry) -> bool:
    """Tell whether embeds show the recording: they load nothing from anybody else."""
    return any(is_embeddable(media.url) for media in video.enclosures)


def _whole(video: Entry) -> Recording | None:
    if not _plays(video):
        return None
    words = _timed(video.passages)
    length = max((media.duration or 0 for media in video.enclosures), default=0)
    end = round(max(length, words[-1].end if words else 0), 1)
    return Recording(0, end, words, video.language) if end else None


def _piece(speech: Entry, language: str) -> Recording | None:
    sittings = [facet.value for facet in speech.facets if facet.name == "sitting"]
    if not sittings:
        return None
    query = queries.build({"kind": "video", "sitting": sittings[0]})
    videos = queries.entries(query, language, limit=MOST).entries
    for video in filter(_plays, videos):
        if words := _timed(one for one in video.passages if one.thing == speech.thing):
            return Recording(words[0].start, words[-1].end, words, video.language)
    return None


def _timed(passages: Iterable[Passage]) -> tuple[Words, ...]:
    read = ((_TIMED.fullmatch(passage.id), passage.text) for passage in passages)
    times = ((round(float(t[1]), 1), round(float(t[2]), 1), text) for t, text in read if t)
    return tuple(sorted(Words(*one) for one in times))
