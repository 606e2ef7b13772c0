"""Saved streams as JSON."""

from __future__ import annotations

import pytest
from django.conf import settings

from syndication import actions, queries
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved():
    actions.publish([entry_with(), entry_with(thing="b00000000001", kind="bill")])
    return actions.save_stream(
        "speeches", titles={"en": "All speeches"}, query=queries.parse("kind:speech")
    )


def test_every_saved_stream_is_listed_with_the_address_of_its_entries(saved, client):
    assert client.get("/api/v1/streams/").json() == [
        {
            "slug": "speeches",
            "title": "All speeches",
            "query": "kind:speech",
            "entries": f"{settings.BASE_URL}/api/v1/streams/speeches/entries/",
        }
    ]


def test_a_saved_stream_is_read_like_a_query(saved, client):
    stream = client.get("/api/v1/streams/speeches/entries/").json()

    assert stream == client.get("/api/v1/entries/", {"query": "kind:speech"}).json()
    assert [entry["thing"] for entry in stream["entries"]] == [entry_with().thing]


def test_pages_of_a_saved_stream_stay_at_its_address(saved, client):
    actions.publish([entry_with(thing="s00000000002")])

    first = client.get("/api/v1/streams/speeches/entries/", {"limit": 1}).json()
    second = client.get(first["next"].removeprefix(settings.BASE_URL)).json()

    assert first["next"].startswith(
        f"{settings.BASE_URL}/api/v1/streams/speeches/entries/?language=en"
    )
    assert len({entry["thing"] for page in (first, second) for entry in page["entries"]}) == 2
    assert second["next"] is None


def test_an_unknown_stream_is_explained(client):
    answer = client.get("/api/v1/streams/nothing/entries/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "No such stream"
