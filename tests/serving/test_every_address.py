"""PostgreSQL stopped, then hung, then the disk full: whatever is published anywhere is served, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice, product
from pathlib import Path

import pytest

from syndication.publications.answers import CODINGS, Answer
from tests.disk import Disk, small_disk
from tests.engine.record import thing
from tests.serving.filling import LANGUAGES, MEMBERS, SPEECHES, member
from tests.serving.ordeal import run
from tests.serving.postgres import Postgres, postgres
from tests.serving.server import EMBED, SITE, Server, environment, serving
from tests.serving.test_outage import recovered, unpublished
from tests.serving.wire import Line, ask, request

SAMPLE, ALL = 400, 20_000
CONNECTIONS = 4
DOUBTED = 40
"""One in so many is to be written again when it happens."""
FEEDS = ("all", "kind:speech", *(f"member:{member(number)}" for number in range(MEMBERS)))
UNKNOWN = "/en/feeds/kind:division/feed.rss"


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as found:
        yield found


@pytest.fixture(
    scope="module", params=["embedded", pytest.param("directory", marks=pytest.mark.soak)]
)
def stores(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, database, stores) -> Iterator[Path]:
    """A server's folder, whose published answers lie on a small disk, with a full record."""
    found = tmp_path_factory.mktemp("every")
    variables = environment(found, DATABASE_URL=database.url, PUBLICATION_STORES=stores)
    with small_disk(found / "published", 64):
        run(variables, "manage.py", "migrate", "-v0", "syndication")
        run(variables, "-m", "tests.serving.filling")
        yield found


@pytest.fixture(scope="module")
def disk(folder) -> Disk:
    return Disk(folder / "published")


@pytest.fixture
def start(folder, database, stores):
    """Start a server of the record."""
    return lambda: serving(folder, DATABASE_URL=database.url, PUBLICATION_STORES=stores)


@contextmanager
def stopped(database: Postgres, _disk: Disk) -> Iterator[None]:
    database.end()
    try:
        yield
    finally:
        database.start()


@contextmanager
def hung(database: Postgres, _disk: Disk) -> Iterator[None]:
    database.hang()
    try:
        yield
    finally:
        database.go_on()


@contextmanager
def full(_database: Postgres, disk: Disk) -> Iterator[None]:
    disk.fill()
    try:
        yield
    finally:
        disk.empty()


@contextmanager
def both(database: Postgres, disk: Disk) -> Iterator[None]:
    with stopped(database, disk), full(database, disk):
        yield


@pytest.mark.parametrize(
    ("state", "number"),
    [
        (hung, SAMPLE),
        (both, SAMPLE),
        *(
            pytest.param(state, ALL, marks=pytest.mark.soak)
            for state in (stopped, hung, full, both)
        ),
    ],
)
def test_everything_published_is_served_and_the_rest_soon_again(
    start, database, disk, state, number
):
    with start() as server:
        kept = published(server)
        with state(database, disk):
            during = faults(server, kept, number)
            told = unpublished(server, UNKNOWN)
        assert (during, len(kept) * len(CODINGS) <= number) == ([], True)
        assert told == ([(200, None)] if state is full else [(503, "60")])
        assert recovered(server)

    with ExitStack() as lasting:
        lasting.enter_context(state(database, disk))
        with start() as again:
            assert faults(again, kept, number) == []
            lasting.close()
            assert recovered(again)
            assert faults(again, kept, len(kept)) == []


def published(server: Server) -> dict[str, Answer]:
    """Ask for everything once, and return what is kept of it."""
    feeds = [f"/{language}/feeds/{query}/feed.rss" for language in LANGUAGES for query in FEEDS]
    latest = [f"/e/{language}/latest/{query}/" for language in LANGUAGES for query in FEEDS]
    speeches = [
        f"/e/{language}/speech/{thing(number + 1)}/"
        for language in LANGUAGES
        for number in range(SPEECHES)
    ]
    for host, paths in ((SITE, feeds), (EMBED, latest + speeches)):
        assert {ask(server.port, path, host=host).status for path in paths} == {200}
    memory = server.memory
    kept = {one: answer for one in memory.addresses() if (answer := memory.get(one))}
    assert len(kept) == len(feeds) + len(latest) + len(speeches)
    return kept


def faults(server: Server, kept: dict[str, Answer], number: int) -> list[str]:
    """Ask in turn for every address in every coding; return what was not the last good body."""
    server.memory.doubt(list(kept)[::DOUBTED])
    questions = list(islice(cycle(product(sorted(kept), CODINGS)), number))
    parts = [questions[first::CONNECTIONS] for first in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as crowd:
        found = crowd.map(lambda part: _faults(server, kept, part), parts)
        return [fault for some in found for fault in some]


def _faults(server: Server, kept: dict[str, Answer], questions: list[tuple[str, str]]) -> list[str]:
    found = []
    with Line(server.port) as line:
        for address, coding in questions:
            host, slash, path = address.partition("/")
            line.send(request(slash + path, f"Accept-Encoding: {coding}", host=host))
            answer = line.receive()
            good = (200, kept[address].bodies[coding], kept[address].etag(coding))
            if (answer.status, answer.body, answer.headers.get("etag")) != good:
                found.append(f"{answer.status} {address} {coding}")
    return found
