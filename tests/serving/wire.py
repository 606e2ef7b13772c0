"""HTTP as bytes on a socket: what a well-meant library would never send."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from tests.serving.server import FEED, SITE

PATIENCE = 8
"""Seconds to wait for a server before the test fails."""


@dataclass(frozen=True)
class Response:
    """A response as it came: head and body, and for convenience what the head says."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head.split(b" ", 2)[1])

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}


class Line:
    """One connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def send(self, raw: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(raw)

    def drip(self, raw: bytes, pause: float) -> None:
        """Send byte by byte."""
        for byte in raw:
            self._socket.sendall(bytes([byte]))
            time.sleep(pause)

    def receive(self, *, body: bool = True) -> Response:
        """Read one response; ``body`` is for HEAD, whose length is only told."""
        lines = []
        while (line := self._file.readline()) not in (b"\r\n", b""):
            lines.append(line)
        found = Response(b"".join(lines).rstrip(), b"")
        if not body or found.status == 304:
            return found
        if found.headers.get("transfer-encoding") == "chunked":
            return Response(found.head, b"".join(self._chunks()))
        length = int(found.headers.get("content-length", 0))
        return Response(found.head, self._file.read(length))

    def rest(self) -> bytes:
        """Return what else comes until the server closes."""
        try:
            return self._file.read()
        except ConnectionResetError:
            return b""

    def silent(self, seconds: float = 0.3) -> bool:
        """Tell whether nothing more comes, and the connection stays open."""
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(1) == b"never"
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(PATIENCE)

    def _chunks(self):
        while length := int(self._file.readline(), 16):
            yield self._file.read(length)
            self._file.readline()
        self._file.readline()


def request(
    path: str = FEED,
    *headers: str,
    method: str = "GET",
    host: str | None = SITE,
    version: str = "1.1",
) -> bytes:
    """Return the head of a request."""
    lines = [f"{method} {path} HTTP/{version}", *([f"Host: {host}"] if host else []), *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def ask(port: int, *given, **named) -> Response:
    """Ask once on a connection of its own."""
    with Line(port) as line:
        line.send(request(*given, **named))
        return line.receive(body=named.get("method") != "HEAD")
