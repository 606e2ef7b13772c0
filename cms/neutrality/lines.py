"""Where a field stands in a pack's file, for those who have to correct it."""

from __future__ import annotations


def line_of(text: str, header: str, name: str) -> int:
    """Return the line of a field below a header, else that of the header, else the first."""
    lines = text.splitlines()
    begin = _header(lines, header) if header else 0
    for place in range(begin, len(lines)):
        line = lines[place].strip()
        if begin and place > begin and line.startswith("["):
            break
        if line.partition("=")[0].strip().strip("\"'") == name and "=" in line:
            return place + 1
    return max(begin, 1)


def _header(lines: list[str], header: str) -> int:
    """Return the line of a header, counted from one; nothing below it is before it."""
    wanted = header.replace('"', "").replace(" ", "")
    for place, line in enumerate(lines, 1):
        if line.partition("#")[0].strip().replace('"', "").replace(" ", "") == wanted:
            return place
    return 0
