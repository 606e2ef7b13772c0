"""Text, days and moments as the document has them, cleaned."""

from __future__ import annotations

from datetime import date, datetime, time
from unicodedata import normalize

from lxml import etree

from cms.importers.faults import fault

_TEXT = etree.XPath("string()", smart_strings=False)


def clean(text: str) -> str:
    """Collapse whitespace, compose accents."""
    text = " ".join(text.split())
    return text if text.isascii() else normalize("NFC", text.replace("\xad", ""))


def raw(element: etree._Element) -> str:
    """The text with its whitespace, to be joined with its neighbours."""
    return str(_TEXT(element))


def plain(element: etree._Element | None) -> str:
    """The element's text without its markup, empty for no element."""
    return "" if element is None else clean(raw(element))


def attribute(element: etree._Element, name: str) -> str:
    return clean(element.get(name, ""))


def day(element: etree._Element, name: str = "date") -> str:
    """The day in an attribute that holds a date or a moment; empty if there is none."""
    written = attribute(element, name)
    if not written:
        return ""
    try:
        moment = datetime.fromisoformat(written) if "T" in written else None
        return moment.date().isoformat() if moment else date.fromisoformat(written).isoformat()
    except ValueError:
        raise fault(f"'{written}' is not a date; write it as 2026-10-14", element) from None


def moment(element: etree._Element, name: str) -> str:
    """A date and time, or a time of day; empty if the attribute has neither."""
    written = attribute(element, name)
    if "T" in written:
        day(element, name)
        return written
    try:
        return time.fromisoformat(written[:8]).isoformat() if written else ""
    except ValueError:
        raise fault(f"'{written}' is not a time; write it as 14:05:00", element) from None


def pointer(element: etree._Element, name: str) -> str:
    """What an attribute points at: ``#alfa`` and, as often written, ``alfa`` or ``#alfa  ``."""
    return attribute(element, name).removeprefix("#")
