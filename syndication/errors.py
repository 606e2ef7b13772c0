"""The engine's few errors. Each message is a sentence a person can act on."""

from __future__ import annotations


class SyndicationError(Exception):
    """Anything the engine refuses."""


class QueryError(SyndicationError):
    """A stream's query that cannot be read; ``about`` names the facet whose fault it is, or ``text``."""

    def __init__(self, message: str, *, about: str = "") -> None:
        super().__init__(message)
        self.about = about


class UnknownEntryError(SyndicationError):
    """There is no such entry for this reader: absent, hidden and restricted all look alike."""


class ForbiddenError(SyndicationError):
    """Whoever acts has no right to a verb; nothing was done."""


class BrokenEntryError(SyndicationError):
    """What is stored of an entry cannot be read."""


class ConflictError(SyndicationError):
    """Somebody else changed it after the caller looked; nothing was done."""


class KillListError(SyndicationError):
    """The kill-list cannot be written, without which nothing is withdrawn; nothing was done."""


class UnknownFormatError(SyndicationError):
    """No enabled plugin writes this format."""


class RenderError(SyndicationError):
    """A renderer failed; the last good artefact stays where there is one."""


class InvalidFeedError(SyndicationError):
    """What a format wrote is not valid in it, in words; ``line`` is where, 0 where that cannot be said."""

    def __init__(self, message: str, *, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class UnavailableError(SyndicationError):
    """Nothing is kept at an address, and nothing can be written there now: ask again later."""


class PurgeError(SyndicationError):
    """A CDN did not let go of what it was told to."""


class FetchError(SyndicationError):
    """An address could not be asked. The message can be translated; ``permanent``: asking again is useless."""

    def __init__(self, message: str, *, detail: str = "", permanent: bool = False) -> None:
        super().__init__(message)
        self.detail = detail
        self.permanent = permanent


class DeliveryError(SyndicationError):
    """A transport could not hand over. The message can be translated; ``detail`` is what was answered.

    ``permanent``: trying again is useless; ``ends``: nobody is there any more, and the subscription ends; ``after``:
    seconds in which the host asks to be left alone.
    """

    def __init__(
        self,
        message: str,
        *,
        detail: str = "",
        permanent: bool = False,
        ends: bool = False,
        after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.detail = detail
        self.permanent = permanent or ends
        self.ends = ends
        self.after = after
