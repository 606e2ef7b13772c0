"""What is wrong with a file, said with the line and the element where it is."""

from __future__ import annotations

from lxml import etree

from cms.importers.reading import SourceError
from cms.importers.safexml import line_of


def fault(message: str, element: etree._Element) -> SourceError:
    """Return the error to raise for an element."""
    return SourceError(message, line=line_of(element), element=str(element.tag))
