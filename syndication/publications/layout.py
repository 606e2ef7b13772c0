"""How answers lie in a back end that keeps files or objects: their names, and one answer whole in one of them."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import unquote

from syndication.publications.answers import CODINGS, IDENTITY, Answer, dumps, loads

SUFFIXES = {"br": ".br", "gzip": ".gz", IDENTITY: ""}
"""In the order of writing: the web server looks for the plain one first, which therefore comes last."""
INDEX = "index.html"
LONGEST = 250
"""Bytes of a name in a folder, with room for the suffix."""


def name_of(address: str) -> str:
    """Return the name under which an address is kept: 32 hex digits."""
    return blake2b(address.encode(), digest_size=16).hexdigest()


def plain(address: str) -> tuple[str, ...] | None:
    """Return host and folders where a web server looks for an address, None where nothing can have that name."""
    host, _, path = address.partition("/")
    parts = [unquote(part) for part in path.split("/")]
    parts[-1] = parts[-1] or INDEX
    unfit = any(
        part in {"", ".", ".."} or "/" in part or "\0" in part or len(part.encode()) > LONGEST
        for part in parts
    )
    return None if unfit else (host, *parts)


def timeless(answer: Answer) -> bool:
    """Tell whether an answer holds without looking at the clock or the record."""
    return answer.boundary is None and answer.ends is None and not answer.stale


def things(answer: Answer | None) -> set[str]:
    """Return the things whose content an answer shows."""
    return {name.partition("/")[0] for name in answer.shown} if answer else set()


def packed(answer: Answer) -> bytes:
    """Return head and bodies in one piece."""
    lengths = " ".join(str(len(answer.bodies[coding])) for coding in CODINGS)
    bodies = b"".join(answer.bodies[coding] for coding in CODINGS)
    return b"\n".join([dumps(answer), lengths.encode(), bodies])


def unpacked(content: bytes, *, stale: bool) -> Answer:
    """Return the answer that was ``packed``."""
    head, lengths, rest = content.split(b"\n", 2)
    bodies = {}
    for coding, length in zip(CODINGS, map(int, lengths.split()), strict=True):
        bodies[coding], rest = rest[:length], rest[length:]
    return loads(head, bodies, stale=stale)
