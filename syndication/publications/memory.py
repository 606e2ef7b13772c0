"""What a process keeps in memory of the stores, and lets go of the moment another process writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from syndication.entries import killing
from syndication.publications.answers import Answer
from syndication.publications.generations import KILLS, Generations, slot_of
from syndication.publications.stores import Store, setup, stores

BYTES = 256 * 1024 * 1024
"""How much of the answers a process keeps, the newest; a body counts in every coding."""


HEADS = 4 * 1024
"""What is reckoned for the heads of one answer."""


class Kept:
    """An answer as it was read, and the numbers under which it is still that.

    ``heads`` is for whoever serves it: what goes out in front of the body, by coding and by whether it is unchanged.
    """

    __slots__ = ("answer", "generation", "heads", "kills", "size", "slot")

    def __init__(self, answer: Answer, slot: int, generation: int, kills: int) -> None:
        self.answer, self.slot, self.generation, self.kills = answer, slot, generation, kills
        self.heads: dict[tuple[str, bool], Any] = {}
        self.size = HEADS + sum(map(len, answer.bodies.values()))


class Memory:
    """The stores, seen through a memory that never shows what was replaced, doubted or killed."""

    def __init__(self, root: Path, behind: tuple[Store, ...]) -> None:
        self._stores = behind
        self._generations = Generations(root / "generations")
        self._kept: dict[str, Kept] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, address: str) -> Answer | None:
        """Return what may be shown at an address, whatever its date; nothing that shows what was killed."""
        kept = self.kept(address)
        return kept.answer if kept else None

    def kept(self, address: str) -> Kept | None:
        """Return the same with its heads."""
        kept = self._kept.get(address)
        numbers = self._generations
        if kept and numbers.of(kept.slot) == kept.generation and numbers.of(KILLS) == kept.kills:
            return kept
        return self._read(address)

    def put(self, *answers: Answer) -> None:
        """Write to every store and let every process know; what shows something killed meanwhile goes again."""
        for store in self._stores:
            store.put(*answers)
        killed = [answer.address for answer in answers if killing.names(answer.shown)]
        if killed:
            self.remove(killed)
        for answer in answers:
            self._generations.bump(slot_of(answer.address))

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again, in every store and process."""
        self._tell(addresses, "doubt")

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget, in every store and process."""
        self._tell(addresses, "remove")

    def kill(self, thing: str) -> list[str]:
        """Have every process ask the kill-list again, and forget what shows a thing; return the addresses."""
        self._generations.bump(KILLS)
        return self.clear_of(thing)

    def clear_of(self, thing: str) -> list[str]:
        """Forget every answer that shows a thing's content; return the addresses."""
        showing = {address for store in self._stores for address in store.showing(thing)}
        self.remove(showing)
        return sorted(showing)

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        return self._stores[0].addresses()

    def _tell(self, addresses: Iterable[str], verb: str) -> None:
        named = list(addresses)
        for store in self._stores if named else ():
            getattr(store, verb)(named)
        for address in named:
            self._generations.bump(slot_of(address))

    def _read(self, address: str) -> Kept | None:
        slot = slot_of(address)
        generation, kills = self._generations.of(slot), self._generations.of(KILLS)
        answer = self._stores[0].get(address)
        with self._lock:
            self._forget(address)
            if answer is None or killing.names(answer.shown):
                return None
            kept = self._kept[address] = Kept(answer, slot, generation, kills)
            self._size += kept.size
            while self._size > BYTES:
                self._forget(next(iter(self._kept)))
        return kept

    def _forget(self, address: str) -> None:
        kept = self._kept.pop(address, None)
        if kept:
            self._size -= kept.size


def memory() -> Memory:
    """Return this process's memory of the published answers."""
    return opened(Path(settings.PUBLISHED_ROOT), stores(), setup())


@cache
def opened(root: Path, behind: tuple[Store, ...], wanted: str) -> Memory:
    """Open the stores; what was written by plugins that were set up otherwise is to be written again."""
    found = Memory(root, behind)
    written = root / "setup"
    if not written.exists() or written.read_text() != wanted:
        found.doubt(found.addresses())
        written.write_text(wanted)
    return found
