"""Count the packets that leave for addresses that may not be asked: run by itself in a network of its own.

Writes whether any leave where all addresses are allowed ("some"), and how many where none of them is.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django
from django.test import override_settings

django.setup()

from syndication.errors import FetchError  # noqa: E402 (Django comes first)
from syndication.fetching import Limits, safe_fetch  # noqa: E402 (Django comes first)
from tests.engine.test_fetching import HIDDEN  # noqa: E402 (Django comes first)

WAYS = """
ip link set lo up
ip addr add 198.51.100.1/24 dev lo
ip -6 addr add 2001:db8::1/64 dev lo
ip route add default dev lo
ip -6 route add default dev lo
"""
"""All roads lead to the one device whose packets are counted."""
QUICK = Limits(seconds=0.3)


def packets() -> int:
    """Return how many packets the devices were given to send."""
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return sum(int(line.partition(":")[2].split()[8]) for line in lines)


def left_for(hosts: list[str], ports: tuple[int, ...] = (80,)) -> int:
    """Return how many packets leave when hosts are asked."""
    before = packets()
    for host in hosts:
        for port in ports:
            try:
                safe_fetch(f"http://{host}:{port}/", limits=QUICK)
            except FetchError:
                continue
    return packets() - before


def rebind() -> None:
    """Have names mean whatever the one who owns them likes, another thing at each question."""
    answers = iter([*HIDDEN] * 10)

    def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [
            (0, socket.SOCK_STREAM, 6, "", (address, 0))
            for address in (next(answers), next(answers))
        ]

    vars(socket)["getaddrinfo"] = answer


def main() -> None:
    """Count."""
    for line in WAYS.strip().splitlines():
        subprocess.run(line.split(), check=True)
    every = (ip_network("0.0.0.0/0"), ip_network("::/0"))
    with override_settings(FETCH_ALLOWED=every):
        allowed = left_for(["10.0.0.1", "127.0.0.1", "[fc00::1]"])
    with override_settings(FETCH_ALLOWED=()):
        literal = [f"[{host}]" if ":" in host else host for host in HIDDEN]
        hidden = left_for([*literal, "0x7f.1", "2130706433"], (80, 443)) + left_for(
            ["8.8.8.8"], (22,)
        )
        rebind()
        hidden += left_for([f"name-{place}.example" for place in range(100)])
    sys.stdout.write(f"allowed {'some' if allowed >= 3 else allowed} hidden {hidden}")


if __name__ == "__main__":
    main()
