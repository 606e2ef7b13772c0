"""One address says one thing: whatever else means the same leads there, and what means nothing is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from syndication import actions, queries
from syndication.models import Stream
from syndication.testing import entry_with

pytestmark = pytest.mark.django_db

HOST = {"host": urlsplit(settings.EMBED_URL).netloc}
THING = entry_with().thing
SPEECH = f"/e/en/speech/{THING}/"
LATEST = "/e/en/latest/kind:speech/"


@pytest.fixture(autouse=True)
def spoken():
    actions.publish([entry_with()])


def get(client, path):
    return client.get(path, headers=HOST)


@pytest.mark.parametrize(
    ("given", "proper"),
    [
        (f"{SPEECH}?lang=fr", SPEECH.replace("/en/", "/fr/")),
        (f"{SPEECH}?theme=dark", f"{SPEECH}theme=dark/"),
        (f"{SPEECH}theme=dark/?theme=auto", SPEECH),
        (f"{SPEECH}?t=12.40,48.0&theme=light", f"{SPEECH}t=12.4,48/theme=light/"),
        (f"{SPEECH}?start=12", f"{SPEECH}t=12/"),
        (f"{SPEECH}?h=large", SPEECH),
        (f"{SPEECH}theme=dark/t=0012.4,48/", f"{SPEECH}t=12.4,48/theme=dark/"),
        (f"{LATEST}?theme=dark&lang=ar", "/e/ar/latest/kind:speech/theme=dark/"),
        ("/e/en/latest/member:b,a/kind:speech/", "/e/en/latest/kind:speech/member:a,b/"),
    ],
)
def test_what_means_the_same_leads_to_the_one_address(client, given, proper):
    answer = get(client, given)

    assert (answer.status_code, answer["Location"]) == (301, proper)


@pytest.mark.parametrize("path", [SPEECH, LATEST])
@pytest.mark.parametrize(
    "query",
    [
        "x=1", "utm_source=x", "theme=red", "theme=", "theme=dark&theme=light", "lang=xx", "t=8,2", "t=x", "h=7000",
        "start=-1", "t=1,5&start=2", "lang=fr&colour=red", "=", "t=1,5%00",
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(client, path, query):
    answer = get(client, f"{path}?{query}")

    assert answer.status_code == 400
    assert "X-Frame-Options" not in answer


@pytest.mark.parametrize(
    "path",
    [
        f"{SPEECH}t=8,2/", f"{SPEECH}theme=red/", f"{SPEECH}x/", f"/e/xx/speech/{THING}/", f"/e/en/bill/{THING}/",
        f"/e/en/nothing/{THING}/", f"{LATEST}t=1,5/", "/e/en/latest/colour:red/", "/e/en/latest/nothing/",
        f"{LATEST}theme=dark/kind:bill/",
    ],
)  # fmt: skip
def test_there_is_nothing_at_other_addresses(client, path):
    assert get(client, path).status_code == 404


def test_a_parameter_tells_nothing_of_what_is_there(client):
    asked = ("?theme=dark", "?x=1")
    known, unknown = (
        [get(client, f"/e/en/speech/{thing}/{query}") for query in asked]
        for thing in (THING, "0a0a0a0a0a0a")
    )

    assert [one.status_code for one in known] == [one.status_code for one in unknown] == [301, 400]


def test_a_saved_stream_keeps_its_address_when_its_query_changes(client):
    Stream.objects.create(slug="water", title="Water", query="kind:speech")
    shown = get(client, "/e/en/latest/water/")
    assert entry_with().title in shown.content.decode()

    Stream.objects.filter(slug="water").update(query="kind:bill")

    assert get(client, "/e/en/latest/water/").status_code == 200


@pytest.mark.parametrize("path", [SPEECH, f"{SPEECH}t=12.4,48/theme=dark/", f"{LATEST}theme=dark/"])
def test_an_embeds_address_leads_back_to_what_it_shows(path):
    found = queries.resolve(f"{settings.EMBED_URL}{path}")

    assert found is not None
    assert path.endswith(queries.written_options(found.options))
    assert found.language == "en"


def test_the_loader_is_a_script_that_any_page_may_fetch(client):
    answer = get(client, "/w.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    again = client.get("/w.js", headers={**HOST, "if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", [f"en/speeches/{THING}/", f"fr/speeches/words-{THING}/", "en/speeches/", "es/members/"]
)
def test_a_way_out_leads_to_the_pages_of_the_record(client, path):
    answer = get(client, f"/go/{path}")

    assert (answer.status_code, answer["Location"]) == (302, f"{settings.BASE_URL}/{path}")


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "//elsewhere.example/", "http://elsewhere.example/", "@elsewhere.example/", ".elsewhere.example/",
        "admin/", "admin/login/?next=/", "en/speeches/0a0a0a0a0a0a/", "%0d%0aLocation:x/", "..%2fadmin/",
        "en/speeches/?q=x", "%5cevil.example/", "static/frontend/site.js",
    ],
)  # fmt: skip
def test_no_way_leads_anywhere_else(client, path):
    assert get(client, f"/go/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/en/", "/en/speeches/", f"/en/speeches/{THING}/"]
)
def test_nobody_frames_a_page_with_a_form_or_a_session(client, path):
    answer = client.get(path, follow=True)

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", [SPEECH, "/e/en/speech/nothing/", f"{SPEECH}?x=1", "/w.js", "/"])
def test_whatever_is_on_the_embed_host_may_be_framed(client, path):
    answer = get(client, path)

    assert "X-Frame-Options" not in answer
    assert "frame-ancestors" not in answer.get("Content-Security-Policy", "")
