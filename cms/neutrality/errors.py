"""What can be wrong with the house rules, and with what is to be published."""

from __future__ import annotations

from pathlib import Path

from syndication.errors import ForbiddenError, SyndicationError


class PackError(SyndicationError):
    """A pack of rules that cannot be used: which file, which line, which field, and what to do."""

    def __init__(self, path: Path, line: int, field: str, what: str, advice: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        self.fault = f"{place}, {field}: {what}" if field else f"{place}: {what}"
        self.line, self.field, self.advice = line, field, advice
        super().__init__(f"{self.fault} {advice}")


class OpenFindingsError(ForbiddenError):
    """The institution's own words are not neutral somewhere, and no reviewer has decided; nothing was published."""
