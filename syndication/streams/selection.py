"""A selection: the page of a stream with its title, subject, links and context, ready for any renderer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from syndication.contract import Entry, Link, Neighbours, Selection
from syndication.entries.reading import Reading, entries_of
from syndication.rows import read
from syndication.streams import archives, selecting
from syndication.streams.models import Stream
from syndication.streams.options import Options
from syndication.streams.query import StreamQuery
from syndication.vocabulary import change_name, kind_name, publisher

LIMIT = 20
SUBJECTS = ("thing", "member", "bill", "sitting", "video", "body", "group")
"""Facets whose value is a thing with a name, the one that best says what the stream is about first."""


def select(
    query: StreamQuery,
    reading: Reading,
    *,
    limit: int = LIMIT,
    context: bool = False,
    slug: str = "",
) -> Selection:
    """Return what a stream holds now: one statement for the entries, one for the saved name.

    A subject that is not among the entries takes a statement more; one that is, is the same as they are.
    """
    entries = selecting.page(query, reading, limit=limit).entries
    own = {entry.thing: entry for entry in entries}
    (head,) = frames([(query, slug)], reading, known=own)
    return replace(
        head,
        entries=entries,
        updated=max((entry.updated for entry in entries), default=None),
        context=tuple(_context(entries, reading)) if context else (),
    )


def archived(query: StreamQuery, reading: Reading, name: str, *, slug: str = "") -> Selection:
    """Return what stands in an archive of a stream, with where to read on."""
    found = archives.held(archives.parse(name, at=reading.at), query, reading)
    entries = entries_of(found.rows, reading)
    own = {entry.thing: entry for entry in entries}
    (head,) = frames([(query, slug)], reading, known=own)
    stream = address(query, reading.language, slug=slug, below=reading.below)
    return replace(
        head,
        entries=entries,
        updated=max((entry.updated for entry in entries), default=None),
        links=(*head.links, Link("current", stream), *archives.links(found, stream)),
        options=((archives.OPTION, name),),
    )


def about(entry: Entry, language: str, options: Options = ()) -> Selection:
    """Return the selection of one thing that is at hand already."""
    return Selection(
        stream=f"thing:{entry.thing}",
        title=entry.title,
        url=entry.url,
        language=language,
        entries=(entry,),
        updated=entry.updated,
        publisher=publisher(language),
        subject=entry,
        options=options,
    )


def frames(
    asked: Sequence[tuple[StreamQuery, str]],
    reading: Reading,
    *,
    known: Mapping[str, Entry] = MappingProxyType({}),
) -> list[Selection]:
    """Return selections without entries, given query and slug of each: a statement for all subjects, one for names.

    A saved stream is read by its slug: that address stays when its query changes.
    """
    wanted = {thing for query, _slug in asked if (thing := _subject(query))} - known.keys()
    subjects = {**known, **(selecting.entries_named(sorted(wanted), reading) if wanted else {})}
    named = _saved(asked)
    with override(reading.language):
        return [
            _frame(
                query,
                reading,
                slug,
                subjects.get(_subject(query)),
                named.get(slug or str(query)),
            )
            for query, slug in asked
        ]


def _frame(
    query: StreamQuery, reading: Reading, slug: str, subject: Entry | None, saved: Stream | None
) -> Selection:
    language = reading.language
    return Selection(
        stream=str(query),
        title=_titled(_title(query, language, subject, saved), subject),
        url=subject.url if subject else address(query, language, slug=slug),
        language=language,
        entries=(),
        publisher=str(settings.SYNDICATION_PUBLISHER),
        subject=subject,
        description=subject.pause.words if subject and subject.pause else "",
        links=tuple(_alternates(query, reading, slug)),
        slug=slug,
    )


def address(
    query: StreamQuery, language: str, filename: str = "", *, slug: str = "", below: str = ""
) -> str:
    """Return the absolute address of a stream, or of one of its formats; a saved one is named by its slug."""
    return f"{settings.BASE_URL}{below}/{language}/feeds/{slug or query.path}/{filename}"


def _subject(query: StreamQuery) -> str:
    return next((query.values(name)[0] for name in SUBJECTS if len(query.values(name)) == 1), "")


def _saved(asked: Sequence[tuple[StreamQuery, str]]) -> dict[str, Stream]:
    """Return saved streams by slug where one is asked for, else by query; of several, the first that was saved."""
    slugs = {slug for _query, slug in asked if slug}
    texts = {str(query) for query, slug in asked if not slug}
    by_query = sorted(read(Stream, "query", texts), key=attrgetter("slug"), reverse=True)
    named = {stream.query: stream for stream in by_query}
    return named | {stream.slug: stream for stream in read(Stream, "slug", slugs)}


def _titled(title: str, subject: Entry | None) -> str:
    """Return the title of a stream with that of the election, of somebody who was a member until then."""
    if subject is None or subject.pause is None:
        return title
    return _("%(title)s (%(pause)s)") % {"title": title, "pause": subject.pause.title}


def _title(query: StreamQuery, language: str, subject: Entry | None, saved: Stream | None) -> str:
    if saved:
        return str(saved.titles.get(language) or saved.title)
    if subject and query.values("thing"):
        return subject.title
    kinds = ", ".join(kind_name(kind) for kind in query.values("kind"))
    changes = ", ".join(change_name(state) for state in query.values("state"))
    what = kinds or changes or _("Latest from the record")
    if kinds and changes:
        what = _("%(changes)s: %(kinds)s") % {"changes": changes, "kinds": kinds}
    if query.text:
        what = _("%(what)s with the words “%(text)s”") % {"what": what, "text": query.text}
    return f"{subject.title} — {what}" if subject else what


def _alternates(query: StreamQuery, reading: Reading, slug: str) -> Iterator[Link]:
    for code, name in _others(reading.language):
        where = address(query, code, slug=slug, below=reading.below)
        yield Link("alternate", where, title=name, language=code)


@cache
def _others(language: str) -> list[tuple[str, str]]:
    """Return the other languages, as they are called in this one."""
    with override(language):
        return [
            (code, str(name)) for code, name in settings.INTERFACE_LANGUAGES if code != language
        ]


def _context(entries: tuple[Entry, ...], reading: Reading) -> list[tuple[str, Neighbours]]:
    return [(entry.id, selecting.neighbours(entry, reading)) for entry in entries]
