"""Entries as JSON: lists, pages, one record, and mistakes that are explained."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from syndication import actions
from syndication.contract import Facet
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

ENTRIES = "/api/v1/entries/"


@pytest.fixture
def spoken():
    """Five speeches, the fifth in French with a translation into English."""
    start = entry_with().published
    entries = [
        entry_with(
            thing=f"t{number:011}",
            title=f"Water supply {number}",
            published=start + timedelta(hours=number),
            facets=(Facet("member", f"m{number % 2}"),),
        )
        for number in range(4)
    ]
    french = {"thing": "t00000000004", "published": start + timedelta(hours=4)}
    entries += [
        entry_with(language="fr", title="Eau", **french),
        entry_with(original_language="fr", title="Water", **french),
    ]
    actions.publish(entries)
    return entries


def titles(answer):
    return [entry["title"] for entry in answer.json()["entries"]]


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"title", "status", "detail"}
    assert body["status"] == answer.status_code
    return answer.status_code, body["title"], body["detail"]


def test_a_list_is_newest_first_in_the_language_asked_for(spoken, client):
    english, french = (client.get(ENTRIES, {"language": code}) for code in ("en", "fr"))

    assert english["Content-Type"] == "application/json"
    assert titles(english) == ["Water", *(f"Water supply {number}" for number in (3, 2, 1, 0))]
    assert titles(french)[0] == "Eau"


def test_a_line_of_a_list_carries_no_text(spoken, client):
    line = client.get(ENTRIES).json()["entries"][1]

    assert {"passages", "facets", "steps"} & set(line) == set()
    assert line["participants"][0]["name"] == "Amina Okafor"
    assert datetime.fromisoformat(line["published"]) == spoken[3].published


def test_a_list_is_narrowed_by_a_query_and_says_its_proper_form(spoken, client):
    answer = client.get(ENTRIES, {"query": "member:m1,m0 kind:speech language:en text:supply"})

    assert answer.json()["query"] == 'kind:speech member:m0,m1 language:en text:"supply"'
    assert len(titles(answer)) == 4


@pytest.mark.parametrize("query", ["", "kind:speech", "member:m0,m1", "language:en"])
def test_pages_are_followed_to_the_end_without_gap_or_repetition(spoken, client, query):
    whole = titles(client.get(ENTRIES, {"query": query, "limit": 100}))
    answer = client.get(ENTRIES, {"query": query, "limit": 2})
    found = titles(answer)
    while following := answer.json()["next"]:
        assert following.startswith(f"{settings.BASE_URL}{ENTRIES}?")
        answer = client.get(following.removeprefix(settings.BASE_URL))
        found += titles(answer)

    assert found == whole


def test_a_page_is_never_larger_than_the_largest(spoken, client, monkeypatch):
    from django.apps import apps

    monkeypatch.setitem(
        apps.get_app_config("api").__dict__,
        "settings",
        type("S", (), {"page_size": 1, "largest_page": 3}),
    )

    assert [len(titles(client.get(ENTRIES, asked))) for asked in ({}, {"limit": 2}, {"limit": 400})] == [
        1, 2, 3,
    ]  # fmt: skip


def test_a_record_has_its_text_and_all_that_hangs_on_it(spoken, client):
    body = client.get(f"{ENTRIES}t00000000000/").json()

    assert [passage["id"] for passage in body["passages"]] == ["p1", "p2", "p3"]
    assert body["facets"] == [{"name": "member", "value": "m0"}]
    assert (body["part_of"], body["position"]) == ("9ab7k3m2qx4d", 12)


def test_a_record_comes_in_the_language_asked_for_else_in_its_original(spoken, client):
    address = f"{ENTRIES}t00000000004/"
    found = [client.get(address, {"language": code}).json() for code in ("en", "fr", "ar")]

    assert [(body["language"], body["original_language"]) for body in found] == [
        ("en", "fr"),
        ("fr", ""),
        ("fr", ""),
    ]


def test_what_is_withdrawn_is_gone_with_the_reason(spoken, client):
    actions.withdraw("t00000000001", reason="Misattributed")

    answer = client.get(f"{ENTRIES}t00000000001/")
    line = client.get(ENTRIES).json()["entries"][3]

    assert answer.status_code == 410
    assert (answer.json()["notice"], answer.json()["passages"]) == ("Misattributed", [])
    assert (line["thing"], line["withdrawn"], line["notice"]) == (
        "t00000000001",
        True,
        "Misattributed",
    )


@pytest.mark.parametrize(
    ("asked", "title", "detail"),
    [
        ({"language": "tlh"}, "Bad parameter", 'language: "tlh" is not a valid choice.'),
        (
            {"limit": "0"},
            "Bad parameter",
            "limit: Ensure this value is greater than or equal to 1.",
        ),
        ({"limit": "many"}, "Bad parameter", "limit: A valid integer is required."),
        (
            {"after": "x" * 81},
            "Bad parameter",
            "after: Ensure this field has no more than 80 characters.",
        ),
        ({"query": "\x00"}, "Bad parameter", "query: Null characters are not allowed."),
        ({"after": "yesterday"}, "Bad query", "'yesterday' is not a cursor this server gave out."),
        (
            {"query": "water"},
            "Bad query",
            "Cannot read 'water' in a stream's query; write name:value.",
        ),
        ({"query": "member:a/b"}, "Bad query", "member: 'a/b' is not a value a stream selects by."),
    ],
)
def test_a_mistake_is_explained(client, asked, title, detail):
    assert problem(client.get(ENTRIES, asked)) == (400, title, detail)


def test_an_unknown_language_of_a_record_is_explained(spoken, client):
    answer = client.get(f"{ENTRIES}t00000000000/", {"language": "tlh"})

    assert problem(answer) == (400, "Unknown language", "'tlh' is not a language of this server.")


def test_an_unknown_record_is_explained(client):
    answer = client.get(f"{ENTRIES}t00000000099/")

    assert problem(answer) == (404, "No such entry", "There is no such entry.")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_for_reading(client, method):
    assert getattr(client, method)(ENTRIES).status_code == 405


def test_the_api_sets_no_cookie_and_says_by_what_answers_differ(spoken, client):
    answer = client.get(ENTRIES)

    assert not answer.cookies
    assert {"Cookie", "Authorization"} <= set(answer["Vary"].split(", "))
