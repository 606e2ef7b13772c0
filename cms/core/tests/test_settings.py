"""What an operator sets wrongly stops the start with a sentence that names the variable."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from cms.settings import environment, naming
from syndication import vocabulary

REDIS = "redis://127.0.0.1:6379/0"


@pytest.mark.parametrize(
    ("given", "shared", "found"),
    [
        (None, False, "none"),
        (None, True, "postgresql"),
        ("none", True, "none"),
        (REDIS, True, REDIS),
    ],
)
def test_hosts_are_coherent_where_they_share_a_database(monkeypatch, given, shared, found):
    monkeypatch.delenv("COHERENCE")
    if given:
        monkeypatch.setenv("COHERENCE", given)

    assert environment.coherence(shared=shared) == found


@pytest.mark.parametrize(
    ("given", "shared", "said"),
    [
        ("kafka", True, "is none of"),
        ("postgresql", False, "needs PostgreSQL"),
        (REDIS, False, "needs"),
    ],
)
def test_another_coherence_is_refused(monkeypatch, given, shared, said):
    monkeypatch.setenv("COHERENCE", given)

    with pytest.raises(ImproperlyConfigured, match=f"COHERENCE.*{said}"):
        environment.coherence(shared=shared)


def test_headers_are_one_a_line_or_separated_by_semicolons(monkeypatch):
    monkeypatch.setenv("PURGE_HEADERS", "Fastly-Key: secret; Fastly-Soft-Purge: 1\nX-Empty:")

    assert environment.headers("PURGE_HEADERS") == {
        "Fastly-Key": "secret",
        "Fastly-Soft-Purge": "1",
        "X-Empty": "",
    }


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (environment.url, "ftp://cdn.example/"),
        (environment.url, "cdn.example"),
        (environment.headers, "Fastly-Key"),
        (environment.headers, "Fastly Key: secret"),
        (environment.back_end, "cdn.example"),
        (environment.back_end, '{"LOCATION": "http://cdn.example/"}'),
        (environment.back_end, "[]"),
    ],
)
def test_what_is_wrong_about_a_cdn_is_refused(monkeypatch, read, given):
    monkeypatch.setenv("PURGED", given)

    with pytest.raises(ImproperlyConfigured, match="PURGED"):
        read("PURGED")


def test_a_cdn_is_told_in_one_way():
    assert environment.either(PURGE_URL="by.Key", FRONTEND_CACHE={}) == "by.Key"
    with pytest.raises(ImproperlyConfigured, match="Set only one of PURGE_URL and FRONTEND_CACHE"):
        environment.either(PURGE_URL="by.Key", FRONTEND_CACHE="by.Address")


def test_the_parliament_has_its_name_in_each_language_that_knows_one(monkeypatch, settings):
    monkeypatch.setenv("PARLIAMENT_NAME", "Federal Assembly")
    monkeypatch.setenv("PARLIAMENT_NAME_FR", "Assemblée fédérale")
    monkeypatch.setenv("PARLIAMENT_NAME_PT_BR", "Assembleia Federal")

    settings.SYNDICATION_PUBLISHER = naming.name("PARLIAMENT_NAME", "Parliament")

    assert vocabulary.publisher("en") == "Federal Assembly"
    assert vocabulary.publisher("fr") == "Assemblée fédérale"
    assert vocabulary.publisher("pt-br") == "Assembleia Federal"
    with override("fr"):
        assert vocabulary.publisher("es") == "Federal Assembly"
