"""A selection: the page of a stream with its title, subject, links and context, ready for any renderer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from syndication.contract import Entry, Link, Neighbours, Selection
from syndication.streams import selecting
from syndication.streams.models import Stream
from syndication.streams.query import StreamQuery
from syndication.streams.selecting import Reading

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
        title=_title(query, language, subject, saved),
        url=subject.url if subject else address(query, language, slug=slug),
        language=language,
        entries=(),
        publisher=str(settings.SYNDICATION_PUBLISHER),
        subject=subject,
        links=tuple(_alternates(query, reading, slug)),
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
    found = Stream.objects.filter(Q(slug__in=slugs) | Q(query__in=texts)).order_by("-slug")
    by_query = {stream.query: stream for stream in found if stream.query in texts}
    return by_query | {stream.slug: stream for stream in found if stream.slug in slugs}


def _title(query: StreamQuery, language: str, subject: Entry | None, saved: Stream | None) -> str:
    if saved:
        return str(saved.titles.get(language) or saved.title)
    if subject and query.values("thing"):
        return subject.title
    kinds = ", ".join(kind_name(kind) for kind in query.values("kind"))
    what = kinds or _("Latest from the record")
    if query.text:
        what = _("%(what)s with the words “%(text)s”") % {"what": what, "text": query.text}
    return f"{subject.title} — {what}" if subject else what


def kind_name(kind: str) -> str:
    """Return how a kind is called in the current language, in the plural."""
    names = {
        "speech": _("Speeches"),
        "sitting": _("Sittings"),
        "bill": _("Bills"),
        "division": _("Divisions"),
        "video": _("Videos"),
        "document": _("Documents"),
        "news": _("News"),
        "member": _("Members"),
        "body": _("Chambers, groups and committees"),
    }
    return names.get(kind, kind)


def _alternates(query: StreamQuery, reading: Reading, slug: str) -> Iterator[Link]:
    for code, name in settings.INTERFACE_LANGUAGES:
        if code != reading.language:
            where = address(query, code, slug=slug, below=reading.below)
            yield Link("alternate", where, title=str(name), language=code)


def _context(entries: tuple[Entry, ...], reading: Reading) -> list[tuple[str, Neighbours]]:
    return [(entry.id, selecting.neighbours(entry, reading)) for entry in entries]
