"""A letterbox: takes every mail over SMTP (RFC 5321), and keeps it."""

from __future__ import annotations

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import NamedTuple


class Letterbox(NamedTuple):
    """Where it is, and what lies in it."""

    port: int
    mails: list[EmailMessage]


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """Be there until the block ends."""
    mails: list[EmailMessage] = []

    class Conversation(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 letterbox\r\n")
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    mails.append(email.message_from_bytes(self._mail(), policy=default))
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 letterbox\r\n")

        def _mail(self) -> bytes:
            lines = iter(self.rfile.readline, b".\r\n")
            return b"".join(line.removeprefix(b".") for line in lines)

    server = ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield Letterbox(server.server_address[1], mails)
    server.shutdown()
    server.server_close()
