"""The one way out: whatever addresses strangers name, only the public internet is asked, within bytes and seconds.

A name is resolved once, every address that is not public is passed over, and the connection goes to exactly the address
that was looked at; a name that means another one a moment later gains nothing.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from ipaddress import ip_address
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.response import HTTPResponse

from syndication.errors import FetchError
from syndication.networks import is_public, resolved

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536
"""Bytes read in one go."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds from the first question to the last byte, decoded bytes, redirects followed.

    Of what is longer only the beginning is taken where it is not wanted ``whole``; otherwise it is refused. ``trusted``
    origins are asked wherever they lie: whoever runs this server has named them, and no stranger.
    """

    seconds: float = 10.0
    size: int = 1_000_000
    redirects: int = 0
    whole: bool = True
    trusted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back, of whatever status: names of headers in lower case, the body decoded, from which address."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class _Place:
    """An address taken apart: ``host`` as it is asked for and as its certificate has it."""

    scheme: str
    host: str
    port: int
    path: str
    url: str


def safe_fetch(
    url: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Fetched:
    """Ask an address over HTTP and return what it answers, an error included; raise FetchError where it cannot.

    Without cookies, proxies and anybody's password. A redirect is an answer unless ``limits`` let some be followed;
    then only those of GET and HEAD, each looked at like the first.
    """
    allowed = limits or Limits()
    until = time.monotonic() + allowed.seconds
    place, given = _place(url), dict(headers or {})
    for _step in range(allowed.redirects + 1):
        found = _asked(place, (method, body, given), allowed, until)
        further = _further(found, method) if allowed.redirects else ""
        if not further:
            return found
        before, place = place, _place(further, place.url)
        if _authority(place) != _authority(before):
            given = {name: told for name, told in given.items() if name.lower() != "authorization"}
    raise FetchError(_("It leads from one address to the next without end."), permanent=True)


def _further(found: Fetched, method: str) -> str:
    """Return where an answer leads, nothing where it is one itself (RFC 9110, section 15.4)."""
    leads = found.status in REDIRECTS and method in {"GET", "HEAD"}
    return found.headers.get("location", "") if leads else ""


def _place(url: str, base: str = "") -> _Place:
    """Take an address apart, before anything is asked; no part of it is understood in two ways."""
    try:
        whole = urljoin(base, url)
        parts = urlsplit(whole)
        port = parts.port or PORTS[parts.scheme]
        host = str(parts.hostname or "")
        if ":" not in host:
            host = host.encode("idna").decode("ascii")
    except (KeyError, ValueError) as error:
        raise FetchError(_("It is no address of the web."), permanent=True) from error
    if not host or parts.username is not None or _ODD.search(whole):
        raise FetchError(_("It is no address of the web."), permanent=True)
    path = quote(f"{parts.path or '/'}{parts.query and '?'}{parts.query}", safe=_PLAIN)
    return _Place(parts.scheme, host, port, path, whole.partition("#")[0])


def _asked(
    place: _Place, question: tuple[str, bytes, dict[str, str]], limits: Limits, until: float
) -> Fetched:
    method, body, headers = question
    given = {"Host": _authority(place), "User-Agent": _agent(), **headers}
    with _reported(until), closing(_connected(place, limits, until)) as connection:
        with _cut_off(connection, until):
            connection.request(
                method, place.path, body or None, given, preload_content=False, decode_content=True
            )
            with closing(connection.getresponse()) as response:
                read = _read(response, limits)
        _left(until)  # what was cut off may look like an end
        named = {name.lower(): value for name, value in response.headers.items()}
        return Fetched(response.status, named, read, place.url)


def _connected(place: _Place, limits: Limits, until: float) -> HTTPConnection:
    """Return a connection to the first public address of a place that takes one."""
    fault: Exception = FetchError(_("Its address is not on the public internet."), permanent=True)
    for address in _addresses(place, limits, until):
        connection = _connection(place, address, _left(until))
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            fault = error
        else:
            return connection
    raise fault


def _connection(place: _Place, address: str, seconds: float) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(address, place.port, timeout=seconds)
    return HTTPSConnection(
        address, place.port, timeout=seconds, server_hostname=place.host, ssl_context=_trust()
    )


def _addresses(place: _Place, limits: Limits, until: float) -> Iterator[str]:
    """Yield the addresses that may be connected to: public ones, at the ports of the web, and what settings allow."""
    named = f"{place.scheme}://{_authority(place)}" in limits.trusted
    for address in resolved(place.host, _left(until)):
        own = named or any(
            ip_address(address) in network
            for network in settings.FETCH_ALLOWED
            if not isinstance(network, int)
        )
        port = place.port in PORTS.values() or place.port in settings.FETCH_ALLOWED
        if own or (port and is_public(address)):
            yield address


def _read(response: HTTPResponse, limits: Limits) -> bytes:
    """Return the body, decoded piece by piece: a small one may become a very large one."""
    found = bytearray()
    while piece := response.read(min(CHUNK, limits.size + 1), decode_content=True):
        found += piece
        if len(found) > limits.size:
            if limits.whole:
                raise FetchError(_("It sends more than is taken."), permanent=True)
            break
    return bytes(found[: limits.size])


@contextmanager
def _cut_off(connection: HTTPConnection, until: float) -> Iterator[None]:
    """Cut the line when the time is over: a server that sends a byte now and then would keep it for ever."""

    line = connection.sock

    def cut() -> None:
        with suppress(OSError):  # it came to its end just now
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = Timer(_left(until), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _reported(until: float) -> Iterator[None]:
    """Say in words what went wrong."""
    try:
        yield
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        detail = " ".join(str(error).split())[:200]
        if isinstance(error, TimeoutError) or time.monotonic() >= until:
            raise FetchError(_("It took too long.")) from error
        if isinstance(error, ssl.SSLError):
            raise FetchError(_("Its certificate is not to be trusted."), detail=detail) from error
        if isinstance(error, OSError | NewConnectionError):
            raise FetchError(_("It does not answer."), detail=detail) from error
        raise FetchError(_("What it says is not HTTP."), detail=detail) from error


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError(_("It took too long."))
    return left


def _authority(place: _Place) -> str:
    host = f"[{place.host}]" if ":" in place.host else place.host
    return host if place.port == PORTS[place.scheme] else f"{host}:{place.port}"


def _agent() -> str:
    return f"Hemicycle (+{settings.BASE_URL})"


@cache
def _trust() -> ssl.SSLContext:
    """Return what certificates are looked at with; making it takes longer than a request."""
    return ssl.create_default_context()


_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_PLAIN = "!#$%&'()*+,-./:;=?@[]_~"
"""What stays as it is in a path and a query (RFC 3986, section 2)."""
