"""A recording is wound in the browser: parts of it come through our server and through nginx alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.debate import DEMO, Debate
from tests.serving.server import EMBED, environment, serving
from tests.serving.web import nginx
from tests.serving.wire import Response, ask

FILM = "hd118-okafor.mp4"
BODY = (DEMO / "media" / FILM).read_bytes()
Place = tuple[int, str]
"""A port, and the path of the recording on it."""
WAYS = ("our own server", "nginx")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[dict[str, Place]]:
    """Where which a recording of the demo is served."""
    folder = tmp_path_factory.mktemp("recordings")
    with (
        serving(folder, migrated, PUBLICATION_STORES="embedded,directory") as server,
        nginx(server, tmp_path_factory.mktemp("nginx")) as web,
    ):
        Debate(folder, environment(folder)).bring()
        (file,) = (folder / "media").rglob(FILM)
        path = f"/{file.relative_to(folder)}"
        yield {way: (port, path) for way, port in zip(WAYS, (server.port, web.port), strict=True)}


def had(place: Place, *headers: str) -> Response:
    port, path = place
    return ask(port, path, *headers, host=EMBED)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-99", 0, 99),
        ("700000-700999", 700_000, 700_999),
        ("-64", len(BODY) - 64, len(BODY) - 1),
    ],
)
def test_a_part_is_had(
    places: dict[str, Place], way: str, asked: str, first: int, last: int
) -> None:
    answer = had(places[way], f"Range: bytes={asked}")

    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(BODY)}"
    assert answer.body == BODY[first : last + 1]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_is_had_where_no_single_part_of_this_file_is_meant(
    places: dict[str, Place], way: str
) -> None:
    whole = had(places[way])
    mark = whole.headers["etag"]

    several = had(places[way], "Range: bytes=0-9,20-29")
    other = had(places[way], "Range: bytes=0-9", 'If-Range: "another"')
    same = had(places[way], "Range: bytes=0-9", f"If-Range: {mark}")

    assert [answer.status for answer in (whole, several, other, same)] == [200, 200, 200, 206]
    assert whole.body == several.body == other.body == BODY


@pytest.mark.parametrize("way", WAYS)
def test_a_part_behind_the_end_is_refused(places: dict[str, Place], way: str) -> None:
    answer = had(places[way], f"Range: bytes={len(BODY)}-")

    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{len(BODY)}")
