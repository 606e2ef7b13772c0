"""What every renderer must do, whatever it is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.utils.translation import override

from syndication.contract import (
    Artefact,
    ComposedRenderer,
    FeedRenderer,
    Part,
    Passage,
    ReadableRenderer,
    Renderer,
    Selection,
)
from syndication.selftest.comparing import compared
from syndication.testing.entries import REASON, entry_with, selection_of, tombstone_of
from syndication.testing.purity import pure
from syndication.testing.selections import hard_selections
from syndication.testing.validity import Validator, validator_for

UNSAID = "Ungesagtes"
"""A word of the text that is withdrawn."""


def assert_conforms(
    renderer: Renderer, validate: Validator | None = None, *, kind: str = "speech"
) -> None:
    """Run a renderer over hard selections: it must be pure, stay valid, show tombstones and be read back.

    ``validate`` fails on invalid bytes; for a format that is not text it also returns the text that a
    reader sees. Without it the media type decides: XML, JSON, HTML and plain text are known. ``kind`` is
    one that the format writes, where it leaves others out.
    """
    check = validate or validator_for(renderer.media_type)
    for name, selection in hard_selections():
        with _Case(f"{renderer.format}, given {name}"):
            _read(renderer, selection, check)
    with _Case(f"{renderer.format}, given an entry before and after its withdrawal"):
        _assert_withdrawal_shows(renderer, check, kind)


@dataclass(frozen=True)
class _Case:
    """Adds to whatever goes wrong what was being tried."""

    name: str

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            error.add_note(f"The renderer does not conform: {self.name}.")


def _read(renderer: Renderer, selection: Selection, check: Validator) -> str:
    """Return the text of an artefact that is right in itself."""
    with override(selection.language):
        selection = _composed(renderer, selection)
        with pure():
            artefact = renderer.render(selection)
        again = renderer.render(replace(selection))
        if isinstance(renderer, ReadableRenderer):
            _assert_read_back(renderer, selection, artefact)
        if isinstance(renderer, FeedRenderer):
            pieces = [renderer.fragment(entry) for entry in selection.entries]
            assembled = renderer.assemble(replace(selection, entries=()), pieces)
            assert assembled == artefact, "assembled of its fragments it gives other bytes"
    assert isinstance(artefact, Artefact), f"it returns {type(artefact).__name__}, no Artefact"
    assert isinstance(artefact.body, bytes), "its body is not bytes"
    assert artefact == again, "it is not pure: the same selection gave other bytes"
    named = (artefact.format, artefact.media_type)
    assert named == (renderer.format, renderer.media_type), f"it calls its artefact {named}"
    for header in artefact.headers:
        assert not re.search("[\r\n]", "".join(header)), f"a header breaks its line: {header!r}"
    return check(artefact.body) or artefact.body.decode("utf-8", "replace")


def _assert_read_back(renderer: ReadableRenderer, selection: Selection, artefact: Artefact) -> None:
    """What is read back is what was written: the same ids in the same order, titles, dates, files and tombstones."""
    held = [entry for entry in selection.entries if renderer.holds(entry)]
    faults = list(compared(held, renderer.read(artefact.body)))
    assert not faults, f"read back it shows something else: {faults[0]}"


def _composed(renderer: Renderer, selection: Selection) -> Selection:
    """Return the selection with all it holds in each of the parts that the renderer asks for."""
    if not isinstance(renderer, ComposedRenderer):
        return selection
    with pure():
        wanted = tuple(renderer.parts(selection))
    assert all(isinstance(part, Part) for part in wanted), f"it asks for {wanted!r}, no Parts"
    return replace(selection, parts=tuple((part.name, selection.entries) for part in wanted))


def _assert_withdrawal_shows(renderer: Renderer, check: Validator, kind: str) -> None:
    """The live entry is written first, so that a renderer which remembers it is found out."""
    live = entry_with(kind=kind, summary=UNSAID, passages=(Passage(UNSAID),))
    _read(renderer, selection_of(live), check)
    text = _read(renderer, selection_of(tombstone_of(live)), check)
    assert REASON in text, f"it hides the reason of the withdrawal ({REASON!r})"
    assert UNSAID not in text, f"it still shows what was withdrawn ({UNSAID!r})"
