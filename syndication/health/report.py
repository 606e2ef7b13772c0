"""What the numbers say: for each site what it embeds, and what fails there, with what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from syndication.health.models import EmbedCount
from syndication.health.seeing import CARD, OTHER, SCRIPT, Form, Outcome
from syndication.health.sites import OTHERS, UNTOLD
from syndication.text import clean

QUIET = timedelta(days=7)
"""For how long nothing was shown on a site that has gone quiet."""

UNTOLD_NAME = _("Site not told")
OTHERS_NAME = _("Further sites")

KINDS: Mapping[str, Any] = {
    "speech": _("speech"),
    "member": _("member"),
    "bill": _("bill"),
    "debate": _("debate"),
    "sitting": _("sitting"),
    "division": _("division"),
    "video": _("video"),
    "latest": _("list"),
    OTHER: _("unknown type"),
    CARD: _("picture for social media"),
    SCRIPT: _("script of the snippet"),
}

ADVICE: Mapping[str, Any] = {
    Outcome.MOVED: _(
        "A snippet with an older form of the address: it works and will go on working."
    ),
    Outcome.WRONG: _(
        "The address has parameters that there are none of: somebody changed the snippet. Have it copied anew."
    ),
    Outcome.MISSING: _(
        "There is nothing at the address: it was mistyped or cut off, or what was there is hidden."
        " Have the snippet copied anew."
    ),
    Outcome.GONE: _("What is embedded was withdrawn; the frame says so. The site may take it off."),
    Outcome.LIMITED: _(
        "The web server answered no more to who asked too fast; readers saw an empty frame."
    ),
    Outcome.REFUSED: _("The server refused the request; usually no browser sent it."),
    Outcome.FAILED: _("The server could not answer: look into its log of these days."),
}

QUIET_ADVICE = _(
    "Nothing was shown there for a week: the embed was taken off, or the site’s own security headers refuse it now"
    " (Content-Security-Policy: frame-src), or its pages no longer tell where a reader comes from."
)

WHAT_CAN_BE_KNOWN = _(
    "Our snippet asks browsers not to tell on which page it stands, so most of what is shown has no site. Of that"
    " it is known how often, of what type, in a frame or not, and what failed. What caches answered is not known, nor"
    " what a site’s own headers block: then nobody asks the server."
)


@dataclass
class Site:
    """What is known of a site in some days; ``shown`` is by form, ``kinds`` what was shown, ``ends`` what was not."""

    site: str
    first: date
    last: date | None = None
    shown: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    quiet: bool = False

    @property
    def name(self) -> str:
        """Return its origin, or in words that it has none."""
        return str({UNTOLD: UNTOLD_NAME, OTHERS: OTHERS_NAME}.get(self.site, self.site))

    @property
    def loads(self) -> int:
        """Return how often something was shown."""
        return self.shown.total()

    def forms(self) -> Iterator[tuple[str, int]]:
        """Yield how it was shown, in words, and how often."""
        return ((str(Form(form).label), number) for form, number in self.shown.most_common())

    def types(self) -> Iterator[tuple[str, int]]:
        """Yield what was shown, in words, and how often."""
        return ((str(KINDS.get(kind, kind)), number) for kind, number in self.kinds.most_common())

    def faults(self) -> Iterator[tuple[str, int, str]]:
        """Yield what came of what was not shown, how often, and what to do about it."""
        for end, number in self.ends.most_common():
            yield str(Outcome(end).label), number, str(ADVICE[Outcome(end)])


def sites(days: int, today: date, host: str = "") -> QuerySet[EmbedCount, Any]:
    """Return the sites of the last days, those most is shown on first; ``host`` narrows to one host's."""
    rows = _rows(days, today)
    if host:
        rows = rows.filter(_of(host))
    found = rows.values("site").annotate(number=Sum("answers"), first=Min("day"), last=Max("day"))
    return found.order_by("-number", "site")


def told(names: Iterable[str], days: int, today: date) -> list[Site]:
    """Return what is known of some sites, in their order: two statements however many they are."""
    names = list(names)
    found: dict[str, Site] = {}
    rows = _rows(days, today).filter(site__in=names)
    grouped = rows.values("site", "kind", "theme", "form", "outcome").order_by()
    for row in grouped.annotate(number=Sum("answers"), first=Min("day"), last=Max("day")):
        _add(found.setdefault(row["site"], Site(row["site"], row["first"])), row)
    for one in found.values():
        named = one.site not in (UNTOLD, OTHERS)
        one.quiet = named and one.last is not None and one.last < today - QUIET
    return [found[name] for name in names if name in found]


def _rows(days: int, today: date) -> QuerySet[EmbedCount]:
    return EmbedCount.objects.filter(day__gt=today - timedelta(days=days))


def _add(one: Site, row: Mapping[str, Any]) -> None:
    one.first = min(one.first, row["first"])
    if row["outcome"] != Outcome.SHOWN:
        one.ends[row["outcome"]] += row["number"]
        return
    one.kinds[row["kind"]] += row["number"]
    if row["kind"] in (CARD, SCRIPT):
        return
    one.shown[row["form"]] += row["number"]
    one.themes[row["theme"]] += row["number"]
    one.last = max(filter(None, (one.last, row["last"])))


def _of(host: str) -> Q:
    """Match a host as people write it: with or without the scheme, a port or a path."""
    name = clean(host).lower().partition("://")[2] or host.lower()
    name = name.partition("/")[0]
    bare = Q(site__in=[f"{scheme}://{name}" for scheme in ("http", "https")])
    return bare | Q(site__startswith=f"http://{name}:") | Q(site__startswith=f"https://{name}:")
