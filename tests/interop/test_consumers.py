"""What other systems ask of an answer before they embed it: each rule as their source states it, in our words."""

from __future__ import annotations

import json
import re
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.interop.conftest import ROOT, Got, Record, get
from tests.interop.speaking import SPEECH

CASES = (
    "a speech",
    "a speech in Arabic",
    "a recording",
    "a member",
    "a withdrawn speech",
    "a list",
)
EMBEDDABLE = ("rich", "video")
PATIENCE = 2
"""Seconds that Ghost waits for a page."""
BUSY = 10
"""Times that a page is asked for, at most, to come within them."""
GUIDE = ROOT / "docs" / "web-administrator.md"


@pytest.fixture(params=CASES)
def case(request) -> str:
    return str(request.param)


@pytest.fixture
def address(record: Record, case) -> str:
    return record.pasted[case][0]


@pytest.fixture
def frame(record: Record, case) -> re.Pattern[str]:
    return record.pasted[case][1]


def discovered(page: Got, kind: str) -> str:
    """Return where a page says that it is described."""
    link = html.document_fromstring(page.body).find(f".//link[@type='{kind}']")
    return str(link.get("href"))


def took(address: str) -> float:
    """Return how many seconds an answer takes."""
    began = time.monotonic()
    get(address)
    return time.monotonic() - began


def framed(record: Record, address: str) -> str:
    """Return the address of the frame that is answered for an address."""
    return str(embedded(json.loads(record.oembed(address).body)).get("src"))


def embedded(found: dict[str, object]):
    """Return the frame of an answer."""
    (shown,) = html.fragment_fromstring(str(found["html"]), create_parent=True).iter("iframe")
    return shown


def test_mastodon(record, case, address, frame):
    """``fetch_oembed_service.rb`` and ``fetch_link_card_service.rb`` of ``app/services``, ``lib/sanitize_ext``.

    The page answers 200 (so that what is withdrawn has no card), the version is the text "1.0", a type is named. Of a
    video the frame stays with the attributes below; of what is rich Mastodon makes a card of the page itself.
    """
    page = get(address)
    assert page.status == (410 if "withdrawn" in case else 200)
    answer = get(urljoin(address, discovered(page, "application/json+oembed")))
    found = json.loads(answer.body)

    assert page.kind.partition(";")[0] == "text/html"
    assert (answer.status, found["version"]) == (200, "1.0")
    assert found["type"] in EMBEDDABLE
    for name in ("author_url", "provider_url", "thumbnail_url"):
        assert urlsplit(found.get(name, record.site)).scheme in ("http", "https")
    if found["type"] == "video":
        kept = {"allowfullscreen", "frameborder", "height", "scrolling", "src", "width"}
        shown = embedded(found)
        assert frame.fullmatch(shown.get("src"))
        assert {"allowfullscreen", "src", "width", "height"} <= kept & set(shown.attrib)
        assert min(found["width"], found["height"]) > 0


def test_mastodon_asks_about_every_page_where_it_once_found_an_answer(record):
    """The same source, ``cache_endpoint!``: in the address found once, that of any other page is put in."""
    first, other = record.pasted["a speech"][0], record.pasted["a list"][0]
    found = discovered(get(first), "application/json+oembed")
    template = re.sub(r"(=(https?(%3A|:)(//|%2F%2F)))([^&]*)", "={url}", found, flags=re.IGNORECASE)

    answer = get(template.replace("{url}", quote(other, safe="")))

    assert record.pasted["a list"][1].search(answer.body.decode())


def test_ghost(address, frame):
    """``ghost/core/core/server/services/oembed/OEmbedService.js``, ``fetchOembedData``.

    Only the link to JSON counts, and none that looks like WordPress's; type and version; HTML and a width. The page
    must come within two seconds, whatever its status; a machine that is busy with something else is asked again.
    """
    page = get(address)
    where = discovered(page, "application/json+oembed")
    found = json.loads(get(where).body)

    assert any(took(address) < PATIENCE for _time in range(BUSY))
    assert "wp-json/oembed" not in where
    assert found["version"]
    assert found["type"] in EMBEDDABLE
    assert found["html"]
    assert found["width"]
    assert frame.fullmatch(embedded(found).get("src"))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_drupal(record, address, form):
    """``core/modules/media/src/OEmbed/ResourceFetcher.php`` and ``Resource.php``.

    200; the Content-Type decides how it is read; the version is exactly the text "1.0"; HTML that is not empty; sizes
    are numbers above nothing, those of a picture too; a provider by the name of the registry.
    """
    answer = record.oembed(address, format=form, maxwidth=1300)
    found = read(answer)
    sizes = [found["width"], found["height"]]
    sizes += [
        found[f"thumbnail_{side}"] for side in ("width", "height") if "thumbnail_url" in found
    ]

    assert answer.status == 200
    assert found["version"] == "1.0"
    assert found["type"] in EMBEDDABLE
    assert found["html"]
    assert all(int(size) > 0 for size in sizes)
    assert int(found["cache_age"]) >= 0
    assert found["provider_name"] == registered()["provider_name"]


