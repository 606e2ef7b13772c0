"""Whether bytes are valid in the format their media type says, and the text that a reader of them sees."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

from lxml import etree, html

Validator = Callable[[bytes], str | None]
"""Fails when the bytes are invalid; may return the text in them where that is not the bytes themselves."""

MARKER = "conformance"
"""The id that only an element made of an entry's text can have."""


def validator_for(media_type: str) -> Validator:
    """Return how bytes of a media type are checked."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return html_text
    if kind.endswith(("+xml", "/xml")):
        return xml_text
    if kind.endswith(("+json", "/json")):
        return json_text
    if kind.startswith("text/"):
        return plain_text
    raise AssertionError(f"nothing here can read {kind}: give assert_conforms a validator")


def xml_text(body: bytes) -> str:
    """Return the text of a well-formed XML document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(body, parser)
    _refuse_markers(root)
    return _text(root)


def json_text(body: bytes) -> str:
    """Return the text of a JSON document (RFC 8259: UTF-8, no NaN)."""
    text = " ".join(_strings(json.loads(body.decode("utf-8"), parse_constant=_no_number)))
    text.encode("utf-8")  # an escaped lone surrogate decodes to what no reader can write down
    return text


def html_text(body: bytes) -> str:
    """Return the text of an HTML document in UTF-8 that no entry's text broke out of."""
    begun = body.decode("utf-8").lstrip().lower()
    assert begun.startswith("<!doctype html>"), "it has no doctype"
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(body, parser)
    faults = [str(fault) for fault in parser.error_log if fault.type_name != "HTML_UNKNOWN_TAG"]
    assert not faults, f"it is no good HTML: {faults[0]}"
    _refuse_markers(root)
    return _text(root)


def plain_text(body: bytes) -> str:
    """Return a text in UTF-8 that holds no control characters but tabulators and ends of lines."""
    text = body.decode("utf-8")
    controls = [char for char in text if ord(char) < 32 and char not in "\t\r\n"]
    assert not controls, f"it holds the control character {controls[0]!r}"
    return text


def _text(root: Any) -> str:
    values = (str(value) for element in root.iter() for value in element.attrib.values())
    return " ".join([*map(str, root.itertext()), *values])


def _refuse_markers(root: Any) -> None:
    assert not root.xpath(f"//*[@id='{MARKER}' or @onerror]"), "an entry's text became an element"


def _no_number(name: str) -> NoReturn:
    raise AssertionError(f"{name} is no JSON")


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in _strings(part)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [str(value)]
