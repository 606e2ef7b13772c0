"""A selection written down as what people paste: one way for each kind of place it may go to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from plugins.builder.forms import LooksForm, clock
from plugins.builder.source import Subject
from syndication import queries, snippets
from syndication.contract import Embed, Entry, Selection
from syndication.vocabulary import direction

LOOKS = {"light": _("How it looks on a light page"), "dark": _("How it looks on a dark page")}
WAYS = {
    "frame": (
        _("Frame"),
        _(
            "For most pages: paste it where your page takes HTML. It needs no script and follows nobody;"
            " corrections and withdrawals reach it."
        ),
    ),
    "whole": (
        _("Words, frame and script"),
        _(
            "For pages that should say something even where frames are blocked. The script lets the frame grow when"
            " a reader opens more. The words above the frame are a copy: corrections reach only the frame."
        ),
    ),
    "quotation": (
        _("Words and link"),
        _(
            "For newsletters and e-mail, which show no frames. It is a copy: corrections do not reach it, so the"
            " link leads to the record."
        ),
    ),
    "address": (
        _("Address alone"),
        _(
            "For Mastodon, Ghost, Drupal, Discourse and other places that make a preview of an address (oEmbed)."
            " They decide on size and theme."
        ),
    ),
    "wordpress": (
        _("WordPress block"),
        _(
            "In the block editor add the block “Embed” and paste the address; or paste this as it is, which makes"
            " the same block."
        ),
    ),
}
"""What each way of pasting is called, and what it is for in plain words."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A frame on a page of one look."""

    look: str
    name: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """Something to paste: what it is called, what it is for in plain words, and the text itself."""

    key: str
    name: str | Promise
    purpose: str | Promise
    text: str

    @property
    def rows(self) -> int:
        """Return how many lines to show."""
        return min(10, 1 + self.text.count("\n") + len(self.text) // 70)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen with its form, how it will look, and what to paste: nothing where it cannot be embedded."""

    subject: Subject
    form: LooksForm
    url: str
    size: str
    theme: str
    show: str = ""
    height: int = 0
    clip: tuple[float, float] | None = None
    previews: tuple[Preview, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def tall(self) -> str:
        """Return the height as an attribute has it, in every language."""
        return str(self.height)

    @property
    def since(self) -> str:
        """Return where the clip starts; as it was written where that cannot be read."""
        return clock(self.clip[0]) if self.clip else self.form.data.get("start", "")

    @property
    def until(self) -> str:
        """Return where the clip ends; as it was written where that cannot be read."""
        return clock(self.clip[1]) if self.clip else self.form.data.get("end", "")


def chosen(subject: Subject, asked: Mapping[str, str]) -> Chosen:
    """Return what comes of a subject and of how it is asked to look."""
    kinds = [(embed.kind, embed.title) for embed in queries.embeds_of(subject.selection)]
    names = [(code, get_language_info(code)["name_local"]) for code in subject.languages]
    form = LooksForm(
        {**_wished(subject), **asked},
        kinds=kinds,
        languages=names,
        recording=subject.recording,
    )
    form.is_valid()
    clip = form.cleaned_data.get("clip")
    plain = Chosen(
        subject,
        form,
        address(subject, clip),
        size=form.chosen("h", "medium"),
        theme=form.chosen("theme", "auto"),
        show=form.chosen("show", kinds[0][0] if kinds else ""),
        clip=clip,
    )
    return _written(plain) if kinds else plain


def _wished(subject: Subject) -> dict[str, str]:
    """Return the looks that the address itself wishes, as a form's answers."""
    start, _comma, end = dict(subject.options).get("t", "").partition(",")
    return {"start": start, "end": end, "theme": dict(subject.options).get("theme", "auto")}


def _written(chosen: Chosen) -> Chosen:
    subject = chosen.subject
    words = subject.recording.within(*chosen.clip) if chosen.clip and subject.recording else ""
    embed = embed_of(chosen, chosen.theme)
    url = chosen.url or embed.url
    return replace(
        chosen,
        url=url,
        height=snippets.height(embed, chosen.size),
        previews=_previews(chosen),
        ways=ways(subject.selection, embed, size=chosen.size, url=url, words=words),
    )


def _previews(chosen: Chosen) -> tuple[Preview, ...]:
    """Return it on a page of each look: in the theme that was chosen, else as a device of that look has it."""
    auto = chosen.theme == "auto"
    return tuple(
        Preview(look, name, embed_of(chosen, look if auto else chosen.theme).url)
        for look, name in LOOKS.items()
    )


def embed_of(chosen: Chosen, theme: str) -> Embed:
    """Return the embed that was chosen in a theme."""
    wished = {} if theme == "auto" else {"theme": theme}
    if chosen.clip:
        wished["t"] = "{:g},{:g}".format(*chosen.clip)
    selection = replace(chosen.subject.selection, options=queries.options_of(wished))
    offered = {embed.kind: embed for embed in reversed(queries.embeds_of(selection))}
    return offered[chosen.show]


def address(subject: Subject, clip: tuple[float, float] | None) -> str:
    """Return the address of a thing's page, or of a clip of it; a stream has no page, only its embed."""
    if subject.entry is None:
        return ""
    parts = urlsplit(subject.entry.url)
    _, _, rest = parts.path.lstrip("/").partition("/")
    wished = {"t": "{:g},{:g}".format(*clip)} if clip else {}
    path = f"/{subject.selection.language}/{rest}"
    return f"{parts.scheme}://{parts.netloc}{path}{queries.written_options(queries.options_of(wished))}"


def ways(selection: Selection, embed: Embed, *, size: str, url: str, words: str) -> tuple[Way, ...]:
    """Return every way of pasting an embed, the usual one first."""
    quoted = quotation(selection, url, words)
    texts = {
        "frame": snippets.frame(embed, size),
        "whole": snippets.whole(embed, quoted, size),
        "quotation": snippets.quotation(quoted),
        "address": url,
        "wordpress": snippets.wordpress(url),
    }
    return tuple(Way(key, *WAYS[key], text) for key, text in texts.items())


def quotation(selection: Selection, url: str, words: str) -> snippets.Quotation:
    """Return a selection's words with who said them, as what, where and when; a stream has its name alone."""
    if not selection.entries or not _of_one_thing(selection):
        return snippets.Quotation(url, selection.title)
    entry = selection.entries[0]
    way = direction(entry.language)
    return snippets.Quotation(
        url,
        source(entry),
        words=words or quoted(entry),
        language=entry.language,
        direction=way,
        told_in=entry.language,
        told_direction=way,
    )


def quoted(entry: Entry) -> str:
    """Return what may stand between quotation marks: the words of a speech, nothing of what nobody said."""
    return entry.summary if entry.kind == "speech" else ""


def source(entry: Entry) -> str:
    """Return who, as what, under which title, where and when, in the language of the entry."""
    speaker = entry.participants[0] if entry.kind == "speech" and entry.participants else None
    said = (speaker.name, speaker.role) if speaker else ()
    place = entry.source if entry.source not in (entry.title, entry.summary) or speaker else ""
    parts = dict.fromkeys(filter(None, (*said, entry.title, place, _day(entry))))
    return " · ".join(parts)


def _day(entry: Entry) -> str:
    if not entry.listed or entry.published.year <= 1:
        return ""
    with override(entry.language):
        return date_format(timezone.localtime(entry.published), "DATE_FORMAT")


def _of_one_thing(selection: Selection) -> bool:
    return selection.stream.startswith("thing:")