def read(answer: Got) -> dict[str, str]:
    """Read an answer as its Content-Type says."""
    if "xml" in answer.kind:
        return {str(item.tag): item.text or "" for item in etree.fromstring(answer.body)}
    assert "application/json" in answer.kind
    return dict(json.loads(answer.body))


def test_drupal_asks_us_about_what_the_registry_says(record, address):
    """``core/modules/media/src/OEmbed/Endpoint.php``: an asterisk of a scheme stands for anything."""
    (endpoint,) = registered()["endpoints"]
    schemes = [
        re.escape(ours(scheme, record)).replace(r"\*", ".*") for scheme in endpoint["schemes"]
    ]

    assert ours(endpoint["url"], record) == f"{record.site}/oembed"
    assert any(re.match(f"{scheme}$", framed(record, address)) for scheme in schemes)
    if not address.endswith("/en/speeches/"):
        assert any(re.match(f"{scheme}$", address) for scheme in schemes)


def piece(language: str, word: str) -> str:
    """Return the one piece of code of the guide that holds a word."""
    found = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (only,) = [text for text in found if word in text]
    return str(only)


def registered():
    """Return the entry for the public registry, as the guide has it."""
    (entry,) = json.loads(piece("json", "provider_name"))
    return entry


def ours(text: str, record: Record) -> str:
    """Return an address of a guide as one of this server."""
    for host, origin in (("embed.parliament", record.embed), ("parliament", record.site)):
        text = text.replace(f"https://{host}.example", origin)
    return text


def test_discourse(record, address):
    """``lib/onebox/oembed.rb``, ``is_embedded?`` of ``lib/onebox/engine/allowlisted_generic_onebox.rb``.

    HTML with a frame whose address an administrator allowed, and a height; nothing that looks like WordPress's. The
    sizes replace those of the frame.
    """
    page = get(address)
    found = json.loads(get(discovered(page, "application/json+oembed")).body)

    assert embedded(found).get("src").startswith(f"{record.embed}/e/")
    assert "wp-embedded-content" not in found["html"]
    assert found["height"] == int(embedded(found).get("height"))
    assert found["width"] > 0


def test_wagtail(record, address, frame, settings):
    """Its own finder, set up as the guide tells another site to."""
    from wagtail.embeds.finders import get_finders

    snippet = piece("python", "WAGTAILEMBEDS_FINDERS")
    named: dict[str, object] = {}
    exec(regular(snippet, record), named)  # noqa: S102 (our own guide)
    settings.WAGTAILEMBEDS_FINDERS = named["WAGTAILEMBEDS_FINDERS"]
    get_finders.cache_clear()
    try:
        finder = next(finder for finder in get_finders() if finder.accept(address))
        found = finder.find_embed(address, max_width=400)
    finally:
        get_finders.cache_clear()

    assert frame.search(found["html"])
    assert found["type"] in EMBEDDABLE
    assert found["title"]
    assert found["width"] == 400
    assert found["cache_until"]


def regular(snippet: str, record: Record) -> str:
    """Return the guide's patterns for this server's hosts."""
    for host, origin in (("embed.parliament", record.embed), ("parliament", record.site)):
        snippet = snippet.replace(
            rf"{re.escape(host)}\.example", re.escape(urlsplit(origin).netloc)
        )
    return ours(snippet, record)


@pytest.mark.parametrize("which", ["hidden", "nothing"])
def test_nobody_is_told_anything_of_what_is_not_public(record, which):
    answer = record.oembed(getattr(record, which))

    assert answer == record.oembed(record.page("t00000000098"))
    assert answer.status == 404


def test_a_frame_has_a_title_for_who_does_not_see_it(record, address):
    assert embedded(json.loads(record.oembed(address).body)).get("title")


def test_the_speech_is_named_as_it_is_spelt(record):
    found = json.loads(record.oembed(record.page(SPEECH)).body)

    assert found["title"] == 'Water & "supply" <now>'
    assert "<now>" not in found["html"]


def test_a_server_says_over_the_wire_that_nothing_changed(record):
    site = urlsplit(record.site)
    path = f"/oembed?{urlencode({'url': record.page(SPEECH)})}"
    with closing(HTTPConnection(site.hostname, site.port, timeout=20)) as line:
        line.request("GET", path)
        first = line.getresponse()
        length, tag = len(first.read()), first.headers["ETag"]
        line.request("HEAD", path)
        head = line.getresponse()
        nothing = head.read()
        line.request("GET", path, headers={"If-None-Match": tag})
        again = line.getresponse()

        assert (head.status, int(head.headers["Content-Length"]), nothing) == (200, length, b"")
        assert (again.status, again.read(), again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Content-Length"] is None
