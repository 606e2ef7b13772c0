"""What a renderer shows besides its selection is as fresh, and as well guarded, as the selection itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import RequestFactory

from syndication import actions, queries, registry
from syndication.contract import Artefact, Embed, Facet, Link, Part
from syndication.models import Publication
from syndication.publications import publishing
from syndication.testing import assert_conforms
from tests.engine import outlets
from tests.engine.record import HOUR, MEMBER, NOW, hide, profile, publish, speech_of, thing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.time_machine(NOW, tick=False),
]

BODY = "5h0n3p8r1s2t"


class Album:
    """A member with the latest speeches, and the sittings to come."""

    format = "album"
    media_type = "text/plain; charset=utf-8"
    filename = ""

    def parts(self, selection):
        for entry in selection.entries:
            by = Facet("member", entry.thing)
            yield Part("speeches", (Facet("kind", "speech"), by), limit=2)
            yield Part("sittings", (Facet("kind", "sitting"), Facet("body", BODY)), coming=True)

    def render(self, selection):
        beside = (entry for _, entries in selection.parts for entry in entries)
        shown = [*selection.entries, *beside]
        lines = [f"{entry.title} {entry.notice or entry.summary}" for entry in shown]
        if any("poison" in line for line in lines):
            raise ValueError("a fault of the plugin")
        lines += [f"{name}={value}" for name, value in selection.options]
        return Artefact(self.format, self.media_type, "\n".join(lines).encode())


@pytest.fixture(autouse=True)
def album(monkeypatch):
    monkeypatch.setitem(registry.renderers(), "album", (apps.get_app_config("widgets"), Album()))
    publish(profile())


def sitting(number, at):
    facets = (Facet("sitting", thing(number)), Facet("body", BODY))
    return replace(
        speech_of("nobody", number), id=f"urn:{number}", kind="sitting", title=f"Sitting {number}",
        published=at, facets=facets, participants=(),
    )  # fmt: skip


def asked(options=()):
    wish = queries.Wish(
        f"embed/{queries.written_options(options)}", queries.build({"thing": MEMBER}), "album", "en",
        limit=1, sole=True, options=options,
    )  # fmt: skip
    answer = queries.response(RequestFactory().get("/"), wish)
    return answer.content.decode().splitlines()


def titles():
    return [line.partition(" The reservoirs")[0] for line in asked()]


def test_a_renderer_finds_its_parts_in_their_order_and_no_more_than_it_asked_for():
    publish(*(speech_of(MEMBER, number) for number in (1, 2, 3)), speech_of("b", 4))
    publish(*(sitting(10 + day, NOW + timedelta(days=day)) for day in (2, -1, 1)))

    assert titles() == [
        "Amina Okafor", "Water supply 3", "Water supply 2", "Sitting 11", "Sitting 12",
    ]  # fmt: skip


@pytest.mark.parametrize("verb", ["withdraw", "kill"])
def test_what_is_withdrawn_from_a_part_is_gone_at_once(verb):
    spoken = speech_of(MEMBER, 1, summary="Unsaid")
    publish(spoken)
    assert "Unsaid" in asked()[1]

    getattr(actions, verb)(spoken.thing, reason="Misattributed")

    assert asked()[1] == "Water supply 1 Misattributed"


def test_a_change_in_a_part_is_written_at_once():
    publish(speech_of(MEMBER, 1))
    asked()

    publish(speech_of(MEMBER, 1, title="Changed"))

    assert not Publication.objects.filter(stale=True).exists()
    assert titles()[1] == "Changed"


def test_what_is_embargoed_in_a_part_appears_at_its_minute(time_machine):
    spoken = speech_of(MEMBER, 1)
    publish(spoken)
    hide(spoken)
    assert len(asked()) == 1

    time_machine.move_to(NOW + HOUR, tick=False)

    assert titles()[1] == "Water supply 1"


def test_a_sitting_to_come_is_past_with_its_day(time_machine):
    publish(sitting(1, NOW + HOUR))
    assert titles()[1] == "Sitting 1"

    time_machine.move_to(NOW + timedelta(days=1), tick=False)

    assert len(asked()) == 1


def test_an_entry_that_cannot_be_written_is_missing_alone():
    publish(speech_of(MEMBER, 1, title="poison"), speech_of(MEMBER, 2))

    assert titles() == ["Amina Okafor", "Water supply 2"]


def test_options_reach_the_renderer():
    options = (("t", "12.4,48"), ("theme", "dark"))

    assert asked(options)[-2:] == ["t=12.4,48", "theme=dark"]


def test_of_made_up_clips_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(publishing, "CLIPS", 3)

    for start in range(6):
        assert asked((("t", f"{start},{start + 9}"),))[-1] == f"t={start},{start + 9}"

    assert Publication.objects.filter(options__startswith="t=").count() == 3


def test_a_composed_renderer_is_held_to_what_every_renderer_is():
    class Sound(Album):
        def render(self, selection):
            lines = [f"{entry.title} {entry.notice}" for entry in selection.entries]
            return Artefact(self.format, self.media_type, repr(lines).encode())

    assert_conforms(Sound())


def test_pages_know_the_embeds_that_plugins_offer(monkeypatch):
    publish(speech_of(MEMBER, 1))
    config = apps.get_app_config("widgets")
    offered = Embed("http://embed.localhost:8000/e/", "A speech", "speech", 656)
    monkeypatch.setattr(type(config), "embeds", lambda self, selection: [offered])

    assert outlets.page(thing(1)).context["embeds"] == (offered,)


def test_a_plugin_that_offers_something_else_offers_nothing(monkeypatch, caplog):
    publish(speech_of(MEMBER, 1))
    config = apps.get_app_config("widgets")
    monkeypatch.setattr(type(config), "embeds", lambda self, selection: [Link("up", "/")])

    assert outlets.page(thing(1)).context["embeds"] == ()
    assert "plugin=widgets" in caplog.text
