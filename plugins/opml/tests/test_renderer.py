"""The list of feeds, byte for byte and as a reader that subscribes to it understands it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override
from lxml import etree

from plugins.opml.conf import OpmlSettings
from plugins.opml.renderer import OpmlRenderer
from syndication.testing import (
    entry_with,
    hard_selections,
    selection_of,
    tombstone_of,
)
from syndication.testing.selections import GOLDEN

MEMBER = entry_with(thing="2kc6kwjw86qj", kind="member", title="Amina Okafor", listed=False)
BODY = entry_with(thing="5h0n3p8r1s2t", kind="body", title="House of Deputies", listed=False)


def written(selection):
    with override(selection.language):
        return OpmlRenderer(OpmlSettings()).render(selection).body


def outlines(selection):
    return etree.fromstring(written(selection)).find("body")


def everything(**own):
    parts = (("member", (MEMBER,)), ("body", (BODY,)))
    return selection_of(**({"stream": "", "parts": parts} | own))


def test_it_conforms():
    renderer = OpmlRenderer(OpmlSettings())
    for name, selection in hard_selections():
        assert etree.fromstring(written(selection)).tag == "opml", name
    assert [part.limit for part in renderer.parts(everything())] == [1000, 1000]
    assert list(renderer.parts(selection_of())) == []


@pytest.mark.parametrize("name", GOLDEN)
def test_a_list_is_written_as_it_was(name, golden):
    golden(f"{name}.opml", written(dict(hard_selections())[GOLDEN[name]]))


def test_the_parliaments_list_has_everything_each_kind_and_everybody(golden):
    golden("parliament.opml", written(everything()))
    body = outlines(everything())

    assert [one.get("text") for one in body][:3] == ["Everything", "Speeches", "Videos"]
    assert [one.get("text") for one in body[-2:]] == ["Members", "Chambers, groups and committees"]
    (amina,) = body[-2]
    assert amina.get("xmlUrl").endswith("/en/feeds/member:2kc6kwjw86qj/feed.rss")
    assert amina.get("htmlUrl") == MEMBER.url


def test_a_members_list_has_all_of_it_and_each_kind():
    found = outlines(selection_of(subject=MEMBER, stream="member:2kc6kwjw86qj"))

    paths = [one.get("xmlUrl").partition("/feeds/")[2] for one in found]
    kinds = ("speech", "video", "bill", "division")
    own = "member:2kc6kwjw86qj"
    assert paths == [f"{own}/feed.rss", *(f"kind:{kind}/{own}/feed.rss" for kind in kinds)]


@pytest.mark.parametrize("subject", [None, tombstone_of(MEMBER), entry_with()])
def test_of_any_other_stream_there_is_its_own_feed(subject):
    (only,) = outlines(selection_of(entry_with(), subject=subject))

    assert only.get("xmlUrl").endswith("/en/feeds/kind:speech/feed.rss")
    assert (only.get("type"), only.get("language")) == ("rss", "en")


def test_each_language_has_its_own_list():
    found = outlines(everything(language="ar"))

    assert all(
        "/ar/feeds/" in one.get("xmlUrl") for one in found.iter("outline") if one.get("xmlUrl")
    )


def test_what_is_not_there_has_no_folder():
    assert all(len(one) == 0 for one in outlines(replace(everything(), parts=())))
