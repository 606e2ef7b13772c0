"""The page of a stream: what it holds in words, its newest entries, it in every format, and how to make it narrower."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as Moved
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cms.core.refining import RefineForm
from cms.core.templatetags.languages import language_name
from cms.core.views import follow, interface_languages, known_language
from syndication import queries
from syndication.contract import Entry, Link
from syndication.errors import QueryError
from syndication.feeds import length_of
from syndication.vocabulary import change_name

NEWEST = 10
NAMED = 12
"""Things of a kind that are offered where a name is that of several."""
PEOPLE = ("member", "body", "bill")
"""The kinds of what a stream can be about by its name."""
NOBODY = _(
    "No member, group, chamber, committee or bill has the name “%(who)s”. "
    "Write it as the record does, or a part of it."
)
READERS = {
    "news": (_("News readers"), _("Show what is new, and what was corrected or withdrawn.")),
    "summary": (_("News readers, in short"), _("Titles and summaries, without the whole texts.")),
    "title": (_("Titles only"), _("For tickers and lists: a title, a date and where to read on.")),
    "podcast": (_("Podcast programs"), _("Play what was recorded, with its captions.")),
    "calendar": (_("Calendar programs"), _("Show sittings on their days, and cancel them there.")),
    "opml": (_("All feeds at once"), _("A list that readers subscribe to in one step.")),
}
WORTH = {"podcast": {"speech", "video"}, "calendar": {"sitting"}}
"""The kinds without which a format of a stream would be empty for ever."""


class Condition(NamedTuple):
    """What a stream selects by: the name of a facet, its values in words, and the address without it."""

    name: str
    values: Sequence[str]
    without: str


class RefineView(View):
    """Makes of what somebody asks for the address of a stream; of a name that several have, they choose one."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, language: str) -> HttpResponseBase:
        """Lead to the stream, or ask once more."""
        known_language(language)
        form = RefineForm.asked(request.GET)
        try:
            offered = _offered(form, language) if form.is_valid() else []
        except QueryError as error:
            form.refuse(error)
            offered = []
        who = form.data.get("who", "")
        if who and form.is_valid() and not offered:
            form.add_error("who", NOBODY % {"who": who})
        if len(offered) == 1:
            return HttpResponseRedirect(offered[0][1])
        context = {
            "form": form,
            "offered": offered,
            "who": who,
            "other_languages": _elsewhere(""),
        }
        return render(request, "core/refine.html", context)


class StreamView(View):
    """The page of a stream."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, language: str, path: str) -> HttpResponseBase:
        """Answer with the page; any other spelling of the query is redirected."""
        known_language(language)
        try:
            query, slug = queries.named(path)
        except QueryError as error:
            raise Http404(str(error)) from error
        canonical = slug or query.path
        if unquote(canonical) != path:
            return Moved(f"/{language}/feeds/{canonical}/")
        followed = follow(query, language, slug=slug)
        context = {
            **followed,
            "heading": followed["followed"].title,
            "subject": followed["followed"].subject,
            "conditions": list(_conditions(query, language)),
            "entries": queries.entries(query, language, limit=NEWEST).entries,
            "form": RefineForm.of(query),
            "changes": bool(query.values("state")),
            "readers": list(_readers([*followed["feeds"], *followed["shorter"]], query)),
            "other_languages": _elsewhere(f"{canonical}/"),
        }
        return render(request, "core/stream.html", context)

    @classmethod
    def selects(cls, language: str, path: str) -> queries.Resolved | None:
        """Return what the address of a stream selects."""
        with suppress(Http404, QueryError):
            known_language(language)
            query, slug = queries.named(path)
            return queries.Resolved(query, language, slug=slug)
        return None


def _readers(
    feeds: Sequence[Link], query: queries.StreamQuery
) -> Iterator[tuple[Any, Any, list[Link]]]:
    """Yield each kind of program with what it is good for and the formats it reads."""
    kinds = set(query.values("kind"))
    own: dict[str, list[Link]] = {}
    for feed in feeds:
        names = (feed.title.partition("-")[0], length_of(feed.title))
        program = next((name for name in names if name in READERS), "news")
        if not kinds or kinds & WORTH.get(program, kinds):
            own.setdefault(program, []).append(feed)
    for program, (name, words) in READERS.items():
        if program in own:
            yield name, words, own[program]


def _conditions(query: queries.StreamQuery, language: str) -> Iterator[Condition]:
    """Yield what a stream selects by, in words."""
    things = [value for name, values in query.facets if name not in PLAIN for value in values]
    named = queries.entries_named(things, language) if things else {}
    facets = dict(query.facets)
    for name, values in query.facets:
        rest = {other: found for other, found in facets.items() if other != name}
        without = _page(queries.build(rest, query.text), language)
        yield Condition(
            str(FACETS.get(name, name)), [_words(name, value, named) for value in values], without
        )
    if query.text:
        yield Condition(str(FACETS["text"]), [query.text], _page(queries.build(facets), language))


def _words(name: str, value: str, named: dict[str, Entry]) -> str:
    if name == "kind":
        return queries.kind_name(value)
    if name == "state":
        return change_name(value)
    if name == "language":
        return language_name(value)
    return named[value].title if value in named else value


def _offered(form: RefineForm, language: str) -> list[tuple[Entry | None, str]]:
    """Return the streams that a form can mean: one for each who has the name, the only one where none is given."""
    who = form.cleaned_data["who"]
    if not who:
        return [(None, _page(form.query(), language))]
    return [
        (entry, _page(form.query(_facet(entry, language)), language))
        for entry in _named(who, language)
    ]


def _named(name: str, language: str) -> list[Entry]:
    """Return what has a name, only what has exactly that one if there is any; of each kind the same number at most."""
    things = [thing for kind in PEOPLE for thing in queries.find(kind, name, limit=NAMED)]
    found = list(queries.entries_named(things, language).values())
    exact = [entry for entry in found if entry.title.casefold() == name.strip().casefold()]
    return exact or found


def _facet(entry: Entry, language: str) -> tuple[str, str]:
    """Return how a stream selects by a thing: of bodies, groups are those in whose name somebody spoke."""
    group = queries.build({"group": entry.thing})
    if entry.kind == "body" and queries.entries(group, language, limit=1).entries:
        return "group", entry.thing
    return entry.kind, entry.thing


def _page(query: queries.StreamQuery, language: str) -> str:
    return f"/{language}/feeds/{query.path}/"


def _elsewhere(path: str) -> list[tuple[dict[str, Any], str]]:
    return [(info, f"/{info['code']}/feeds/{path}") for info in interface_languages()]


PLAIN = frozenset({"kind", "language", "topic", "state"})
"""Facets whose values are no things."""
FACETS = {
    "kind": _("Kind"),
    "member": _("Member"),
    "group": _("Group"),
    "body": _("Chamber or committee"),
    "bill": _("Bill"),
    "topic": _("Topic"),
    "sitting": _("Sitting"),
    "debate": _("Debate"),
    "video": _("Video"),
    "thing": _("One thing"),
    "state": _("Changes"),
    "language": _("Language"),
    "text": _("With the words"),
}
