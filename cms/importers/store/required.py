"""What has to be there before a record can be stored."""

from __future__ import annotations

from typing import Any

from cms.importers.reading import SourceError
from cms.importers.store.links import Links

_ADVICE = {
    "organization": "; import the list of bodies first",
    "bill": "; import the bill first",
}


def must(links: Links, kind: str, source_id: str, element: str) -> Any:
    """Return a record that has to be there, or refuse the file."""
    found = links.find(kind, source_id)
    if found is None:
        name = "chamber or committee" if kind == "organization" else kind.replace("_", " ")
        raise SourceError(
            f"it refers to the {name} {source_id!r}, which is not known{_ADVICE.get(kind, '')}",
            element=element,
        )
    return found
