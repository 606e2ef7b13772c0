"""A store on another machine, kept like the first one: when it fails nobody waits, and what it is owed is noted."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Protocol

from syndication.publications.answers import Answer

log = logging.getLogger("syndication.publications")

EVERYTHING = "*"
THING = "thing "
"""What stands before the id of a thing of which the store may still show something."""


class Far(Protocol):
    """A store that tells whether it can be used at all."""

    def answers(self) -> None:
        """Return if it can; raise OSError with the reason if not."""

    def get(self, address: str) -> Answer | None: ...
    def put(self, *answers: Answer) -> None: ...
    def doubt(self, addresses: Iterable[str]) -> None: ...
    def remove(self, addresses: Iterable[str]) -> None: ...
    def showing(self, thing: str) -> list[str]: ...
    def addresses(self) -> Iterator[str]: ...


class Mirror:
    """Passes everything on to a store, or notes it: ``owed`` in its folder lists addresses, and things to be gone.

    After a failure the store ``rests``: nothing but removals is tried before ``repair`` finds that it answers.
    """

    def __init__(self, store: Far, folder: Path) -> None:
        known = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        self._store, self._folder = store, folder
        self._owed, self._resting = folder / "owed", folder / "resting"
        if not known:
            self.owe_everything()

    def get(self, address: str) -> Answer | None:
        """Return what is kept, with its stale mark."""
        return self._store.get(address)

    def put(self, *answers: Answer) -> None:
        """Keep answers in the place of those before, now or later."""
        self._try(
            lambda: self._store.put(*answers), [answer.address for answer in answers], patient=True
        )

    def doubt(self, addresses: Iterable[str]) -> None:
        """Mark as to be written again, now or later."""
        named = list(addresses)
        self._try(lambda: self._store.doubt(named), named, patient=True)

    def remove(self, addresses: Iterable[str]) -> None:
        """Forget, if it can be done at once, even after a failure."""
        named = list(addresses)
        self._try(lambda: self._store.remove(named), named, patient=False)

    def showing(self, thing: str) -> list[str]:
        """Return the addresses at which a thing's content is shown; what cannot be told now is cleared later."""
        found: list[str] = []
        self._try(
            lambda: found.extend(self._store.showing(thing)), [f"{THING}{thing}"], patient=False
        )
        return found

    def addresses(self) -> Iterator[str]:
        """Yield every address."""
        return self._store.addresses()

    def owe_everything(self) -> None:
        """Note that nothing the store has can be trusted."""
        self._note([EVERYTHING])

    def owed(self) -> list[str]:
        """Return what is owed, the oldest first."""
        return self._owed.read_text().splitlines() if self._owed.exists() else []

    def repair(self, bring: Callable[[str], bool], known: Iterable[str]) -> int:
        """Have the store agree again where something is owed; return for how many addresses.

        ``bring`` passes on what is kept at an address now and tells whether it could; ``known`` are all addresses.
        """
        with self._alone("repairing", wait=False) as alone:
            owed = self.owed() if alone else []
            if not owed:
                return 0
            try:
                self._store.answers()
                self._resting.unlink(missing_ok=True)
                wanted = dict.fromkeys(chain.from_iterable(self._meant(owed, known)))
                failed = [address for address in wanted if not self._brought(bring, address)]
            except OSError as error:
                self._rest(error)
                return 0
            self._settle(len(owed), failed)
        return len(wanted) - len(failed)

    def pass_on(self, address: str, answer: Answer | None) -> None:
        """Have the store hold what is given at an address; raise OSError where it cannot."""
        if answer:
            self._store.put(answer)
        else:
            self._store.remove([address])

    def _brought(self, bring: Callable[[str], bool], address: str) -> bool:
        try:
            return bring(address)
        except OSError as error:
            self._store.answers()  # another address may fare better, unless nothing does
            log.warning("event=not_mirrored address=%s reason=%s", address, error)
            return False

    def _meant(self, owed: Iterable[str], known: Iterable[str]) -> Iterator[Iterable[str]]:
        for line in dict.fromkeys(owed):
            if line == EVERYTHING:
                yield from (known, self._store.addresses())
            elif line.startswith(THING):
                yield self._store.showing(line.removeprefix(THING))
            else:
                yield [line]

    def _try(self, act: Callable[[], None], owed: list[str], *, patient: bool) -> None:
        if patient and self._resting.exists():
            self._note(owed)
            return
        try:
            act()
        except OSError as error:
            self._note(owed)
            self._rest(error)

    def _rest(self, error: OSError) -> None:
        if not self._resting.exists():
            log.warning("event=mirror_rests reason=%s", error)
        self._resting.touch()

    def _note(self, lines: Iterable[str]) -> None:
        with self._alone("noting"), self._owed.open("a") as file:
            file.write("".join(f"{line}\n" for line in lines))

    def _settle(self, done: int, failed: list[str]) -> None:
        """Leave what was noted meanwhile, and what failed."""
        with self._alone("noting"):
            left = [*self.owed()[done:], *failed]
            new = self._owed.with_name("owed.new")
            new.write_text("".join(f"{line}\n" for line in left))
            new.replace(self._owed)

    @contextmanager
    def _alone(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        """Yield whether no other process does this now."""
        with (self._folder / name).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
