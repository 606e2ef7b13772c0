"""Streams, and the engine's tables that nobody edits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from cms.speeches.models import Speech
from syndication import actions, queries
from syndication.audit import chain
from syndication.errors import SyndicationError
from syndication.models import AuditLine, Change, Publication, Stream
from tests import factories as make
from tests.clerks import editor, filled, publisher, send, titles, unpublish, url

pytestmark = pytest.mark.django_db


def lines(client: Client, **asked: str) -> str:
    return client.get(reverse("changes:index"), asked).content.decode()


def test_a_stream_is_named_in_each_language_and_its_query_kept_in_one_spelling() -> None:
    clerk = publisher(Stream)
    form = filled(clerk, url(Stream, "add"))

    send(
        clerk,
        url(Stream, "add"),
        form,
        **{
            "title": "Speeches",
            "titles-fr": "Discours",
            "slug": "speeches",
            "query": "language:fr kind:speech",
        },
    )

    stream = Stream.objects.get()
    assert (stream.query, stream.titles) == ("kind:speech language:fr", {"fr": "Discours"})
    assert titles(clerk, Stream, q="speech") == ["Speeches"]


def test_a_query_that_cannot_be_read_is_refused_in_words() -> None:
    clerk = publisher(Stream)
    form = {
        **filled(clerk, url(Stream, "add")),
        "title": "Speeches",
        "slug": "speeches",
        "query": "colour:red",
    }

    page = clerk.post(url(Stream, "add"), form).content.decode()

    assert "A stream cannot select by colour" in page
    assert not Stream.objects.exists()


def test_a_renamed_stream_has_its_new_name_in_its_feed() -> None:
    make.published(make.SpeechFactory())
    stream = make.StreamFactory()
    address = f"/en/feeds/{stream.slug}/feed.rss"
    assert "Speeches in Parliament" in Client().get(address).content.decode()
    clerk = publisher(Stream)

    send(clerk, url(stream, "edit"), filled(clerk, url(stream, "edit")), title="What was said")

    assert "What was said" in Client().get(address).content.decode()


def test_a_stream_with_another_query_leaves_its_old_one_without_a_name() -> None:
    make.published(make.SpeechFactory())
    stream = make.StreamFactory()
    former = f"/en/feeds/{queries.parse(stream.query).path}/feed.rss"
    assert "Speeches in Parliament" in Client().get(former).content.decode()
    clerk = publisher(Stream)

    send(clerk, url(stream, "edit"), filled(clerk, url(stream, "edit")), query="kind:bill")

    assert "Speeches in Parliament" not in Client().get(former).content.decode()
    address = f"/en/feeds/{stream.slug}/feed.rss"
    assert "Speeches in Parliament" in Client().get(address).content.decode()


def test_the_address_of_a_stream_is_for_ever(admin_client: Client) -> None:
    stream = make.StreamFactory()
    bulk = reverse("wagtail_bulk_action", args=["syndication", "stream", "delete"])
    form = filled(admin_client, url(stream, "edit"))

    pages = [
        admin_client.post(url(stream, "delete"), follow=True),
        admin_client.post(f"{bulk}?id={stream.pk}", follow=True),
        send(admin_client, url(stream, "edit"), form, slug="another", title="Another"),
    ]

    kept = Stream.objects.get()
    assert (kept.pk, kept.slug, kept.title) == (stream.pk, stream.slug, "Another")
    assert all("its address is for ever" in page.content.decode() for page in pages[:2])
    for place in (url(stream, "edit"), url(Stream, "list")):
        assert url(stream, "delete") not in admin_client.get(place).content.decode()


def test_no_code_deletes_a_stream() -> None:
    stream = make.StreamFactory()

    for delete in (stream.delete, Stream.objects.all().delete):
        with pytest.raises(SyndicationError, match="for ever"):
            delete()

    assert Stream.objects.exists()


def test_the_ledger_says_what_changed_and_why(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    actions.withdraw(speech.public_id, reason="Published in error.")

    page = lines(admin_client)

    assert "Published in error." in page
    assert "Water supply" in page
    assert page.index("withdrawn") < page.rindex("new")


def test_the_ledger_is_narrowed_by_change_type_day_and_words(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    make.published(make.BillFactory())
    actions.withdraw(speech.public_id, reason="Published in error.")

    assert "Fair Access" not in lines(admin_client, kind="withdrawn")
    assert "Published in error." in lines(admin_client, kind="withdrawn")
    assert "Fair Access" in lines(admin_client, entry_kind="bill")
    assert "Published in error." not in lines(admin_client, entry_kind="bill")
    assert "Published in error." not in lines(admin_client, at_to="2001-01-01")
    assert "Fair Access" in lines(admin_client, q="household")
    assert "Published in error." not in lines(admin_client, q="household")


@pytest.mark.parametrize("name", ["changes", "publications", "audit"])
def test_nobody_edits_what_the_engine_keeps(admin_client: Client, name: str) -> None:
    speech = make.published(make.SpeechFactory())
    Client().get(f"/en/feeds/member:{speech.member.public_id}/feed.rss")
    page = admin_client.get(reverse(f"{name}:index")).content.decode()

    assert "/inspect/" in page
    for verb in ("add", "edit", "delete"):
        assert f"/{name}/{verb}/" not in page
        with pytest.raises(NoReverseMatch):
            reverse(f"{name}:{verb}", args=[] if verb == "add" else [1])


def test_one_line_of_the_ledger_can_be_opened(admin_client: Client) -> None:
    speech = make.published(make.SpeechFactory())
    actions.withdraw(speech.public_id, reason="Published in error.")
    line = Change.objects.latest("pk")

    page = admin_client.get(reverse("changes:inspect", args=[line.pk])).content.decode()

    assert "Published in error." in page


def test_a_publication_can_be_opened(admin_client: Client) -> None:
    make.published(make.SpeechFactory())
    Client().get("/en/feeds/kind:speech/feed.rss")

    page = admin_client.get(
        reverse("publications:inspect", args=[Publication.objects.get().pk])
    ).content

    assert "kind:speech" in page.decode()


def test_the_ledger_is_closed_to_those_who_may_not_look() -> None:
    assert editor(Stream).get(reverse("changes:index")).status_code == 302


@pytest.mark.parametrize("name", ["changes", "publications", "audit"])
def test_a_long_list_costs_no_more_statements_than_a_short_one(
    admin_client: Client, name: str
) -> None:
    address = reverse(f"{name}:index")

    def grow() -> int:
        for _ in range(5):
            speech = make.published(make.SpeechFactory())
            Client().get(f"/en/feeds/member:{speech.member.public_id}/feed.rss")
        admin_client.get(address)
        with CaptureQueriesContext(connection) as asked:
            admin_client.get(address)
        return len(asked)

    assert grow() == grow()


def test_the_audit_log_tells_which_clerk_did_what_and_why() -> None:
    speech = make.published(make.SpeechFactory())
    clerk = publisher(Speech, AuditLine)

    unpublish(clerk, speech)

    line = AuditLine.objects.latest("pk")
    assert (line.actor, line.verb, line.thing) == ("publisher", "withdraw", speech.public_id)
    page = clerk.get(reverse("audit:index"), {"verb": "withdraw"}).content.decode()
    assert "Published in error." in page
    assert speech.public_id in page
    assert chain.verify().fault == ""


def test_the_ledger_is_exported(admin_client: Client) -> None:
    make.published(make.SpeechFactory())

    table = b"".join(
        admin_client.get(reverse("changes:index"), {"export": "csv"}).streaming_content
    )

    assert b"Water supply" in table
