"""Tables in CSV, read a row at a time, every cell checked as it is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cms.importers import moments, plaintext
from cms.importers.reading import SourceError

EPOCH = "1899-12-30"
"""Day zero of spreadsheets: a cell that holds it has a time and no date."""

_KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name, and where it stands."""

    fields: Mapping[str, str]
    line: int | None = None
    place: str = ""

    def error(self, message: str) -> SourceError:
        return SourceError(message, line=self.line, element=self.place)

    def text(self, *columns: str) -> str:
        """The first of the columns that is filled, on one line."""
        for column in columns:
            if found := plaintext.line(self.fields.get(column, "")):
                return found
        return ""

    def key(self, *columns: str) -> str:
        """A number that names something, required."""
        found = self.optional_key(*columns)
        if not found:
            raise self.error(f'the column "{columns[0]}" is empty')
        return found

    def optional_key(self, *columns: str) -> str:
        found = self.text(*columns).removesuffix(".0")  # spreadsheets make 25 into 25.0
        if found and not _KEY.fullmatch(found):
            raise self.error(f'"{found}" in the column "{columns[0]}" is not a number')
        return found

    def count(self, column: str) -> int:
        return int(self.optional_key(column) or 0)

    def date(self, column: str) -> str:
        """The day of a date or date and time; empty where there is none or only a time."""
        found = moments.day(self.text(column), column, line=self.line)
        return "" if found == EPOCH else found

    def clock(self, column: str) -> str:
        """HH:MM of a date and time; midnight is how the tables write that nobody knows."""
        written = self.text(column)
        moment = moments.moment(written, column, line=self.line) if written else None
        return f"{moment:%H:%M}" if moment and (moment.hour or moment.minute) else ""

    def listed(self, column: str) -> list[str]:
        """A JSON list in the cell; an empty cell is an empty list."""
        written = self.fields.get(column, "").strip()
        if not written:
            return []
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list) or not all(isinstance(item, int | str) for item in found):
            raise self.error(f'the column "{column}" does not hold a JSON list')
        return [plaintext.line(str(item)) for item in found]


def decoded(body: bytes) -> str:
    """The text of a file, once it is sure that it is some."""
    if not body.strip():
        raise SourceError("the file is empty")
    head = body[:300].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise SourceError("this is an HTML page: the download may have failed")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = body.count(b"\n", 0, error.start) + 1
        raise SourceError("it is not UTF-8 text; save it as UTF-8", line=number) from None


def header(body: bytes) -> frozenset[str]:
    """The column names of what may be a CSV file."""
    first = body[:8192].decode("utf-8-sig", "replace").partition("\n")[0]
    return frozenset(name.strip().strip('"') for name in first.strip("\r").split(","))


def rows(body: bytes, needed: frozenset[str]) -> Iterator[Row]:
    """Every row as it is reached, so that a big table is never held as rows all at once."""
    lines = _cells(decoded(body))
    columns = _checked(next(lines, (1, []))[1], needed)
    is_empty = True
    for number, cells in lines:
        if len(cells) != len(columns):
            told = f"the row has {len(cells)} cells, not {len(columns)}: was the file cut off?"
            raise SourceError(told, line=number)
        is_empty = False
        yield Row(dict(zip(columns, cells, strict=True)), number)
    if is_empty:
        raise SourceError("the table has no rows")


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its line. Strict: an open quotation is an error."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise SourceError(f"not well-formed CSV: {error}", line=reader.line_num) from None


def _checked(names: list[str], needed: frozenset[str]) -> list[str]:
    columns = [name.strip() for name in names]
    if missing := sorted(needed - set(columns)):
        told = ", ".join(missing)
        raise SourceError(f"columns are missing: {told}; the first line must name them", line=1)
    return columns
