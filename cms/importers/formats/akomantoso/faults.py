"""What is wrong with a file, said with the line and the element where it is."""

from __future__ import annotations

from lxml import etree

from cms.importers.reading import SourceError


def fault(message: str, element: etree._Element) -> SourceError:
    """The error to raise for an element."""
    return SourceError(message, line=line(element), element=str(element.tag))


def line(element: etree._Element) -> int | None:
    """Where the element begins in the file."""
    number = element.sourceline
    return number if isinstance(number, int) else None
