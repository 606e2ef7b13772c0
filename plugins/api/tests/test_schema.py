"""The API's own description: valid OpenAPI, true, and changed only on purpose."""

from __future__ import annotations

import pytest
from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from syndication import actions, queries
from syndication.testing import entry_with, hard_selections


@pytest.fixture
def schema():
    reset_generator_stats()
    return SchemaGenerator(urlconf="plugins.api.urls").get_schema(request=None, public=True)


def test_the_description_is_valid_and_made_without_a_warning(schema):
    validate_schema(schema)

    assert not GENERATOR_STATS


def test_the_description_changes_only_on_purpose(client, golden):
    golden("schema.yml", client.get("/api/v1/schema/").content)


def test_every_address_of_the_api_is_described(schema):
    assert sorted(schema["paths"]) == [
        "/api/v1/entries/",
        "/api/v1/entries/{thing}/",
        "/api/v1/schema/",
        "/api/v1/streams/",
        "/api/v1/streams/{slug}/entries/",
    ]


def test_every_value_of_the_contract_is_described_field_by_field(schema):
    parts = schema["components"]["schemas"]
    entry = dict(hard_selections())["everything an entry can hold"].entries[0]
    lists = {"participants": "Participant", "passages": "Passage", "steps": "Step", "tallies": "Tally",
             "enclosures": "Enclosure", "links": "Link", "facets": "Facet"}  # fmt: skip

    described = {name: set(parts[part]["properties"]) for name, part in lists.items()}
    assert described == {name: set(getattr(entry, name)[0].__slots__) for name in lists}
    assert set(entry.__slots__) - set(parts["Entry"]["properties"]) == {"listed"}


@pytest.mark.django_db
def test_answers_have_the_fields_that_are_described(schema, client):
    actions.publish([dict(hard_selections())["everything an entry can hold"].entries[0]])
    actions.save_stream("record", titles={"en": "All"}, query=queries.parse(""))
    described = {
        name: set(part["properties"]) for name, part in schema["components"]["schemas"].items()
    }

    page = client.get("/api/v1/entries/").json()
    answers = {
        "Page": page,
        "EntryLine": page["entries"][0],
        "Entry": client.get(f"/api/v1/entries/{entry_with().thing}/").json(),
        "Stream": client.get("/api/v1/streams/").json()[0],
        "Problem": client.get("/api/v1/entries/nothing/").json(),
    }

    assert {name: set(answer) for name, answer in answers.items()} == {
        name: described[name] for name in answers
    }
