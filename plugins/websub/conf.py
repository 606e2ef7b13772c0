"""Settings of the websub plugin."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class WebsubSettings:
    """``hub``: whether this server is one itself; ``hubs``: addresses of others; leases in seconds; counts at most."""

    hub: bool = True
    hubs: tuple[str, ...] = ()
    shortest: int = 300
    usual: int = 864_000
    longest: int = 2_592_000
    a_host: int = 1000
    a_topic: int = 50_000
    a_minute: int = 60

    def __post_init__(self) -> None:
        if not 60 <= self.shortest <= self.usual <= self.longest:
            raise ValueError("leases are at least 60 seconds, and shortest <= usual <= longest.")
        if min(self.a_host, self.a_topic, self.a_minute) < 1:
            raise ValueError("a_host, a_topic and a_minute are at least 1.")
        wrong = [hub for hub in self.hubs if urlsplit(hub).scheme not in {"http", "https"}]
        if wrong or isinstance(self.hubs, str):
            raise ValueError(f"hubs are addresses that begin with https://, not {self.hubs!r}.")

    def lease(self, asked: int | None) -> int:
        """Return for how many seconds somebody subscribes who asked for so many."""
        return min(max(asked or self.usual, self.shortest), self.longest)
