"""Ten thousand subscribers in one process: take whatever is posted, and tell to GET how many paths had something."""

from __future__ import annotations

import asyncio
import os
import sys

HOSTS = 50
"""Ports, each a destination."""
TAKEN = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"

seen: set[bytes] = set()


async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read one request to its end, and answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    await reader.readexactly(length)
    if head.startswith(b"POST"):
        seen.add(head.split(b" ", 2)[1])
        writer.write(TAKEN)
    else:
        body = str(len(seen)).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    await writer.drain()
    writer.close()


async def main() -> None:
    """Listen, say at which ports, and go on until ended; what is elsewhere in truth goes last on this machine."""
    os.nice(10)
    servers = [
        await asyncio.start_server(take, "127.0.0.1", 0, backlog=1000) for _host in range(HOSTS)
    ]
    sys.stdout.write(" ".join(str(server.sockets[0].getsockname()[1]) for server in servers) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
