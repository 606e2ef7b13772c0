"""What a process keeps in memory of the stores, and lets go of the moment another process writes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cache, partial
from heapq import nlargest
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings

from syndication.entries import killing
from syndication.publications.answers import Answer, doubted
from syndication.publications.generations import KILLS, Generations, Marks, slot_of
from syndication.publications.locks import own_locks
from syndication.publications.mirror import Mirror
from syndication.publications.stores import Store, setup, stores

log = logging.getLogger("syndication.publications")

BYTES = 256 * 1024 * 1024
"""How much of the answers a process keeps, the newest; a body counts in every coding."""


OFTEN, STANDING = 100, 60.0
"""How often an answer must have been asked for, and for how many seconds it must have stood, to be hot."""
HEADS = 4 * 1024
"""What is reckoned for the heads of one answer."""


class Kept:
    """An answer as it was read, and the numbers under which it is still that.

    ``heads`` is for whoever serves it: what goes out in front of the body, by coding and by whether it is unchanged.
    ``asked`` counts how often it was asked for since ``since`` (seconds of a clock that is never set).
    """

    __slots__ = ("answer", "asked", "generation", "heads", "kills", "since", "size", "slot")

    def __init__(self, answer: Answer, slot: int, generation: int, kills: int) -> None:
        self.answer, self.slot, self.generation, self.kills = answer, slot, generation, kills
        self.heads: dict[tuple[str, bool], Any] = {}
        self.asked, self.since = 0, monotonic()
        self.size = HEADS + sum(map(len, answer.bodies.values()))


class Memory:
    """The stores, seen through a memory that never shows what was replaced, doubted or killed."""

    def __init__(self, root: Path, behind: tuple[Store, ...]) -> None:
        self._stores = behind
        self._mirrors = [store for store in behind if isinstance(store, Mirror)]
        self._generations = Generations(root / "generations")
        self._kept: dict[str, Kept] = {}
        self._size = 0
        self._lock = Lock()
        self._asked: set[str] = set()

    def get(self, address: str) -> Answer | None:
        """Return what may be shown at an address, whatever its date; nothing that shows what was killed."""
        kept = self.kept(address)
        return kept.answer if kept else None

    def kept(self, address: str) -> Kept | None:
        """Return the same with its heads."""
        kept = self._kept.get(address)
        numbers = self._generations
        if kept and numbers.of(kept.slot) == kept.generation and numbers.of(KILLS) == kept.kills:
            kept.asked += 1
            return kept
        return self._read(address)

    def put(self, *answers: Answer) -> None:
        """Write to every store and let every process know; what shows something killed meanwhile goes again.

        Raise OSError where one cannot; then what any of them has at these addresses is to be written again.
        """
        try:
            for store in self._stores:
                store.put(*answers)
        except OSError:
            self.doubt([answer.address for answer in answers])
            raise
        killed = [answer.address for answer in answers if killing.names(answer.shown)]
        if killed:
            self.remove(killed)
        for answer in answers:
            self._generations.bump(slot_of(answer.address))

    def doubt(self, addresses: Iterable[str]) -> bool:
        """Mark as to be written again, in every process; tell whether every store has the mark, too."""
        return self._tell(addresses, "doubt")

    def remove(self, addresses: Iterable[str]) -> bool:
        """Forget in every store; where one cannot, only mark as to be written again, and tell that by False."""
        return self._tell(addresses, "remove")

    def marks(self) -> Marks:
        """Return the marks that a store could not be given."""
        return self._generations.marks()

    def unmark(self, marks: Marks) -> None:
        """Take marks away that every store has now."""
        self._generations.unmark(marks)

    def kill(self, thing: str) -> list[str]:
        """Have every process ask the kill-list again, and forget what shows a thing; return the addresses."""
        self._generations.bump(KILLS)
        self._asked.discard(thing)
        return self.clear_of(thing)

    def clear_of(self, thing: str) -> list[str]:
        """Forget every answer that shows a thing's content; return the addresses.

        A store on another machine is asked once a process: it is told of everything else.
        """
        showing: set[str] = set()
        for store in self._stores:
            if self._has_told(store, thing):
                continue
            try:
                showing.update(store.showing(thing))
            except OSError as error:  # what is killed is not shown, whatever is kept of it
                log.warning("event=not_cleared thing=%s reason=%s", thing, error)
        self._asked.add(thing)
        self.remove(showing)
        return sorted(showing)

    def hot(self, most: int) -> list[Answer]:
        """Return the answers asked for most that have stood for a while and can still be packed better, each once."""
        before = monotonic() - STANDING
        with self._lock:
            found = [
                kept
                for kept in self._kept.values()
                if kept.asked >= OFTEN and kept.since <= before and not kept.answer.best
            ]
        hottest = nlargest(most, found, key=lambda kept: kept.asked)
        for kept in hottest:
            kept.asked, kept.since = 0, monotonic()
        return [kept.answer for kept in hottest]

    def repair(self) -> int:
        """Bring stores on other machines what they are owed; return at how many addresses."""
        return sum(
            mirror.repair(partial(self._bring, mirror), self.addresses())
            for mirror in self._mirrors
        )

    def doubt_everything(self) -> None:
        """Mark everything as to be written again."""
        self.doubt(self.addresses())
        for mirror in self._mirrors:
            mirror.owe_everything()

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        return self._stores[0].addresses()

    def _tell(self, addresses: Iterable[str], verb: str) -> bool:
        named = list(addresses)
        whole = True
        for store in self._stores if named else ():
            try:
                getattr(store, verb)(named)
            except OSError as error:
                log.warning(
                    "event=not_told verb=%s addresses=%d reason=%s", verb, len(named), error
                )
                whole = False
        for slot in map(slot_of, named):
            if not whole:
                self._generations.doubt(slot)
            self._generations.bump(slot)
        return whole

    def _has_told(self, store: Store, thing: str) -> bool:
        return thing in self._asked and isinstance(store, Mirror)

    def _bring(self, mirror: Mirror, address: str) -> bool:
        """Pass on what is kept at an address, again should it be doubted or removed meanwhile."""
        with own_locks().alone(address, wait=False) as alone:
            told = not alone
            while not told:
                kept = _showable(self._stores[0].get(address))
                mirror.pass_on(address, kept)
                told = kept == _showable(self._stores[0].get(address))
        return alone

    def _read(self, address: str) -> Kept | None:
        slot = slot_of(address)
        generation, kills = self._generations.of(slot), self._generations.of(KILLS)
        answer = _showable(self._found(address))
        if answer and self._generations.doubted(slot):
            answer = doubted(answer)
        with self._lock:
            self._forget(address)
            if answer is None:
                return None
            kept = self._kept[address] = Kept(answer, slot, generation, kills)
            self._size += kept.size
            while self._size > BYTES:
                self._forget(next(iter(self._kept)))
        return kept

    def _found(self, address: str) -> Answer | None:
        """Return what the first store has that can be read."""
        for store in self._stores:
            try:
                return store.get(address)
            except OSError as error:
                log.warning("event=store_failed address=%r reason=%s", address, error)
        return None

    def _forget(self, address: str) -> None:
        kept = self._kept.pop(address, None)
        if kept:
            self._size -= kept.size


def _showable(answer: Answer | None) -> Answer | None:
    return None if answer and killing.names(answer.shown) else answer


def memory() -> Memory:
    """Return this process's memory of the published answers."""
    return opened(Path(settings.PUBLISHED_ROOT), stores(), setup())


@cache
def opened(root: Path, behind: tuple[Store, ...], wanted: str) -> Memory:
    """Open the stores; what was written by plugins that were set up otherwise is to be written again."""
    found = Memory(root, behind)
    written = root / "setup"
    if not written.exists() or written.read_text() != wanted:
        found.doubt_everything()
        written.write_text(wanted)
    return found
