"""Words to entries: SQLite's FTS5 or PostgreSQL's tsvector, the same folding and the same answers on both.

Words are folded here (case, accents, Arabic and Hebrew points), so the databases only ever see plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from syndication.contract import Entry
from syndication.entries import killing
from syndication.entries.models import EntryRecord
from syndication.rows import delete, insert
from syndication.text import clean

TABLE = "syndication_entrytext"
UNFINISHED = 3
"""Letters an unfinished word must have: fewer would match half of the record."""

_APART = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))
"""UTF-8 with a blank for every ASCII character that is neither letter nor digit."""

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+"
)


LONGEST = 100
"""Letters of a word that count; the rest of a longer one is ignored."""

MOST = 250_000
"""Letters of an entry's different words that count: four bytes each still fit a tsvector."""


KNOWN = 20_000
"""Words with letters beyond ASCII whose folding is remembered."""


def fold(text: str) -> list[str]:
    """Return the text's different words, in lower case without marks."""
    words: list[str] = []
    for word in dict.fromkeys(clean(text).lower().encode().translate(_APART).decode().split()):
        if word.isascii():
            words.append(word[:LONGEST])
        else:
            words += _remembered(word) if len(word) <= LONGEST else _folded(word)
    return list(dict.fromkeys(words))


def _folded(word: str) -> tuple[str, ...]:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word))
    return tuple(part[:LONGEST] for part in _WORD.findall(plain))


_remembered = lru_cache(KNOWN)(_folded)


def words_of(entry: Entry) -> str:
    """Return the folded words an entry is found by, separated by blanks; words of others are found where they are."""
    names = (participant.name for participant in entry.participants)
    texts = (passage.text for passage in entry.passages if not passage.thing)
    return " ".join(fold("\n".join([entry.title, entry.summary, *names, *texts])))[:MOST]


def write(rows: Iterable[tuple[int, str]], *, replacing: bool = False) -> None:
    """Store the words of entries, given as (primary key, folded words)."""
    rows = list(rows)
    also = ""
    if replacing and connection.vendor == "postgresql":
        also = "ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words"
    elif replacing:  # a virtual table knows no conflicts
        delete(TABLE, _key(), [pk for pk, _ in rows])
    insert(TABLE, (_key(), "words"), rows, also=also)


def matching(
    found: QuerySet[EntryRecord], text: str, *, typing: bool = False
) -> QuerySet[EntryRecord]:
    """Keep the entries that hold every word; while somebody is ``typing`` the last may be unfinished."""
    words = fold(text)
    if not words:
        return found.none()
    open_ended = typing and len(words[-1]) >= UNFINISHED
    if connection.vendor == "postgresql":
        select = f"SELECT entry_id FROM {TABLE} WHERE words @@ %s::tsquery"  # noqa: S608 (constants)
        query = " & ".join(words) + (":*" if open_ended else "")
    else:
        select = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 (constants)
        query = " AND ".join(f'"{word}"' for word in words) + ("*" if open_ended else "")
    return found.filter(pk__in=RawSQL(select, (query,))).exclude(pk__in=_killed())  # noqa: S611 (parameters)


def _killed() -> list[int]:
    """Return what is on the kill-list and not withdrawn yet: its words are still kept, so it is found by none."""
    things = {thing for thing, _language in killing.listed()}
    living = EntryRecord.objects.filter(thing__in=things, withdrawn=False)
    rows = living.values_list("pk", "thing", "language") if things else ()
    return [key for key, thing, language in rows if killing.killed(thing, language)]


def _key() -> str:
    return "entry_id" if connection.vendor == "postgresql" else "rowid"
