"""Which embeds are offered of what."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from syndication.testing import entry_with, selection_of, tombstone_of


def offered(selection):
    return list(apps.get_app_config("widgets").embeds(selection))


def one(entry, **more):
    return selection_of(entry, stream=f"thing:{entry.thing}", **more)


def test_of_a_speech_its_own_with_a_height_of_its_own():
    (embed,) = offered(one(entry_with()))

    assert embed.url == f"{settings.EMBED_URL}/e/en/speech/{entry_with().thing}/"
    assert (embed.kind, embed.height, embed.width, embed.video) == ("speech", 656, 600, False)
    assert embed.title == "Amina Okafor: Water supply"


def test_of_a_clip_the_clips():
    (embed,) = offered(one(entry_with(), options=(("t", "12.4,48"), ("theme", "dark"))))

    assert embed.url.endswith(f"/{entry_with().thing}/t=12.4,48/theme=dark/")
    assert embed.video


def test_of_a_withdrawn_speech_nobody_is_named():
    (embed,) = offered(one(tombstone_of(entry_with())))

    assert embed.title == "Water supply"


def test_of_a_stream_its_list():
    (embed,) = offered(selection_of(stream="kind:speech member:2kc6kwjw86qj"))

    path = "kind:speech/member:2kc6kwjw86qj"
    assert embed.url == f"{settings.EMBED_URL}/e/en/latest/{path}/"
    assert (embed.kind, embed.height) == ("latest", 480)


def test_of_a_saved_stream_the_address_that_stays():
    (embed,) = offered(selection_of(slug="water", options=(("theme", "light"),)))

    assert embed.url == f"{settings.EMBED_URL}/e/en/latest/water/theme=light/"


def test_of_a_kind_that_has_no_embed_the_list_of_the_one():
    (embed,) = offered(one(entry_with(kind="document", thing="d00000000001")))

    assert embed.url == f"{settings.EMBED_URL}/e/en/latest/thing:d00000000001/"
