"""WordPress itself embeds what editors paste: by discovery, which locks it in, and by our plugin, which does not.

Debian's packages php-cli, php-xml, php-curl and wordpress; WORDPRESS names another folder.
"""

from __future__ import annotations

import hashlib
import re
import subprocess

import pytest
from lxml import html

from tests.interop.conftest import ROOT, pack
from tests.interop.speaking import SPEECH, WORDS

PLUGIN = ROOT / "frontend" / "wordpress" / "hemicycle-embeds"
CASES = (
    "a speech",
    "a speech in Arabic",
    "a recording",
    "a member",
    "a withdrawn speech",
    "a list",
)


@pytest.mark.parametrize("name", CASES)
def test_wordpress_finds_our_frame_by_itself(record, paste, name):
    address, frame = record.pasted[name]

    found = paste(address)
    quote, shown = html.fragments_fromstring(found["html"])

    assert frame.fullmatch(shown.get("src").partition("#")[0])
    assert shown.get("sandbox") == "allow-scripts"
    assert shown.get("title")
    assert (shown.get("width"), shown.get("height").isdigit()) == ("600", True)
    assert quote.get("data-secret") == shown.get("data-secret")
    assert quote.find("a").get("href").startswith(record.site)
    assert WORDS not in found["html"]


@pytest.mark.parametrize("name", CASES)
def test_with_our_plugin_the_frame_is_there_at_once_and_free(record, paste, plugin, name):
    address, frame = record.pasted[name]

    found = paste(address, plugin)
    _quote, shown = html.fragments_fromstring(found["html"])

    assert frame.fullmatch(shown.get("src"))
    assert shown.get("loading") == "lazy"
    assert "allow-popups" in shown.get("sandbox", "")
    assert shown.get("allowfullscreen") == ""
    assert shown.get("style") is None
    assert [asked.partition("?")[0] for asked in found["asked"]] == [f"{record.site}/oembed"]


def test_an_embeds_own_address_can_be_pasted_too(record, paste, plugin):
    address = f"{record.embed}/e/en/speech/{SPEECH}/"

    assert f'src="{address}"' in paste(address, plugin)["html"]


@pytest.mark.parametrize("which", ["hidden", "nothing"])
def test_what_is_not_there_for_the_public_stays_an_address(record, paste, plugin, which):
    address = getattr(record, which)

    assert paste(address)["html"] is False
    assert paste(address, plugin)["html"] is False


def test_xml_serves_wordpress_as_well(record, paste):
    """``WordPress`` tries it where JSON is answered 501; its own parser reads it."""
    address, frame = record.pasted["a speech"]

    found = paste(f"xml:{address}")

    assert frame.search(found["html"])


def test_the_plugin_is_packed_the_same_every_time(tmp_path):
    hosts = ("https://parliament.example", "https://embed.parliament.example")
    made = [pack(tmp_path / name, *hosts).read_bytes() for name in ("one", "two")]

    assert hashlib.sha256(made[0]).digest() == hashlib.sha256(made[1]).digest()


@pytest.mark.parametrize("site", ["", "parliament.example", "https://a.example/x", "https://a'.b"])
def test_it_is_packed_for_nothing_but_a_host(tmp_path, site):
    with pytest.raises(subprocess.CalledProcessError):
        pack(tmp_path, site, "https://embed.parliament.example")


def test_the_plugin_says_its_version_and_licence_once():
    php = (PLUGIN / "hemicycle-embeds.php").read_text()
    readme = (PLUGIN / "readme.txt").read_text()

    for line in ("Requires at least", "Requires PHP", "License", "License URI"):
        said = [re.search(rf"^[ *]*{line}: (.+)$", text, re.MULTILINE)[1] for text in (php, readme)]

        assert said[0] == said[1]
    version = re.search(r"Version: (.+)", php)[1]
    assert f"Stable tag: {version}" in readme
    assert f"= {version} =" in readme
