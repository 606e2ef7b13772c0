"""What every widget shares: the frame, its style sheet and script by hash, the headers."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

from plugins.widgets.renderers.words import page_language
from syndication.contract import Artefact, Entry, Selection
from syndication.origins import has_media_hosts, of_media
from syndication.text import clean
from syndication.vocabulary import direction

MEDIA_TYPE = "text/html; charset=utf-8"
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), fullscreen=(self)"
SCRIPT = "embed.js"
STREAM = "stream.js"
"""The script of documents with a recording that not every browser plays."""
LIBRARY = "frontend/hls.js"
"""What it fetches when such a recording is played."""
BLANKS = re.compile(r"[ \t]*\n[ \t\n]*")
"""What lays templates out for those who write them: nobody has to load it."""
SHEETS = ("embed.css", "embed-kinds.css", "embed-member.css", "embed-speech.css")
"""Every style sheet of a widget: each document carries one, and the policy, the same for all, allows any of them."""


class Widget:
    """A subclass names its kind and the template that fills the frame's block ``card``.

    ``height``: of the frame in CSS pixels, unless whoever embeds it says otherwise; ``around``: whether it shows what
    stands before and after; ``sheet``: a kind that needs more style has a sheet of its own, which imports the frame's.
    """

    kind: ClassVar[str] = ""
    format = ""
    height: ClassVar[int] = 480
    around: ClassVar[bool] = False
    sheet: ClassVar[str] = "embed.css"
    media_type = MEDIA_TYPE
    filename = ""

    def facets(self, thing: str) -> dict[str, str]:
        """Return what the stream of one thing asks for."""
        return {"thing": thing, "kind": self.kind}

    def render(self, selection: Selection) -> Artefact:
        """Return the document."""
        context = {
            "selection": selection,
            "style": built(self.sheet),
            "script": built(SCRIPT),
            **self.context(selection),
        }
        name = "paused" if is_hidden(selection.subject) else self.kind
        page = render_to_string(f"widgets/{name}.html", context)
        body = clean(BLANKS.sub("\n", page)).strip()
        return Artefact(self.format, self.media_type, body.encode(), headers())

    def context(self, selection: Selection) -> Mapping[str, Any]:
        """Return what this widget's template needs besides the selection."""
        language = page_language(selection.language)
        return {
            "page_language": language,
            "dir": direction(language),
            "theme": selection.option("theme"),
        }


def is_hidden(subject: Entry | None) -> bool:
    """Tell whether nothing but the disclaimer of an election is shown of whoever a widget is about."""
    person = subject is not None and subject.kind == "member"
    return bool(person and subject and subject.pause and subject.pause.hidden)


@cache
def built(name: str) -> str:
    """Return a style sheet or script that frontend/ has built."""
    found = finders.find(f"frontend/{name}")
    if not found:
        raise ImproperlyConfigured(f"frontend/dist/{name} is not built; run: make frontend.")
    return Path(str(found)).read_text().strip()


@cache
def headers() -> tuple[tuple[str, str], ...]:
    """Return the headers of every embed: everything of its own, nothing of anybody else's, framed by anyone.

    Where recordings come from a host of streams, what HLS is played with in a browser that plays none is the one script
    by address, reads the recording itself, and hands it to the player as a blob.
    """
    styles = " ".join(hashed(built(sheet)) for sheet in SHEETS)
    scripts, media, reading = hashed(built(SCRIPT)), " ".join(of_media()), ""
    recordings = media
    if has_media_hosts():
        library = f"{settings.EMBED_URL}{settings.STATIC_URL}{LIBRARY}"
        scripts = f"{scripts} {hashed(built(STREAM))} {library}"
        recordings, reading = f"{media} blob:", f" connect-src {media};"
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src {media};"
        f" media-src {recordings};{reading} base-uri 'none'; form-action 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return (
        ("Content-Security-Policy", policy),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex"),
        ("Permissions-Policy", PERMISSIONS),
    )


def hashed(text: str) -> str:
    """Return the source expression that allows an inline style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
