"""Words to entries: SQLite's FTS5 or PostgreSQL's tsvector, the same folding and the same answers on both.

Words are folded here (case, accents, Arabic and Hebrew points), so the databases only ever see plain words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from syndication.contract import Entry
from syndication.entries.models import EntryRecord

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")


def fold(text: str) -> str:
    """Return the text's words in lower case without marks, separated by blanks."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower()))
    return " ".join(_WORD.findall(plain))


def words_of(entry: Entry) -> str:
    """Return the folded words an entry is found by."""
    names = " ".join(participant.name for participant in entry.participants)
    return fold("\n".join([entry.title, names, entry.summary, *(p.text for p in entry.passages)]))


def write(rows: Iterable[tuple[int, str]], *, replacing: bool = False) -> None:
    """Store the words of entries, given as (primary key, folded words)."""
    rows = list(rows)
    if not rows:
        return
    with connection.cursor() as cursor:
        if replacing:
            cursor.executemany(
                f"DELETE FROM syndication_entrytext WHERE {_key()} = %s",  # noqa: S608 (a constant)
                [(pk,) for pk, _ in rows],
            )
        cursor.executemany(_insert(), rows)


def matching(found: QuerySet[EntryRecord], text: str) -> QuerySet[EntryRecord]:
    """Keep the entries that hold every word of the text."""
    words = fold(text).split()
    if not words:
        return found.none()
    if connection.vendor == "postgresql":
        select = (
            "SELECT entry_id FROM syndication_entrytext"
            " WHERE words @@ plainto_tsquery('simple', %s)"
        )
        return found.filter(pk__in=RawSQL(select, (" ".join(words),)))  # noqa: S611 (parameters)
    select = "SELECT rowid FROM syndication_entrytext WHERE syndication_entrytext MATCH %s"
    return found.filter(pk__in=RawSQL(select, (" ".join(f'"{w}"' for w in words),)))  # noqa: S611


def _key() -> str:
    return "entry_id" if connection.vendor == "postgresql" else "rowid"


def _insert() -> str:
    if connection.vendor == "postgresql":
        return (
            "INSERT INTO syndication_entrytext (entry_id, words)"
            " VALUES (%s, to_tsvector('simple', %s))"
        )
    return "INSERT INTO syndication_entrytext (rowid, words) VALUES (%s, %s)"
