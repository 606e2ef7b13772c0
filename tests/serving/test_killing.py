"""Web workers and editors are killed at random: no change is lost, nothing undone appears, no file is torn."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any

import pytest

from tests.serving.editors import noted, reason
from tests.serving.ordeal import (
    EMBEDS,
    FEEDS,
    REASON,
    TOKEN,
    WORKERS,
    Journal,
    editors,
    kill,
    killed_lines,
    readers,
    run,
    sound,
    told,
    torn,
)
from tests.serving.postgres import postgres
from tests.serving.server import Server, environment, serving
from tests.serving.wire import ask

SAMPLE, ALL = 3, 500
STORES = "embedded,directory"


@pytest.fixture(params=["sqlite", "postgresql"])
def variables(request, tmp_path, migrated) -> Iterator[Mapping[str, str]]:
    """The environment of a server on a database of its own."""
    with postgres() if request.param == "postgresql" else nullcontext() as database:
        own = {"DATABASE_URL": database.url} if database else {}
        yield {**own, "PUBLICATION_STORES": STORES}


@pytest.mark.parametrize(
    "kills", [SAMPLE, pytest.param(ALL, marks=pytest.mark.soak)], ids=["sample", "all"]
)
def test_kills_lose_nothing_and_leave_nothing_behind(variables, tmp_path, migrated, kills):
    everything = environment(tmp_path, **variables)
    if "DATABASE_URL" in variables:
        run(everything, "manage.py", "migrate", "-v0", "syndication")
    base = None if "DATABASE_URL" in variables else migrated
    journal, dice = Journal(), random.Random(kills)  # noqa: S311 (dice)

    with serving(tmp_path, base, workers=WORKERS, **variables) as server:
        for line in run(everything, "-m", "tests.serving.editors", "first").splitlines():
            journal.note(line)
        with readers(server, journal):
            with editors(server, everything, journal):
                killed = kill(server, journal, kills, dice)
            faults = torn(server)
        late = different(server, told(everything))
        run(everything, "manage.py", "settle")
        record = told(everything)
        never = different(server, record)

    print(figures(journal, killed, late, server))  # noqa: T201 (for the run of all: -m soak -s)
    assert (journal.faults, faults, never, sound(server)) == ([], [], [], "ok")
    assert lost(journal, record) == []
    assert ghosts(journal, record, server) == []
    assert uneven(record) == []
    assert journal.read > kills // 2, "readers were there"


def figures(journal: Journal, killed: Any, late: list[str], server: Server) -> dict[str, Any]:
    """Return what the ordeal came to."""
    left = list((server.folder / "published").glob("new/*"))
    return {
        "killed": dict(killed), "begun": len(journal.tried), "done": len(journal.done),
        "failed": dict(journal.failed), "read": journal.read, "lost by readers": journal.lost,
        "shown late": len(late), "left behind": len(left), "faults": len(journal.faults),
    }  # fmt: skip


def different(server: Server, record: dict[str, Any]) -> list[str]:
    """Return the addresses that do not show what the record says."""
    expected = {row["thing"]: _shown(row) for row in record["rows"]}
    found = []
    for host, path in EMBEDS:
        body = ask(server.port, path, host=host).body.decode()
        if _seen(body) != expected[path.split("/")[-2]]:
            found.append(path)
    for host, path in FEEDS:
        body = ask(server.port, path, host=host).body.decode()
        wanted = set[str]().union(*expected.values())
        found += [path] if _seen(body) != wanted else []
    return found


def _shown(row: dict[str, Any]) -> set[str]:
    return _seen(f"{row['title']} {row['reason'] if row['withdrawn'] else ''}")


def _seen(text: str) -> set[str]:
    return {*TOKEN.findall(text), *REASON.findall(text)}


def lost(journal: Journal, record: dict[str, Any]) -> list[str]:
    """Return what editors were told is done and the ledger does not know."""
    hashes = {line["content_hash"] for line in record["lines"]}
    notes = {(line["kind"], line["note"]) for line in record["lines"]}
    missing = []
    for token, number in journal.done.items():
        verb, content = journal.tried[token]
        known = {
            "publish": content in hashes,
            "correct": content in hashes and ("corrected", noted(token)) in notes,
            "withdraw": not number or ("withdrawn", reason(token)) in notes,
        }
        missing += [] if known.get(verb, True) else [f"{verb} {token}"]
    restored = sum(line["kind"] == "restored" for line in record["lines"])
    told = sum(journal.tried[token][0] == "restore" and n > 0 for token, n in journal.done.items())
    return missing + (["restore"] if restored < told else [])


def ghosts(journal: Journal, record: dict[str, Any], server: Server) -> list[str]:
    """Return what the ledger or a reader knows though it was rolled back, or never recorded."""
    hashes = {line["content_hash"] for line in record["lines"]}
    notes = {line["note"] for line in record["lines"]}
    listed = {line["reason"] for line in killed_lines(server) if isinstance(line, dict)}
    recorded = {token for token, (_verb, own) in journal.tried.items() if own in hashes}
    undone = {token for token, (verb, _own) in journal.tried.items() if verb == "undo"}
    found = undone & (recorded | journal.seen) | set(map(noted, undone)) & notes
    return sorted(found | (journal.seen - recorded - notes - listed))


def uneven(record: dict[str, Any]) -> list[str]:
    """Return things whose row and whose lines of the ledger do not agree."""
    found = [record["fault"]] if record["fault"] else []
    for row in record["rows"]:
        lines = [line for line in record["lines"] if line["entry__thing"] == row["thing"]]
        numbers = [line["revision"] for line in lines]
        last = lines[-1]["content_hash"]
        if numbers != list(range(1, row["revision"] + 1)) or last != row["content_hash"]:
            found.append(row["thing"])
    return found
