"""What stands on a card, as words: of one thing by its kind, or of a stream; the same places for everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from plugins.cards.renderers import quoting
from plugins.cards.renderers.type import apart, plain, unmarked
from syndication.contract import Entry, Participant, Selection, Step, Tally
from syndication.vocabulary import kind_of_one, option_name, state_name

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for "the source does not say when"."""
LONGEST_DESCRIPTION = 250
"""Characters: it stands twice in the head of a page, of which some read the first 4 KB."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card by their place, from top to bottom; those of the record are in ``language``."""

    publisher: str
    frame_language: str  # of the institution's words
    language: str
    kind: str
    heading: str
    quote: str = ""
    quote_language: str = ""
    items: tuple[str, ...] = ()  # what a stream holds, the newest first
    name: str = ""
    standing: str = ""
    place: str = ""
    notice: str = ""
    host: str = ""
    steps: tuple[Step, ...] = ()
    tallies: tuple[Tally, ...] = ()

    @property
    def said(self) -> str:
        """Return all that stands on the card, for those who do not see it."""
        quote = quoting.quoted(self.quote, self.quote_language) if self.quote else ""
        places = (self.kind, self.heading, quote, *self.items, self.name, self.standing)
        return unmarked(" – ".join(filter(None, (*places, self.place, self.notice))))

    @property
    def description(self) -> str:
        """Return what stands on the card, not too long to be read out."""
        return quoting.shortened(self.said, LONGEST_DESCRIPTION)


def card_of(selection: Selection) -> Card:
    """Return the card of the one thing a selection is about, or of the stream, in a language of the interface."""
    with override(page_language(selection.language)):
        if selection.entries and selection.stream.startswith("thing:"):
            return _thing(selection, selection.entries[0])
        return _stream(selection)


def _stream(selection: Selection) -> Card:
    frame = page_language(selection.language)
    pause = selection.subject.pause if selection.subject else None
    return Card(
        publisher=selection.publisher,
        frame_language=frame,
        language=selection.language,
        kind=_("Official record"),
        heading=plain(selection.title) or selection.publisher,
        items=tuple(map(_item, selection.entries[:SHOWN])),
        notice=plain(pause.words) if pause else "",
        host=host(),
    )


def _item(entry: Entry) -> str:
    if entry.withdrawn:
        return _("Withdrawn: %(title)s") % {"title": apart(f"{entry.title} ({entry.notice})")}
    speaker = entry.participants[0].name if entry.kind == "speech" and entry.participants else ""
    return " · ".join(filter(None, (apart(speaker), apart(entry.title), day(entry.published))))


def _thing(selection: Selection, entry: Entry) -> Card:
    bare = Card(
        publisher=selection.publisher,
        frame_language=page_language(selection.language),
        language=entry.language,
        kind=kind_of_one(entry.kind),
        heading=plain(entry.title),
        place=" · ".join(filter(None, (day(entry.published), apart(entry.source)))),
        notice=notice(entry),
        host=host(),
    )
    if entry.withdrawn:
        return bare
    clip = selection.option("t")
    if clip and entry.kind in {"speech", "video"}:
        return _clip(bare, selection, entry, clip)
    return _BY_KIND.get(entry.kind, _plain)(bare, entry)


def _clip(bare: Card, selection: Selection, entry: Entry, clip: str) -> Card:
    """Return the card of what was said between two moments, in the language it was recorded in."""
    said = quoting.between(entry, selection.part("video"), clip)
    speaker = _speaker(entry) if entry.kind == "speech" else quoting.only_speaker(entry)
    return replace(
        bare,
        kind=f"{bare.kind} · \u2066{quoting.span(clip)}\u2069",
        quote=said.text,
        quote_language=said.language,
        name=plain(speaker.name),
        standing=standing(speaker),
        notice=notice(entry, translated=said.language == entry.language),
    )


