"""Packs of rules: one readable file a language, ours and those of the parliament's own folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import re2

from cms.neutrality import patterns
from cms.neutrality.errors import PackError
from cms.neutrality.folding import fold
from cms.neutrality.kinds import Kind
from cms.neutrality.parts import PACK_FIELDS, PHRASES, TITLES_FIELDS, Part
from cms.neutrality.patterns import Pattern

OURS = Path(__file__).with_name("packs")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is not neutral, where it is all the same, and what to write instead."""

    name: str
    kind: Kind
    patterns: tuple[Pattern, ...]
    exceptions: tuple[Pattern, ...] = ()
    suggestion: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Titles:
    """The words of a language: titles before names, what joins names, what begins an aside, what is no name."""

    before: frozenset[str]
    joined: frozenset[str]
    aside: frozenset[str]
    no_names: frozenset[str]
    suggestion: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of a language."""

    language: str
    rules: tuple[Rule, ...] = ()
    titles: Titles | None = None


@cache
def pack(language: str, folder: Path | None = None) -> Pack | None:
    """Return the rules of a language, of its base language where there are none: ours and a folder's."""
    found = [one for one in every(folder) if one.language == language]
    if not found:
        base = language.partition("-")[0]
        return pack(base, folder) if base != language else None
    titles = [one.titles for one in found if one.titles]
    rules = tuple(rule for one in found for rule in one.rules)
    return Pack(language, rules, titles[-1] if titles else None)


def languages(folder: Path | None = None) -> list[str]:
    """Return the languages that have rules."""
    return sorted({one.language for one in every(folder)})


@cache
def every(folder: Path | None = None) -> tuple[Pack, ...]:
    """Return every pack, ours first."""
    own = files(folder)[len(files()) :]
    return (*ours(), *(read(path) for path in own))


@cache
def ours() -> tuple[Pack, ...]:
    """Return our own packs, which stay the same while the server runs."""
    return tuple(read(path) for path in files())


def files(folder: Path | None = None) -> list[Path]:
    """Return the files of all packs; a folder that is not there is a fault."""
    if folder is None:
        return sorted(OURS.glob("*.toml"))
    if not folder.is_dir():
        advice = "Make the folder, or correct or remove NEUTRALITY_PACKS."
        raise PackError(folder, 0, "", "this folder of packs is not there.", advice)
    return [*files(), *sorted(folder.glob("*.toml"))]


def read(path: Path) -> Pack:
    """Read a file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        advice = "Let the server read it."
        raise PackError(path, 0, "", f"cannot be read ({error.strerror}).", advice) from error
    except UnicodeDecodeError as error:
        raise PackError(path, 0, "", "is not written in UTF-8.", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise PackError(path, _line(error), "", f"is not TOML: {error}.", "Correct it.") from error
    whole = Part(path, text, table, known=PACK_FIELDS).checked()
    if not table.get("language"):
        raise whole.fault("language", "is missing.", 'Write for example: language = "fr"')
    link = table.get("link", "")
    return Pack(table["language"], tuple(_rules(whole, link)), _titles(whole, link))


def _rules(whole: Part, link: str) -> Iterator[Rule]:
    tables = whole.table.get("rule", {})
    if not isinstance(tables, dict):
        raise whole.fault("rule", "has no name.", "Write [rule.NAME] over each rule.")
    for name, table in tables.items():
        header = f"[rule.{name}]"
        part = Part(whole.path, whole.text, {}, header)
        if not isinstance(table, dict):
            raise part.fault(name, "is no rule.", f"Write {header} over its fields.")
        yield _rule(name, Part(whole.path, whole.text, table, header).checked(), link)


def _rule(name: str, part: Part, link: str) -> Rule:
    kind = part.table.get("kind", "")
    if kind not in Kind.values:
        known = ", ".join(Kind.values)
        raise part.fault("kind", f"{kind!r} is no kind of rule.", f"Choose one of: {known}.")
    found = tuple(_compiled(part, ("words", "patterns", "anywhere")))
    if not found:
        raise part.fault("words", "is missing.", "Write words, patterns or anywhere.")
    return Rule(
        name=name,
        kind=Kind(kind),
        patterns=found,
        exceptions=tuple(_compiled(part, ("except",))),
        suggestion=part.table.get("suggestion", ""),
        link=part.table.get("link", link),
    )


def _compiled(part: Part, names: Iterable[str]) -> Iterator[Pattern]:
    """Yield a pattern a field; an expression is tried alone first, to be named where it is wrong."""
    for name in names:
        texts = part.texts(name)
        if not texts:
            continue
        if name in PHRASES:
            yield patterns.whole(patterns.phrases(texts))
            continue
        for text in texts:
            _try(part, name, text)
        compiled = patterns.anywhere if name == "anywhere" else patterns.whole
        yield compiled("|".join(f"(?:{text})" for text in texts))


def _try(part: Part, name: str, expression: str) -> None:
    try:
        pattern = patterns.anywhere(expression)
    except re2.error as error:
        said = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        advice = "Write it as RE2 reads it: without looking ahead or back, and without references."
        raise part.fault(name, f"{expression!r} is no pattern of RE2 ({said}).", advice) from error
    if pattern.search("") is not None:
        said = f"{expression!r} matches where nothing is."
        raise part.fault(name, said, "Have it match a character at least.")


def _titles(whole: Part, link: str) -> Titles | None:
    table = whole.table.get("titles")
    if table is None:
        return None
    if not isinstance(table, dict):
        raise whole.fault("titles", "is no table.", "Write [titles] over its fields.")
    part = Part(whole.path, whole.text, table, "[titles]", known=TITLES_FIELDS).checked()
    before, joined = part.texts("before"), part.texts("joined")
    if not before or not joined:
        missing = "joined" if before else "before"
        raise part.fault(missing, "is missing.", "Write the words of this language.")
    return Titles(
        before=frozenset(fold(word).text for word in before),
        joined=_casefolded(joined),
        aside=_casefolded(part.texts("aside")),
        no_names=_casefolded(part.texts("no_names")),
        suggestion=part.table.get("suggestion", ""),
        link=link,
    )


def _casefolded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).text.casefold() for word in words)


def _line(error: tomllib.TOMLDecodeError) -> int:
    said: Sequence[str] = str(error).partition("line ")[2].split(",", 1)
    return int(said[0]) if said[0].isdigit() else 0
