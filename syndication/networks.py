"""Which addresses are of the public internet, and what a name means now."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread

from django.utils.translation import gettext_noop as _

from syndication.errors import FetchError


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to somebody on the public internet (IANA's registries of special addresses).

    Of IPv6 that is 2000::/3 alone: what carries an IPv4 address inside, NAT64 and 6to4 among it, leads anywhere.
    Python's ``is_global`` is not asked, because what it says of those depends on Python's version.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    special = _SPECIAL[found.version]
    given_out = found.version == 4 or found in _GIVEN_OUT
    return given_out and not any(found in network for network in special)


def resolved(host: str, seconds: float) -> list[str]:
    """Return the addresses of a name, in the order to try them; raise FetchError where it has none.

    The system's resolver cannot be hurried, so whoever waits for it stops doing so when the time is over.
    """
    if _is_address(host):
        return [host]
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()
    Thread(target=_look_up, args=[host, answers], name="resolving", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        answer = TimeoutError("no answer")
    if isinstance(answer, Exception):
        raise FetchError(_("Its name leads to no address."), detail=host) from answer
    return answer


def _look_up(host: str, answers: SimpleQueue[list[str] | Exception]) -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(address[0]) for *_kind, address in found)))
    except (OSError, UnicodeError) as error:
        answers.put(error)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


_GIVEN_OUT = ip_network("2000::/3")
_SPECIAL_4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.0.0.0/24", "192.0.2.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
    *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
    "168.63.129.16/32",  # public by its number, and yet the inside of a cloud
)
_SPECIAL_6 = ("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20")
_SPECIAL = {4: list(map(ip_network, _SPECIAL_4)), 6: list(map(ip_network, _SPECIAL_6))}
