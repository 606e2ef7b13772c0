"""A recording is had in parts, as players ask for it (RFC 9110, sections 13.1.5 and 14)."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from cms.core import ranges
from tests import factories as make
from tests.engine import outlets

pytestmark = pytest.mark.django_db

BODY = bytes(range(200)) * 5


@pytest.fixture
def path() -> str:
    name: str = default_storage.save("videos/x/a.mp4", ContentFile(BODY))
    make.published(make.VideoFactory(file=name, media_url=""))
    return f"/media/{name}"


def ask(path: str, method: str = "get", **headers: str) -> Any:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    host = settings.EMBED_URL.removeprefix("http://")
    return getattr(Client(), method)(path, headers={"host": host, **told})


def body(answer: Any) -> bytes:
    said: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return said


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-9", 0, 9), ("990-", 990, 999), ("-10", 990, 999), ("0-", 0, 999), ("5-5", 5, 5), ("-5000", 0, 999)],
)  # fmt: skip
def test_one_part_is_had(path: str, asked: str, first: int, last: int) -> None:
    answer = ask(path, range=f"bytes={asked}")

    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {first}-{last}/1000")
    assert body(answer) == BODY[first : last + 1]
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Content-Length"] == str(last + 1 - first)
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_with_the_length(path: str, asked: str) -> None:
    answer = ask(path, range=asked)

    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1000")
    assert body(answer) == b""


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=9-5", "bytes=-", "bytes=x-9", "seconds=0-9", "bytes=0-9, 20-29", f"bytes={'9' * 30}-"],
)  # fmt: skip
def test_what_is_not_one_range_of_bytes_is_ignored(path: str, asked: str) -> None:
    answer = ask(path, range=asked)

    assert (answer.status_code, body(answer)) == (200, BODY)
    assert answer["Accept-Ranges"] == "bytes"


def test_the_rest_of_a_file_is_had_only_where_it_is_the_same_file(path: str) -> None:
    whole = ask(path)
    body(whole)

    same = [
        ask(path, range="bytes=5-9", if_range=whole[name]) for name in ("ETag", "Last-Modified")
    ]
    other = ask(path, range="bytes=5-9", if_range='"another"')
    weak = ask(path, range="bytes=5-9", if_range=f"W/{whole['ETag']}")

    assert [answer.status_code for answer in same] == [206, 206]
    assert [answer.status_code for answer in (other, weak)] == [200, 200]
    assert [body(answer) for answer in (other, weak)] == [BODY, BODY]


def test_a_file_that_was_replaced_has_another_mark(path: str) -> None:
    before = ask(path)
    body(before)
    (settings.MEDIA_ROOT / path.removeprefix("/media/")).write_bytes(BODY + b"more")

    answer = ask(path, range="bytes=5-9", if_range=before["ETag"])

    assert (answer.status_code, body(answer)) == (200, BODY + b"more")


def test_who_has_it_already_is_told_so(path: str) -> None:
    whole = ask(path)
    body(whole)

    answer = ask(path, if_none_match=whole["ETag"], range="bytes=0-9")

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Cache-Control"].startswith("public, max-age=")


def test_a_head_tells_of_the_whole(path: str) -> None:
    answer = ask(path, "head", range="bytes=0-9")

    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, "1000", b"")


def test_no_part_is_larger_than_a_player_needs(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "MOST", 100)

    answer = ask(path, range="bytes=50-")

    assert (answer["Content-Range"], body(answer)) == ("bytes 50-149/1000", BODY[50:150])


def test_the_site_answers_like_the_embed_host(path: str) -> None:
    assert outlets.site(path, range="bytes=0-9").content == BODY[:10]
