"""The formats that can be imported, by the word used on the command line."""

from __future__ import annotations

from importlib import import_module

from cms.importers.reading import Format

FORMATS = {
    "parlamint": "cms.importers.formats.parlamint:ParlaMint",
    "parlparse": "cms.importers.formats.parlparse:Parlparse",
    "popolo": "cms.importers.formats.popolo:Popolo",
    "akomantoso": "cms.importers.formats.akomantoso:AkomaNtoso",
    "billstatus": "cms.importers.formats.billstatus:BillStatus",
    "lafabrique": "cms.importers.formats.lafabrique:LaFabrique",
    "knesset": "cms.importers.formats.knesset:Knesset",
    "timing": "cms.importers.formats.timing:Timing",
}


def format_named(name: str) -> Format:
    """Return the format of a name in FORMATS."""
    module, _, attribute = FORMATS[name].partition(":")
    found: Format = getattr(import_module(module), attribute)()
    return found
