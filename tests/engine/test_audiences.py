"""What is restricted is for the members of a group who signed in and for holders of a token, and for nobody else."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import OperationalError
from django.test import Client
from lxml import html

from syndication import actions, feeds, queries, registry
from syndication.audiences import readers, tokens
from syndication.audiences.readers import Reader
from syndication.audiences.redaction import Formatter
from syndication.contract import Enclosure, Selection
from syndication.models import Audience, Fragment, Publication, Token
from syndication.publications import publishing
from syndication.publications.memory import memory
from tests.engine import outlets
from tests.engine.record import MEMBER, NOW, publish, speech_of, thing

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

TITLE = "Only for the bureau"
PRIVATE = "private, no-store"
ENTRY = f"/api/v1/entries/{thing(1)}/"
FEED = "/en/feeds/kind:speech/feed.rss"
SPEECH = f"/e/en/speech/{thing(1)}/"
LATEST = "/e/en/latest/kind:speech/"
MEDIA = f"{settings.MEDIA_URL}bureau.mp4"
PLACES = [
    (settings.BASE_URL, ENTRY),
    (settings.BASE_URL, "/api/v1/entries/?query=kind:speech&language=en"),
    (settings.BASE_URL, FEED),
    (settings.BASE_URL, "/en/feeds/text:bureau/feed.rss"),
    (settings.BASE_URL, "/en/speeches/?q=bureau"),
    (settings.BASE_URL, "/en/speeches/"),
    (settings.EMBED_URL, SPEECH),
    (settings.EMBED_URL, LATEST),
]


@pytest.fixture(autouse=True)
def record() -> None:
    """One speech for the bureau, one for everybody."""
    recording = Enclosure(url=MEDIA, media_type="video/mp4", length=10)
    publish(
        speech_of(MEMBER, 1, title=TITLE, enclosures=(recording,)),
        speech_of(MEMBER, 2, title="For everybody"),
    )
    actions.restrict(thing(1), audience="bureau")


@pytest.fixture
def bureau() -> Audience:
    group = Group.objects.create(name="Bureau")
    return actions.save_audience("bureau", title="The bureau", groups=[group])


@pytest.fixture
def secret(bureau: Audience) -> str:
    return actions.make_token(bureau, label="The bureau's reader")[1]


def ask(origin: str, path: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers={"host": urlsplit(origin).netloc, **headers})


def bearing(origin: str, path: str, secret: str) -> Any:
    return ask(origin, path, authorization=f"Bearer {secret}")


def member(*groups: str) -> Client:
    user = User.objects.create_user("-".join(groups) or "nobody")
    user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
    client = Client()
    client.force_login(user)
    return client


def told(answer: Any) -> tuple[Any, ...]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, dict(answer.headers), answer.cookies.output(), body


@pytest.mark.parametrize(("origin", "path"), PLACES)
def test_who_holds_a_token_reads_what_is_for_its_audience(origin, path, secret):
    by_header = bearing(origin, path, secret)
    by_address = ask(origin, f"/t/{secret}{path}")

    for answer in (by_header, by_address):
        assert TITLE in answer.content.decode()
        assert answer["Cache-Control"] == PRIVATE
        assert {"Authorization"} <= set(answer["Vary"].split(", "))
    assert TITLE not in ask(origin, path).content.decode()


@pytest.mark.parametrize("path", [ENTRY, "/en/speeches/", "/api/v1/entries/?query=kind:speech"])
def test_a_member_of_the_group_who_signed_in_reads_it_on_the_site(path, bureau):
    answer = ask(settings.BASE_URL, path, member("Bureau"))

    assert TITLE in answer.content.decode()
    assert (answer["Cache-Control"], "Cookie" in answer["Vary"]) == (PRIVATE, True)


@pytest.mark.parametrize("path", [ENTRY, "/en/speeches/", FEED])
@pytest.mark.parametrize("groups", [(), ("Press",)])
def test_a_member_of_another_group_gets_what_everybody_gets(path, groups, bureau):
    answer = ask(settings.BASE_URL, path, member(*groups))

    assert told(answer) == told(ask(settings.BASE_URL, path))


@pytest.mark.parametrize(
    ("origin", "path"), [(settings.BASE_URL, FEED), (settings.EMBED_URL, SPEECH)]
)
def test_feeds_and_embeds_know_no_cookie(origin, path, bureau):
    answer = ask(origin, path, member("Bureau"))

    assert TITLE not in answer.content.decode()
    assert "Cookie" not in answer.get("Vary", "")


def ending(bureau: Audience) -> dict[str, str]:
    """Return secrets that are good for nobody."""
    revoked, first = actions.make_token(bureau, label="revoked")
    actions.revoke_token(revoked)
    _, over = actions.make_token(bureau, label="over", expires=NOW + timedelta(minutes=1))
    Token.objects.filter(label="over").update(expires=NOW)
    _, another = actions.make_token(actions.save_audience("press", title="Press"), label="other")
    return {"revoked": first, "over": over, "made up": "x" * 43, "another's": another}


@pytest.mark.parametrize("kind", ["revoked", "over", "made up"])
@pytest.mark.parametrize(("origin", "path"), PLACES)
def test_an_address_below_no_good_token_answers_like_a_made_up_address(kind, origin, path, bureau):
    answer = ask(origin, f"/t/{ending(bureau)[kind]}{path}")

    assert told(answer) == told(ask(origin, f"/nowhere{path}"))
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["revoked", "over", "made up"])
@pytest.mark.parametrize(("origin", "path"), PLACES)
def test_a_header_with_no_good_token_is_as_good_as_none(kind, origin, path, bureau):
    assert told(bearing(origin, path, ending(bureau)[kind])) == told(ask(origin, path))


@pytest.mark.parametrize("path", [ENTRY, f"/en/speeches/{thing(1)}/"])
def test_who_holds_a_token_for_others_finds_nothing_there(path, bureau):
    other = ending(bureau)["another's"]

    hidden = bearing(settings.BASE_URL, path, other)
    absent = bearing(settings.BASE_URL, path.replace(thing(1), thing(9)), other)

    assert told(hidden) == told(absent)
    assert hidden.status_code == 404


def test_below_a_token_one_can_only_read(secret):
    path = f"/t/{secret}{ENTRY}"

    assert Client().post(path).status_code == 404
    assert Client().get(f"/t/{secret}/admin/").status_code == 404
    assert Client().get(f"/t/{secret}/t/{secret}{ENTRY}").status_code == 404
    assert Client().get(f"/t/{secret}").status_code == 404


def test_a_feed_below_a_token_names_its_own_address_and_its_recordings_there_and_nothing_else(
    secret,
):
    answer = ask(settings.BASE_URL, f"/t/{secret}{FEED}")
    feed = feedparser.parse(answer.content)

    named = [link.href for link in feed.feed.links if link.rel == "self"]
    first = next(item for item in feed.entries if TITLE in item.title)
    assert named == [f"{settings.BASE_URL}/t/{secret}{FEED}"]
    assert first.enclosures[0].href == f"{settings.EMBED_URL}/t/{secret}{MEDIA}"
    languages = [
        link.href for link in feed.feed.links if link.rel == "alternate" and secret in link.href
    ]
    assert languages == [
        f"{settings.BASE_URL}/t/{secret}{FEED.replace('/en/', f'/{code}/')}"
        for code in ("fr", "es", "ar")
    ]
    places = len(["self", "enclosure", "media:content", *languages])
    assert answer.content.decode().count(secret) == places
    assert secret not in first.link


def test_a_page_below_a_token_has_it_in_the_addresses_of_feeds_alone(secret):
    page = html.fromstring(ask(settings.BASE_URL, f"/t/{secret}/en/speeches/").content)

    named = {link for *_, link, _ in page.iterlinks() if secret in link}
    canonical = page.xpath("//link[@rel='canonical']/@href")
    below = f"{settings.BASE_URL}/t/{secret}{FEED}".removesuffix("feed.rss")
    offered = [item for _, item in registry.renderers().values() if item.filename]
    whole = [item for item in offered if feeds.length_of(item.format) == "full"]
    assert named == {f"{below}{item.filename}" for item in whole}
    assert canonical == [f"{settings.BASE_URL}/en/speeches/"]


@pytest.mark.parametrize(("path", "places"), [(SPEECH, 1), (LATEST, 0)])
def test_an_embed_below_a_token_has_it_in_the_address_of_its_recording_alone(path, places, secret):
    page = ask(settings.EMBED_URL, f"/t/{secret}{path}").content.decode()

    assert page.count(secret) == places
    assert page.count(f"{settings.EMBED_URL}/t/{secret}{MEDIA}") == places


def test_by_a_header_the_answer_names_no_token(secret):
    for origin, path in PLACES:
        assert secret not in bearing(origin, path, secret).content.decode()


def test_a_list_of_the_api_goes_on_below_the_token(secret):
    path = "/api/v1/entries/?query=kind:speech&limit=1"

    first = ask(settings.BASE_URL, f"/t/{secret}{path}").json()
    second = Client().get(first["next"].removeprefix(settings.BASE_URL)).json()

    assert first["next"].startswith(f"{settings.BASE_URL}/t/{secret}/api/")
    titles = [entry["title"] for page in (first, second) for entry in page["entries"]]
    assert titles == ["For everybody", TITLE]


def test_a_redirect_goes_on_below_the_token_and_leads_nobody_else_there(secret):
    other_spelling = Client().get(f"/t/{secret}/en/feeds/kind:speech/feed.rss?x=1")
    page = Client().get(f"/t/{secret}/en/speeches/{thing(1)}/", follow=True)

    assert other_spelling["Location"] == f"/t/{secret}{FEED}"
    assert TITLE in page.content.decode()
    assert all(where.startswith(f"/t/{secret}/") for where, _ in page.redirect_chain)


def test_what_is_below_a_token_tells_no_third_party(secret):
    for origin, path in PLACES:
        answer = ask(origin, f"/t/{secret}{path}")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_nothing_a_holder_reads_is_kept(secret):
    for origin, path in PLACES:
        bearing(origin, path, secret)
        ask(origin, f"/t/{secret}{path}")

    assert not Publication.objects.exists()
    assert not Fragment.objects.exists()
    assert list(memory().addresses()) == []


def test_a_holder_can_ask_whether_a_feed_has_changed(secret):
    first = bearing(settings.BASE_URL, FEED, secret)

    again = ask(
        settings.BASE_URL,
        FEED,
        authorization=f"Bearer {secret}",
        if_none_match=first["ETag"],
    )

    assert (again.status_code, again["Cache-Control"]) == (304, PRIVATE)


def test_a_translation_that_is_restricted_alone_is_read_by_its_audience_alone(bureau, secret):
    french = replace(speech_of(MEMBER, 2, title="Au bureau", language="fr"), original_language="en")
    publish(french)
    actions.restrict(thing(2), audience="bureau", language="fr")
    path = f"/api/v1/entries/{thing(2)}/?language=fr"

    assert ask(settings.BASE_URL, path).json()["title"] == "For everybody"
    assert bearing(settings.BASE_URL, path, secret).json()["title"] == "Au bureau"


def test_what_is_withdrawn_or_under_embargo_is_so_for_the_audience_too(secret):
    actions.embargo(thing(1), until=NOW + timedelta(hours=1))
    under_embargo = bearing(settings.BASE_URL, ENTRY, secret)
    actions.lift(thing(1))
    actions.restrict(thing(1), audience="bureau")
    actions.withdraw(thing(1), reason="Published in error.")

    assert under_embargo.status_code == 404
    assert bearing(settings.BASE_URL, ENTRY, secret).status_code == 410
    assert ask(settings.BASE_URL, ENTRY).status_code == 404


def test_the_sitemap_is_the_public_one_for_everybody(secret):
    path = "/sitemap-record.xml"

    assert bearing(settings.BASE_URL, path, secret).content == outlets.site(path).content


def test_a_token_is_kept_as_a_hash_with_the_day_it_was_last_used(secret):
    bearing(settings.BASE_URL, ENTRY, secret)

    (token,) = Token.objects.all()
    assert secret not in str(vars(token))
    assert (token.last_used, token.created_by) == (NOW.date(), "system")


def test_what_a_plugin_asks_while_something_is_published_is_what_everybody_sees(monkeypatch):
    seen: list[list[str]] = []

    def curious(_selection: Selection) -> str:
        found = queries.entries(queries.parse("kind:speech"), "en").entries
        seen.append([entry.title for entry in found])
        return "about"

    monkeypatch.setattr(feeds, "about_feed", curious)
    outlets.feed()
    with readers.reading(Reader(holds="bureau")):
        publish(speech_of(MEMBER, 2, title="Corrected"))
        for row in Publication.objects.all():
            publishing.rewrite([row], at=NOW)

    assert seen == [["For everybody"], ["Corrected"]]


@pytest.mark.parametrize("path", ["/t/{}/en/feeds/all/feed.nothing", "/t/{}/nothing/"])
@pytest.mark.parametrize("good", [True, False])
def test_no_line_of_the_log_holds_a_token(path, good, secret, caplog):
    held = secret if good else "m" * 43
    with caplog.at_level(logging.DEBUG):
        Client().get(path.format(held))

    lines = [Formatter("%(message)s").format(record) for record in caplog.records]
    assert lines
    assert held not in caplog.text
    assert held not in " ".join(lines)


@pytest.mark.parametrize(
    "line", ["GET /t/{}/en/feeds/all/feed.rss 404", "headers: Authorization: Bearer {} x"]
)
def test_whatever_writes_a_token_into_the_log_it_is_taken_out(line):
    held = "aB3_" * 10
    record = logging.LogRecord("x", logging.ERROR, "", 1, line.replace("{}", "%s"), (held,), None)

    written = Formatter("%(message)s").format(record)

    assert held not in written
    assert "en/feeds/all/feed.rss" in written or "Authorization" in written


@pytest.mark.parametrize("path", [FEED, f"/t/{'x' * 43}{FEED}"])
def test_while_tokens_cannot_be_looked_up_holders_are_told_to_come_again(path, monkeypatch):
    def hang(_secret: str) -> str:
        raise OperationalError("The database does not answer.")

    monkeypatch.setattr(tokens, "holder", hang)
    client = Client(raise_request_exception=False)

    answer = ask(settings.BASE_URL, path, client, authorization=f"Bearer {'x' * 43}")

    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer.has_header("Retry-After")
