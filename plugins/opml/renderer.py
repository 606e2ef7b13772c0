"""The feeds there are about something, as a list that readers subscribe to in one step (OPML 2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from plugins.opml.conf import OpmlSettings
from syndication import feeds
from syndication.contract import Artefact, Entry, Facet, Part, Selection, Shown
from syndication.readback import opml
from syndication.text import xml
from syndication.vocabulary import change_name, kind_name

KINDS = ("speech", "video", "bill", "division", "sitting", "document", "news")
OWN = {
    "member": ("speech", "video", "bill", "division"),
    "body": ("sitting", "speech", "video", "bill", "division"),
    "bill": ("speech", "division", "document"),
    "sitting": ("speech", "division", "video"),
}
"""Kind of what a stream is about to the kinds of which it has feeds; the facet is called like the former."""
EVERYBODY = ("member", "body")
"""The kinds whose things have feeds of their own in the parliament's list."""


class OpmlRenderer:
    """OPML 2.0 (opml.org/spec2.opml)."""

    format = "opml"
    media_type = "text/x-opml; charset=utf-8"
    filename = "feeds.opml"
    limit = 1  # of the stream itself only the head is written

    def __init__(self, settings: OpmlSettings) -> None:
        self._settings = settings

    def parts(self, selection: Selection) -> Iterable[Part]:
        """Ask for everybody who has feeds, where the stream is the whole record."""
        if selection.stream:
            return ()
        limit = self._settings.limit
        return tuple(Part(kind, (Facet("kind", kind),), limit) for kind in EVERYBODY)

    def render(self, selection: Selection) -> Artefact:
        """Return the list."""
        body = (
            '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">'
            f"<head>{''.join(_head(selection))}</head>\n"
            f"<body>{''.join(self._body(selection))}</body></opml>\n"
        )
        return Artefact(self.format, self.media_type, body.encode())

    def holds(self, entry: Entry) -> bool:
        """It lists feeds and no entries."""
        return False

    def read(self, body: bytes) -> Sequence[Shown]:
        """Return where a list leads to."""
        return opml.read(body)

    def _body(self, selection: Selection) -> Iterator[str]:
        about = selection.subject
        if not selection.stream:
            yield self._feed(selection, "all", _("Everything"))
            for kind in KINDS:
                yield self._feed(selection, f"kind:{kind}", kind_name(kind))
            yield self._feed(selection, "state:changed", change_name("changed"))
            for kind in EVERYBODY:
                yield self._folder(selection, kind)
        elif about and about.kind in OWN and not about.withdrawn:
            own = f"{about.kind}:{about.thing}"
            yield self._feed(selection, own, about.title, about.url)
            for kind in OWN[about.kind]:
                yield self._feed(selection, f"kind:{kind}/{own}", kind_name(kind))
        else:
            path = selection.slug or selection.stream.replace(" ", "/")
            yield self._feed(selection, path, selection.title or path, selection.url)

    def _folder(self, selection: Selection, kind: str) -> str:
        """Return a feed of each thing of a kind; nothing where there is none."""
        found = "".join(
            self._feed(selection, f"{kind}:{entry.thing}", entry.title, entry.url)
            for entry in selection.part(kind)
        )
        return f'<outline text="{xml(kind_name(kind))}">{found}</outline>' if found else ""

    def _feed(self, selection: Selection, path: str, title: str, page: str = "") -> str:
        """Return the feed of a stream; OPML knows no other name for the type of one than RSS."""
        stream = f"{_streams(selection)}{quote(path, safe=':,/')}/"
        given = {
            "text": title,
            "title": title,
            "type": "rss",
            "xmlUrl": f"{stream}{self._settings.feed}",
            "description": feeds.state_of(selection.subject) if selection.subject else "",
            "htmlUrl": page or stream,
            "language": selection.language,
        }
        said = (f' {name}="{xml(value)}"' for name, value in given.items() if value)
        return f"<outline{''.join(said)}/>"


def _head(selection: Selection) -> Iterator[str]:
    yield f"<title>{xml(feeds.title_of_feed(selection))}</title>"
    if selection.updated:
        yield f"<dateModified>{format_datetime(selection.updated)}</dateModified>"
    yield f"<ownerName>{xml(feeds.publisher(selection))}</ownerName>"
    yield f"<ownerId>{xml(selection.url)}</ownerId>"
    yield "<docs>http://opml.org/spec2.opml</docs>"


def _streams(selection: Selection) -> str:
    """Return what all streams' addresses in a language begin with, for whoever reads the list."""
    before, there, _own = feeds.link(selection, "self").partition("/feeds/")
    return f"{before}{there}" or f"{settings.BASE_URL}/{selection.language}/feeds/"