def _speech(bare: Card, entry: Entry) -> Card:
    speaker = _speaker(entry)
    return replace(
        bare,
        quote=quoting.words_of(entry),
        quote_language=entry.language,
        name=plain(speaker.name),
        standing=standing(speaker),
    )


def _member(bare: Card, entry: Entry) -> Card:
    return replace(bare, standing=plain(entry.summary), place=apart(entry.source))


def _bill(bare: Card, entry: Entry) -> Card:
    reached = [step for step in entry.steps if step.state != "planned"]
    now = reached[-1] if reached else None
    state = state_name(now.state) if now and now.state != "current" else ""
    where = (now.title, state, now.body) if now else ()
    return replace(bare, standing=" · ".join(map(apart, filter(None, where))), steps=entry.steps)


def _division(bare: Card, entry: Entry) -> Card:
    totals = tuple(tally for tally in entry.tallies if not tally.group)
    counts = (f"{apart(option_name(tally.option))} {tally.count}" for tally in totals)
    return replace(bare, standing=" · ".join(counts) or plain(entry.summary), tallies=totals)


def _sitting(bare: Card, entry: Entry) -> Card:
    return replace(bare, items=tuple(plain(step.title) for step in entry.steps[:SHOWN]))


def _video(bare: Card, entry: Entry) -> Card:
    lasting = next((media.duration for media in entry.enclosures if media.duration), None)
    names = _(", ").join(apart(person.name) for person in entry.participants[:SHOWN])
    kind = f"{bare.kind} · \u2066{quoting.clock(lasting)}\u2069" if lasting else bare.kind
    return replace(bare, kind=kind, standing=names)


def _plain(bare: Card, entry: Entry) -> Card:
    return replace(bare, standing=plain(entry.summary))


_BY_KIND = {
    "speech": _speech,
    "member": _member,
    "body": _member,
    "bill": _bill,
    "division": _division,
    "sitting": _sitting,
    "video": _video,
}


def notice(entry: Entry, *, translated: bool = True) -> str:
    """Return the state of a thing in one sentence: withdrawn before all, else corrected, else translated."""
    at = day(entry.updated if entry.withdrawn else entry.corrected or entry.updated)
    words = {"date": at, "reason": apart(entry.notice), "note": apart(entry.notice)}
    if entry.withdrawn:
        return _("Withdrawn on %(date)s: %(reason)s") % words
    if (entry.kind == "member" or entry.pause) and not entry.corrected:
        return plain(entry.notice)
    if entry.notice:
        return _("Corrected on %(date)s: %(note)s") % words
    return _translated(entry) if translated and entry.kind in _TRANSLATED else ""


def _translated(entry: Entry) -> str:
    name = language_name(entry.original_language)
    sentence = _("Translated from %(name)s; the original is the record.") % {"name": name}
    return sentence if name else ""


_TRANSLATED = {"speech", "bill", "video", "document"}


def _speaker(entry: Entry) -> Participant:
    return entry.participants[0] if entry.participants else Participant("", "")


def standing(person: Participant) -> str:
    """Return role, constituency (unless the role says it) and group on that day."""
    area = "" if person.area in person.role else person.area
    return " · ".join(map(apart, filter(None, (person.role, area, person.group))))


def day(moment: datetime) -> str:
    """Return a day in the chamber's zone, nothing where the source does not say."""
    if moment == UNKNOWN:
        return ""
    return date_format(timezone.localtime(moment, timezone.get_default_timezone()), "DATE_FORMAT")


def host() -> str:
    """Return where the record can be read."""
    return settings.BASE_URL.partition("://")[2]


def page_language(language: str) -> str:
    """Return the language of the frame: the selection's where the interface speaks it."""
    return language if language in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE


def language_name(language: str) -> str:
    """Return a language's name in the current one."""
    try:
        return str(get_language_info(language)["name_translated"]) if language else ""
    except KeyError:
        return language
