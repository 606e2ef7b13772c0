"""What is hidden changes nothing: two worlds that differ only in hidden entries cannot be told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from syndication import actions, queries
from syndication.contract import Entry
from tests.engine import outlets
from tests.engine.record import HOUR, MEMBER, NOW, hide, profile, publish, speech_of, thing, world

STATES = (
    {"visible_from": NOW + HOUR},
    {"visible_until": NOW - HOUR},
    {"visible_until": NOW},
    {"audience": "committee"},
)
FEEDS = ("kind:speech", "all", f"member:{MEMBER}", "text:water", "language:fr", "kind:member")


@dataclass(frozen=True)
class Hidden:
    """A hidden entry: what it is, how it is hidden, and before which public entry it was recorded."""

    entry: Entry
    columns: dict[str, object]
    before: int


def hidden(number: int) -> st.SearchStrategy[Hidden]:
    """Return hidden entries: speeches of their own, translations of public ones, profiles."""
    later = NOW - timedelta(minutes=1)
    alone = speech_of(MEMBER, 50 + number, title="Water, secretly", updated=later)
    between = speech_of(MEMBER, 60 + number, published=speech_of(MEMBER, 2).published, position=2)
    public = st.integers(0, 4).map(lambda item: translation(item, "es"))
    entries = st.sampled_from([alone, between, profile("3lc6kwjw86qk")]) | public
    return st.builds(Hidden, entries, st.sampled_from(STATES), st.integers(0, 4))


def translation(number: int, language: str) -> Entry:
    return replace(
        speech_of(MEMBER, number, language=language), original_language="en", title=f"Agua {number}"
    )


PUBLIC = [speech_of(MEMBER, number % 3 + 1, thing=thing(number)) for number in range(5)]
TRANSLATED = [translation(1, "fr"), profile(), profile(language="fr")]


def fill(things: list[Hidden]) -> None:
    for number, entry in enumerate(PUBLIC):
        for item in things:
            if item.before == number:
                publish(item.entry)
                hide(item.entry, **item.columns)
        publish(entry)
    publish(*TRANSLATED)


def read_by_the_committee() -> None:
    """Have those to whom more is shown read first."""
    group = Group.objects.create(name="Committee")
    committee = actions.save_audience("committee", title="The committee", groups=[group])
    _, secret = actions.make_token(committee, label="Reader")
    user = User.objects.create_user("member")
    user.groups.add(group)
    member = Client()
    member.force_login(user)
    holder = {"authorization": f"Bearer {secret}"}
    for number in (0, 3, 50):
        for path in (f"/api/v1/entries/{thing(number)}/", f"/en/speeches/{thing(number)}/"):
            member.get(path, follow=True)
            outlets.site(f"/t/{secret}{path}")
        outlets.speech_embed(thing(number), **holder)
    for query in FEEDS:
        outlets.feed(query, **holder)
        outlets.embed(f"/t/{secret}/e/en/latest/{query}/")
    outlets.embed(f"/t/{secret}/e/en/member/{MEMBER}/")
    for path in ("/en/speeches/", "/api/v1/entries/", "/sitemap-record.xml"):
        member.get(path)
        outlets.site(f"/t/{secret}{path}")


def everything() -> dict[str, object]:
    """Return whatever the public can read."""
    found: dict[str, object] = {}
    for language in ("en", "fr", "es", "de"):
        for query in FEEDS:
            found[f"{language} {query}"] = outlets.told(outlets.feed(query, language))
            path = f"/e/{language}/latest/{query}/"
            found[path] = outlets.told(outlets.embed(path))
        path = f"/e/{language}/member/{MEMBER}/"
        found[path] = outlets.told(outlets.embed(path))
        pages = outlets.pages_of("kind:speech", language, 2)
        found[f"list {language}"] = [outlets.told(page) for page in pages]
        for number in (0, 3, 50):
            for read in (outlets.record, outlets.speech_embed, outlets.page):
                found[f"{read.__name__} {language} {number}"] = outlets.told(
                    read(thing(number), language)
                )
    found["list"] = outlets.told(outlets.site("/en/speeches/"))
    found["words"] = outlets.told(outlets.site("/en/speeches/?q=water"))
    for path in (
        "/sitemap.xml",
        "/sitemap-videos.xml",
        "/sitemap-record.xml",
        f"/sitemap-record.xml?after={thing(1)}",
    ):
        found[path] = outlets.told(outlets.site(path))
    found["parts"] = list(queries.sitemap_starts(at=NOW, limit=2))
    found["languages"] = [queries.languages(thing(number)) for number in range(5)]
    found["search"] = queries.find("", "agua") + queries.find("speech", "water")
    return found


@cache
def without() -> dict[str, object]:
    """Return what the public reads in the world that has nothing to hide."""
    with world():
        fill([])
        return everything()


@pytest.mark.django_db
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # making a failure smaller takes minutes
)
@given(
    st.lists(
        st.integers(0, 4).flatmap(hidden), min_size=1, max_size=4, unique_by=lambda h: h.entry.id
    )
)
def test_hidden_entries_change_no_byte_etag_date_count_or_order(things):
    with world():
        fill(things)
        read_by_the_committee()
        with_them = everything()
        for item in things:
            publish(replace(item.entry, title="Water, corrected secretly"))
        corrected = everything()

    assert differing(without(), with_them) == []
    assert differing(without(), corrected) == []


def differing(one: dict[str, object], other: dict[str, object]) -> list[str]:
    return [name for name in one if one[name] != other[name]]
