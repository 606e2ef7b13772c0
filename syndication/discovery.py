"""Find plugins by entry point; used by settings, so it imports no app code."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points

GROUP = "syndication.plugins"


def app_paths(enabled: Iterable[str]) -> list[str]:
    """Return the AppConfig path of each enabled plugin, for INSTALLED_APPS."""
    known = {point.name: point for point in entry_points(group=GROUP)}
    unknown = [name for name in enabled if name not in known]
    if unknown:
        raise LookupError(
            f"SYNDICATION_PLUGINS names no such plugin: {', '.join(unknown)}; "
            f"installed: {', '.join(sorted(known))}."
        )
    return [known[name].value.replace(":", ".") for name in enabled]
