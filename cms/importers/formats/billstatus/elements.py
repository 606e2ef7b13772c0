"""Look things up in a bill status file, whose schemas name the same thing differently."""

from __future__ import annotations

from lxml import etree

from cms.importers import moments, plaintext
from cms.importers.faults import fault
from cms.importers.reading import SourceError
from cms.importers.safexml import line_of


def text(parent: etree._Element, *paths: str) -> str:
    """Return the first of these texts that is not empty, on one line."""
    for path in paths:
        found = plaintext.line(parent.findtext(path) or "")
        if found:
            return found
    return ""


def markup(parent: etree._Element, path: str) -> str:
    """Return HTML in a text element as plain paragraphs."""
    return "\n\n".join(plaintext.paragraphs(parent.findtext(path) or ""))


def required(parent: etree._Element, *paths: str) -> str:
    """Return a text the file cannot do without."""
    found = text(parent, *paths)
    if not found:
        raise error(parent, f"<{paths[0]}> is missing or empty")
    return found


def day(parent: etree._Element, path: str) -> str:
    """Return a date, checked; many are left empty."""
    return moments.day(text(parent, path), path, line=line_of(parent))


def items(parent: etree._Element, *paths: str) -> list[etree._Element]:
    """Return the elements at the first of these paths that has any."""
    for path in paths:
        found = parent.findall(path)
        if found:
            return found
    return []


def error(element: etree._Element, message: str) -> SourceError:
    """Return an error that names the line and the element."""
    return fault(message, element)


def address(parent: etree._Element, *paths: str) -> str:
    """Return a web address, or nothing where the text is none."""
    found = text(parent, *paths)
    return found if found.startswith(("https://", "http://")) and " " not in found else ""
