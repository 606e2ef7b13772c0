"""Any address of ours leads back to what it shows; no other does."""

from __future__ import annotations

import pytest
from django.conf import settings

from syndication import queries
from tests.engine.record import MEMBER, NOW, hide, profile, publish, speech, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

SITE = settings.BASE_URL


@pytest.fixture(autouse=True)
def spoken():
    publish(profile(), speech(1))


@pytest.mark.parametrize(
    ("address", "query", "language"),
    [
        (f"{SITE}/en/speeches/{thing(1)}/", f"thing:{thing(1)}", "en"),
        (f"{SITE}/fr/speeches/any-words-{thing(1)}", f"thing:{thing(1)}", "fr"),
        (f"{SITE}/en/speeches/%D8%A7-{thing(1)}/#p1", f"thing:{thing(1)}", "en"),
        (f"{SITE}/en/speeches/{thing(1)}/?utm_source=x", f"thing:{thing(1)}", "en"),
        (f"{SITE.replace('http:', 'https:')}/ar/members/{MEMBER}/", f"thing:{MEMBER}", "ar"),
        (f"{SITE}/es/speeches/", "kind:speech", "es"),
        (f"{SITE}/es/feeds/kind:speech/member:{MEMBER}/feed.rss", f"kind:speech member:{MEMBER}", "es"),
    ],
)  # fmt: skip
def test_an_address_leads_to_what_it_shows(address, query, language):
    found = queries.resolve(address)

    assert (str(found.query), found.language) == (query, language)


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "//", "http://[", "http://elsewhere.example/en/speeches/", f"ftp{SITE[4:]}/en/speeches/",
        f"{SITE}/", f"{SITE}/admin/", f"{SITE}/en/speeches/{thing(9)}/", f"{SITE}/xx/speeches/{thing(1)}/",
        f"{SITE}/en/speeches/%FF{thing(1)}/", f"{SITE}.evil.example/en/speeches/", f"{SITE}@evil.example/en/speeches/",
        f"{SITE}/en/speeches/%00/", f"{SITE}/en/feeds/colour:blue/feed.rss", f"{SITE}/xx/feeds/all/feed.rss",
    ],
)  # fmt: skip
def test_an_address_that_is_not_ours_leads_nowhere(address):
    assert queries.resolve(address) is None


def test_what_is_hidden_leads_as_little_as_what_never_was():
    hide(speech(1))

    assert queries.resolve(f"{SITE}/en/speeches/{thing(1)}/") is None
