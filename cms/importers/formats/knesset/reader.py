"""The format itself: which of the Knesset's files are read, in which order, by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from cms.importers.formats.knesset import bills, factions, paper, people, protocols, sessions, votes
from cms.importers.formats.knesset.tables import decoded, header
from cms.importers.reading import Input, SourceError
from cms.importers.records import Record, Skipped

_Reader = Callable[[bytes], Iterator[Record]]

_TABLES: dict[str, tuple[frozenset[str], _Reader]] = {
    "kns_knessetdates": (sessions.DATES, sessions.calendar),
    "factions": (factions.FACTIONS, factions.factions),
    "mk_individual": (people.COLUMNS, people.members),
    "mk_individual_factions": (factions.MEMBERS, factions.members),
    "mk_individual_faction_chairpersons": (factions.MEMBERS, factions.chairpersons),
    "mk_individual_committees": (factions.COMMITTEES, factions.committees),
    "mk_individual_govministries": (factions.MINISTRIES, factions.ministries),
    "kns_plenumsession": (sessions.SITTINGS, sessions.sittings),
    "kns_bill": (bills.COLUMNS, bills.table),
    "view_vote_rslts_hdr_approved": (votes.COLUMNS, votes.divisions),
}
"""Tables by file name, in the order they are stored in; a renamed one is known by its columns."""

_ORDER = (*_TABLES, "page", "protocol")
_PARTS = ".parts.csv"
_PROTOCOLS = (_PARTS, ".txt", ".doc", ".docx")
"""The same protocol may lie there in several files: the first of these is read."""

_BINARY = "binary Word: put its text beside it as .txt, or save it as Word 2003 XML"
_OLD_WORD, _ZIP, _RICH_TEXT = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"


class Knesset:
    """Tables in CSV, pages of the OData service, and protocols of committees."""

    name = "knesset"

    def inputs(self, found: Iterable[Input]) -> list[Input]:
        """The files known by name or by their first bytes; a file named alone is tried."""
        given = list(found)
        kept = [source for source in given if len(given) == 1 or _kind(source)]
        best = _best_of_each_protocol(kept)
        kept = [source for source in kept if _protocol(source) is None or source.name in best]
        return sorted(kept, key=lambda source: (_rank(source), source.name))

    def read(self, source: Input) -> Iterator[Record]:
        kind = _kind(source)
        if kind in _TABLES:
            yield from _TABLES[kind][1](source.read())
        elif kind == "page":
            yield from bills.page(source.read())
        elif kind == "protocol":
            yield from _read_protocol(source)
        else:
            decoded(source.read())
            raise SourceError("it is none of the Knesset's tables, bills or protocols")


def _file(source: Input) -> str:
    return PurePosixPath(source.name).name


def _rank(source: Input) -> int:
    kind = _kind(source)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _kind(source: Input) -> str:
    """One of _ORDER, or empty for a file that is not ours."""
    name = _file(source).lower()
    stem, _, ending = name.rpartition(".")
    if name.endswith((_PARTS, ".doc", ".docx")) or (
        ending == "txt" and _is_protocol(source.read())
    ):
        return "protocol"
    if ending == "csv":
        return stem if stem in _TABLES else _table_of(header(source.read()))
    is_page = ending in ("json", "xml", "atom") and ("kns_bill" in name or _is_page(source.read()))
    return "page" if is_page else ""


def _table_of(columns: frozenset[str]) -> str:
    return next((name for name, (needed, _) in _TABLES.items() if needed <= columns), "")


def _is_page(body: bytes) -> bool:
    return b"KNS_Bill" in body[:8192] or b'"BillID"' in body[:8192]


def _is_protocol(body: bytes) -> bool:
    start = body[:8192].decode("utf-8-sig", "replace")
    return "פרוטוקול" in start or "הכנסת" in start


def _protocol(source: Input) -> str | None:
    """The path of a protocol without its ending, or None."""
    endings = (ending for ending in _PROTOCOLS if source.name.lower().endswith(ending))
    ending = next(endings, None)
    return source.name[: -len(ending)] if ending else None


def _best_of_each_protocol(sources: list[Input]) -> set[str]:
    best: dict[str, Input] = {}
    for ending in reversed(_PROTOCOLS):
        for source in sources:
            if source.name.lower().endswith(ending):
                best[source.name[: -len(ending)]] = source
    return {source.name for source in best.values()}


def _read_protocol(source: Input) -> Iterator[Record]:
    body = source.read()
    stem = PurePosixPath(_protocol(source) or source.name).name
    if body.startswith((_OLD_WORD, _ZIP, _RICH_TEXT)):
        yield Skipped("document", stem, _BINARY)
        return
    yield from protocols.read(stem, list(_lines(source, body)))


def _lines(source: Input, body: bytes) -> Iterator[paper.Line]:
    name = _file(source).lower()
    if name.endswith(_PARTS):
        return paper.from_parts(body)
    if name.endswith(".txt"):
        return paper.from_text(body)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        decoded(body)
        raise SourceError("it is no Word document: neither Word 2003 XML nor binary Word")
    return paper.from_word(body)
