"""Two at once: whoever comes second finds what the first one did, and every line of ledger and log is written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from threading import Barrier, Event

import pytest
from django.conf import settings
from django.db import connection, transaction

from syndication import actions, queries
from syndication.audit import chain
from syndication.models import AuditLine, Change, EntryFacet, EntryRecord, Fragment, Publication
from syndication.publications import publishing
from syndication.publications.memory import memory
from syndication.publications.models import PublicationKey
from tests.engine import outlets
from tests.engine.record import publish, speech, thing

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "sqlite" in settings.DATABASES["default"]["ENGINE"],
        reason="SQLite has one writer at a time; run with DATABASE_URL=postgres://…",
    ),
]

ROUNDS = 12
REASON = "Misattributed"
Act = Callable[[], object]


@pytest.fixture(autouse=True)
def committed(db: None) -> Iterator[None]:
    """What is written on another connection is seen by all, and taken away at the end; the test's own only reads."""
    at_once(_clear)
    at_once(lambda: publish(speech(1), speech(1, language="fr", original_language="en")))
    yield
    at_once(_clear)


def _clear() -> None:
    for model in (
        PublicationKey,
        Publication,
        Fragment,
        Change,
        EntryFacet,
        EntryRecord,
        AuditLine,
    ):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM syndication_entrytext")


def at_once(*acts: Act) -> list[object]:
    """Do several things at the same moment, each on a connection of its own, and return what each answered."""
    start = Barrier(len(acts))

    def one(act: Act) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def ledger(number: int = 1, language: str = "en") -> list[tuple[str, int]]:
    lines = Change.objects.filter(entry__thing=thing(number), entry__language=language)
    return list(lines.order_by("pk").values_list("kind", "revision"))


def withdraw() -> int:
    return actions.withdraw(thing(1), reason=REASON, language="en")


def restore() -> int:
    return actions.restore(thing(1), language="en")


def test_of_several_withdrawals_at_once_one_withdraws():
    for _ in range(ROUNDS):
        before = len(ledger())

        answers = at_once(withdraw, withdraw, withdraw)

        assert sorted(answers) == [0, 0, 1]
        assert [kind for kind, _ in ledger()[before:]] == ["withdrawn"]
        at_once(restore)
    assert chain.verify().fault == ""
    assert AuditLine.objects.filter(verb="withdraw").count() == ROUNDS


def test_a_withdrawal_and_a_return_at_once_are_one_line_each_in_either_order():
    at_once(withdraw)
    for _ in range(ROUNDS):
        at_once(withdraw, restore)

    kinds = [kind for kind, _ in ledger()]
    assert kinds[:2] == ["new", "withdrawn"]
    assert all(one != other for one, other in pairwise(kinds))
    assert [revision for _, revision in ledger()] == list(range(1, len(kinds) + 1))
    assert chain.verify().fault == ""
    assert AuditLine.objects.exclude(verb="publish").count() == len(kinds) - 1


def test_a_correction_and_a_withdrawal_at_once_are_two_revisions_and_leak_no_word():
    for number in range(ROUNDS):
        text = f"Ungesagtes {number}"
        at_once(partial(publish, speech(1, summary=text)), withdraw)

        revisions = [revision for _, revision in ledger()]
        assert revisions == list(range(1, len(revisions) + 1))
        assert queries.find("speech", "Ungesagtes") == []
        at_once(restore)
    assert chain.verify().fault == ""


def test_what_takes_all_languages_and_what_takes_one_do_not_wait_for_one_another():
    def all_languages() -> int:
        return actions.withdraw(thing(1), reason=REASON)

    for _ in range(ROUNDS):
        at_once(all_languages, lambda: actions.restore(thing(1)), withdraw, restore)

    assert chain.verify().fault == ""
    for language in ("en", "fr"):
        revisions = [revision for _, revision in ledger(1, language)]
        assert revisions == list(range(1, len(revisions) + 1))


def test_what_is_being_recorded_while_a_feed_is_written_is_shown_to_the_next_reader(monkeypatch):
    at_once(outlets.feed)
    at_once(lambda: Publication.objects.update(stale=True))
    memory().doubt(memory().addresses())
    drawn, recorded, kept = Event(), Event(), Event()
    real = publishing.drafts

    def after_drawing(*given, **named):
        drawn.set()
        recorded.wait(10)
        return real(*given, **named)

    def read():
        outlets.feed()
        kept.set()

    def edit():
        with transaction.atomic():
            drawn.wait(10)
            publish(speech(1, title="Changed"))
            recorded.set()
            kept.wait(10)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "drafts", after_drawing)
        at_once(read, edit)

    assert b"Changed" in at_once(outlets.feed)[0].content
