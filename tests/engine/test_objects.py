"""A bucket holds what a CDN may serve, follows the record at once, and makes nobody wait when it does not answer."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace

import brotli
import obstore
import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.utils.http import http_date

from cms.settings import bucket as of_a_bucket
from syndication import actions, upkeep
from syndication.publications import stores
from syndication.publications.answers import own_key
from syndication.publications.bucket import opened
from syndication.publications.memory import memory
from syndication.publications.objects import ObjectStore
from tests.engine import outlets
from tests.engine.objects import asked, seen
from tests.engine.record import NOW, publish, speech, thing
from tests.engine.test_stores import ADDRESS, OTHER, answer

SECRET = "opens-nothing"  # noqa: S105 (made up)
AT_ONCE = 20.0
"""Seconds within which a change is done while the object store hangs: two of its timeouts, on a slow machine."""
FEED = "127.0.0.1:8000/en/feeds/kind:speech/feed.rss"


@pytest.fixture
def bucket(object_store, settings):
    settings.PUBLICATION_BUCKET = object_store.anew()
    return settings.PUBLICATION_BUCKET


@pytest.fixture
def mirrored(bucket, settings):
    """Answers are kept here and in the bucket, as the settings have it."""
    settings.PUBLICATION_STORES = ["embedded", "objects"]
    upkeep.repair()
    return bucket


def bodies(bucket) -> bytes:
    return b"".join(
        asked(bucket, key)[1] for key in seen(bucket) if not key.endswith((".br", ".gz"))
    )


def test_an_answer_lies_at_its_address_in_three_codings_with_its_headers(bucket):
    ObjectStore().put(answer(b"body"), answer(b"page", address=OTHER))

    page = f"{OTHER}index.html"
    assert seen(bucket) == sorted(
        f"{key}{end}" for key in (ADDRESS, page) for end in ("", ".br", ".gz")
    )
    headers, body = asked(bucket, f"{ADDRESS}.br")
    assert brotli.decompress(body) == b"body"
    assert (
        gzip.decompress(asked(bucket, f"{ADDRESS}.gz")[1]) == asked(bucket, ADDRESS)[1] == b"body"
    )
    wanted = {
        "content-type": "application/rss+xml; charset=utf-8",
        "content-encoding": "br",
        "cache-control": "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
        "surrogate-key": f"kind:speech {own_key(ADDRESS)}",
        "x-robots-tag": "noindex",
        "x-content-type-options": "nosniff",
    }
    assert {name: headers[name] for name in wanted} == wanted
    told = obstore.head(opened(bucket), f"public/{ADDRESS}.br")
    own = obstore.get(opened(bucket), f"public/{ADDRESS}.br").attributes
    assert (own["etag"], own["last-modified"]) == (
        answer(b"body").etag("br"),
        http_date(answer().modified),
    )
    assert told["size"] == len(body)


@pytest.mark.parametrize(
    "changes",
    [{"boundary": 1.0e12}, {"ends": 1.0e12}, {"stale": True}, {"keys": ("kind:speech",) * 300}],
    ids=["awaits", "ends", "stale", "cannot be purged"],
)
def test_what_changes_by_itself_or_is_doubted_is_not_for_the_public(bucket, changes):
    store = ObjectStore()
    store.put(answer())
    store.put(answer(**changes))

    assert seen(bucket) == []
    assert store.get(ADDRESS) == answer(**changes)


@pytest.mark.parametrize("verb", ["doubt", "remove"])
def test_what_is_doubted_or_removed_is_taken_away(bucket, verb):
    store = ObjectStore()
    store.put(answer(), answer(address=OTHER))

    getattr(store, verb)([ADDRESS])

    assert {key.partition("/")[0] for key in seen(bucket)} == {"embed.valmere.example"}


@pytest.mark.parametrize(
    "path",
    [
        "en/../../../outside",
        "en/%2e%2e/%2e%2e/outside",
        "en//feed.rss",
        "en/%2Ffeed",
        "en/%00",
        "en/a%0Ab",
        f"en/{'é' * 126}/feed.rss",
        "/".join(["long" * 50] * 8),
        "../../kept/0",
    ],
)
def test_no_address_leads_out_of_its_part_of_the_bucket(object_store, settings, path):
    settings.PUBLICATION_BUCKET = bucket = object_store.anew()
    before = everything(object_store)
    store = ObjectStore()
    store.put(answer(address=f"www.valmere.example/{path}"))

    added = everything(object_store) - before
    assert {key.split("/")[0] for key in added} == {bucket["prefix"]}
    assert {key.split("/")[1] for key in added} == {"kept", "shown"}
    assert store.get(f"www.valmere.example/{path}").digest == answer().digest


@pytest.mark.parametrize(
    "path", ["fr/topic:%C3%A9nergie/feed.rss", "en/a b+c%25d%5B%7Be~'!*/f.rss", "en/%2e%2e./feed"]
)
def test_an_address_in_other_letters_lies_where_the_web_server_looks_after_decoding(bucket, path):
    from urllib.parse import unquote

    ObjectStore().put(answer(b"found", address=f"www.valmere.example/{path}"))

    assert asked(bucket, f"www.valmere.example/{unquote(path)}")[1] == b"found"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"secret_key": SECRET}, "refuses S3_ACCESS_KEY with S3_SECRET_KEY"),
        ({"access_key": SECRET}, "refuses S3_ACCESS_KEY with S3_SECRET_KEY"),
        ({"name": "another"}, "no such bucket"),
        ({"endpoint": "http://127.0.0.1:9"}, "does not answer"),
    ],
    ids=["secret", "key", "bucket", "endpoint"],
)
def test_what_cannot_work_is_said_before_it_is_needed_and_no_secret_with_it(
    object_store, settings, caplog, wrong, sentence
):
    settings.PUBLICATION_BUCKET = object_store.anew(**wrong)
    settings.PUBLICATION_STORES = ["embedded", "objects"]

    (said,) = run_checks(tags=["syndication"], include_deployment_checks=True)
    memory().put(answer())

    assert sentence in said.msg
    assert "event=mirror_rests" in caplog.text
    assert SECRET not in said.msg + caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.time_machine(NOW, tick=False)
def test_publishing_correcting_and_withdrawing_reach_the_bucket_at_once(mirrored):
    publish(speech(1))
    outlets.feed()
    first = bodies(mirrored)
    publish(speech(1, title="Corrected"))
    second = bodies(mirrored)
    actions.withdraw(thing(1), reason="Misattributed")
    third = bodies(mirrored)

    assert b"Water supply 1" in first
    assert (b"Corrected" in second, b"Water supply 1" in second) == (True, False)
    assert (b"Misattributed" in third, third) == (True, outlets.feed().content)


@pytest.mark.django_db(transaction=True)
@pytest.mark.time_machine(NOW, tick=True)
def test_while_it_hangs_nobody_waits_and_it_is_told_everything_when_it_answers(
    object_store, mirrored
):
    publish(speech(1), speech(2))
    outlets.feed()
    object_store.hang()
    try:
        began = time.monotonic()
        actions.withdraw(thing(1), reason="Misattributed")
        publish(speech(2, title="Corrected"))
        read = outlets.feed().content
        took = time.monotonic() - began
        again = time.monotonic()
        publish(speech(2, title="Corrected again"))
        again = time.monotonic() - again
    finally:
        object_store.go_on()
    assert b"Misattributed" in read
    assert took < AT_ONCE
    assert again < 2

    upkeep.repair()

    assert b"Misattributed" in bodies(mirrored)
    assert b"Corrected again" in bodies(mirrored)
    assert bodies(mirrored) == outlets.feed().content


def test_a_store_that_comes_later_is_filled_and_cleared_of_what_is_not_kept_here(bucket, settings):
    memory().put(answer(b"kept here"))
    ObjectStore().put(answer(b"of another time", address=OTHER))
    settings.PUBLICATION_STORES = ["embedded", "objects"]

    upkeep.repair()

    assert bodies(bucket) == b"kept here"


def test_one_answer_that_is_refused_keeps_no_other_from_the_bucket(mirrored, monkeypatch):
    write = obstore.put

    def refusing(store, key, *given, **options):
        if OTHER in key:
            raise OSError("The object store answered 400.")
        return write(store, key, *given, **options)

    monkeypatch.setattr(obstore, "put", refusing)
    memory().put(answer(b"page", address=OTHER))
    memory().put(answer(b"body"))
    upkeep.repair()

    assert seen(mirrored) == [ADDRESS, f"{ADDRESS}.br", f"{ADDRESS}.gz"]

    monkeypatch.undo()
    upkeep.repair()
    assert len(seen(mirrored)) == 6


def test_what_is_removed_goes_at_once_even_after_a_failure(mirrored, monkeypatch):
    memory().put(answer(), answer(address=OTHER))
    with monkeypatch.context() as patch:
        patch.setattr(obstore, "put", _failing)
        memory().put(answer(b"newer"))
    memory().remove([OTHER])
    one = seen(mirrored)
    memory().remove([ADDRESS])

    assert {key.partition("/")[0] for key in one} == {"www.valmere.example"}
    assert seen(mirrored) == []


def test_what_is_gone_goes_from_the_bucket_though_nothing_of_it_is_kept_here(mirrored):
    ObjectStore().put(answer())

    actions.kill(thing(1), reason="By order of the court.")

    assert seen(mirrored) == []


def test_readers_are_never_answered_from_another_machine(settings):
    settings.PUBLICATION_STORES = ["objects", "embedded"]

    with pytest.raises(ImproperlyConfigured, match="must begin with a store on this machine"):
        stores.names()


GIVEN = {"S3_BUCKET": "answers", "S3_ACCESS_KEY": "key", "S3_SECRET_KEY": SECRET}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"S3_BUCKET": ""}, "S3_BUCKET='' is not the name of a bucket"),
        ({"S3_BUCKET": "../other"}, "is not the name of a bucket"),
        ({"S3_PREFIX": "a/../b"}, "S3_PREFIX='a/../b' is not a path"),
        ({"S3_ENDPOINT": "minio:9000"}, "S3_ENDPOINT='minio:9000' is not an origin"),
        ({"S3_SECRET_KEY": ""}, "S3_SECRET_KEY must be set"),
        ({"S3_SECRET_KEY": f"{SECRET} "}, "S3_SECRET_KEY must be set"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_its_name_and_without_the_secret(
    monkeypatch, wrong, sentence
):
    for name, value in {**GIVEN, **wrong}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        of_a_bucket.bucket(["embedded", "objects"])

    assert SECRET not in str(refused.value)
    assert of_a_bucket.bucket(["embedded"]) == {}


def _failing(*_given, **_options) -> None:
    raise OSError("The object store answered 500.")


def everything(object_store) -> set[str]:
    whole = opened({**object_store.setting, "prefix": ""})
    return {meta["path"] for page in obstore.list(whole) for meta in page}


def test_the_answer_that_comes_back_is_the_one_that_was_put(bucket):
    best = replace(answer(), headers=(("Link", '<https://valmere.example/é>; rel="hub"'),))
    store = ObjectStore()
    store.put(best)

    assert store.get(ADDRESS) == best
    assert "%C3%A9" in asked(bucket, ADDRESS)[0]["link"]
