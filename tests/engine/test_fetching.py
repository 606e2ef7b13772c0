"""The one way out: only the public internet is asked, and no answer costs more than was agreed."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndication import fetching
from syndication.errors import FetchError
from syndication.fetching import Limits, safe_fetch
from syndication.networks import is_public

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4001::1")
HIDDEN = {
    "0.0.0.0": "unspecified",  # noqa: S104 (nobody binds to it)
    "10.0.0.1": "private",
    "100.64.0.1": "of a carrier",
    "127.0.0.1": "loopback",
    "168.63.129.16": "inside of a cloud",
    "169.254.169.254": "link-local",
    "172.31.255.255": "private",
    "192.0.0.192": "of protocols",
    "192.168.1.1": "private",
    "192.88.99.1": "relay of 6to4",
    "198.18.0.1": "of benchmarks",
    "203.0.113.1": "of documentation",
    "224.0.0.1": "multicast",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b:1::7f00:1": "local NAT64",
    "100::1": "discard",
    "2001:0:7f00:1::": "Teredo",
    "2001:db8::1": "of documentation",
    "2002:7f00:1::": "6to4",
    "3fff::1": "of documentation",
    "5f00::1": "of segment routing",
    "fc00::1": "unique local",
    "fd00:ec2::254": "unique local",
    "fe80::1": "link-local",
    "fe80::1%1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
}
V4 = [
    ip_network(network)
    for network in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16", "224.0.0.0/4")
]


@pytest.mark.parametrize("address", PUBLIC)
def test_what_belongs_to_somebody_on_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", HIDDEN, ids=[f"{one} {why}" for one, why in HIDDEN.items()])
def test_what_leads_anywhere_else_is_not(address):
    assert not is_public(address)


@given(st.sampled_from(V4), st.integers(0, 2**32 - 1))
def test_no_spelling_of_a_hidden_address_inside_another_one_is_public(network, number):
    inside = int(network.network_address) | number & int(network.hostmask)
    forms = [
        IPv4Address(inside),
        IPv6Address(inside),
        IPv6Address(0xFFFF << 32 | inside),
        IPv6Address((0x64_FF9B << 96) | inside),
        IPv6Address((0x2002 << 112) | inside << 80),
        IPv6Address((0x2001_0000 << 96) | inside ^ 0xFFFF_FFFF),
    ]

    assert [str(form) for form in forms if is_public(str(form))] == []


@given(st.integers(0, 2**128 - 1))
def test_only_what_is_given_out_of_ipv6_is_public(number):
    if is_public(str(IPv6Address(number))):
        assert number >> 125 == 1


@given(st.text())
def test_what_is_no_address_is_not_public(text):
    assert not is_public(f"x{text}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://example.org:99999/",
        "http://example.org/a b",
        "http://example.org\\@other.example/",
        "http://[::1/",
        "http://" + "a" * 300 + ".example/",
        "http://exa\nmple.org/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_asked(url):
    with pytest.raises(FetchError, match="no address of the web") as refused:
        safe_fetch(url)
    assert refused.value.permanent


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "①②⑦.⓪.⓪.①", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_no_spelling_of_this_machine_is_asked(host, settings):
    settings.FETCH_ALLOWED = ()
    with pytest.raises(FetchError, match="not on the public internet|leads to no address"):
        safe_fetch(f"http://{host}/")


def test_other_ports_than_those_of_the_web_are_asked_only_where_they_are_allowed(settings):
    settings.FETCH_ALLOWED = ()
    with pytest.raises(FetchError, match="not on the public internet"):
        safe_fetch("http://93.184.216.34:22/")


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_looked_at(monkeypatch):
    asked = []

    def rebinding(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.99"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    with serving(said(200, b"here")) as url:
        own = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: (
                rebinding(host) if host == "rebinding.example" else own(host, *rest, **more)
            ),
        )
        found = safe_fetch(url.replace("127.0.0.1", "rebinding.example"))

    assert (found.body, asked) == (b"here", ["rebinding.example"])


def test_an_answer_comes_with_its_status_headers_and_body():
    with serving(said(404, b"nothing", {"X-Word": "one"})) as url:
        found = safe_fetch(url)

    assert (found.status, found.body, found.headers["x-word"]) == (404, b"nothing", "one")


def test_a_question_carries_what_it_was_given_and_the_name_of_who_asks():
    told = {}

    def answer(request: BaseHTTPRequestHandler) -> None:
        told.update({name.lower(): value for name, value in request.headers.items()})
        told["body"] = request.rfile.read(int(request.headers["Content-Length"])).decode()
        told["path"] = request.path
        said(204, b"")(request)

    with serving(answer) as url:
        safe_fetch(f"{url}é?a=%20b", method="POST", body=b"word", headers={"X-Own": "1"})

    assert (told["body"], told["path"], told["x-own"]) == ("word", "/%C3%A9?a=%20b", "1")
    assert told["user-agent"].startswith("Hemicycle (+http")
    assert "cookie" not in told


def test_a_proxy_of_the_environment_is_passed_by(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with serving(said(200, b"direct")) as url:
        assert safe_fetch(url).body == b"direct"


def test_an_origin_that_the_server_knows_as_its_own_is_asked_wherever_it_lies(settings):
    settings.FETCH_ALLOWED = ()
    with serving(said(200, b"own")) as url:
        own = Limits(trusted=(url.rstrip("/"),))

        assert safe_fetch(url, limits=own).body == b"own"
        with pytest.raises(FetchError, match="not on the public internet"):
            safe_fetch(url.replace("127.0.0.1", "127.0.0.2"), limits=own)


def test_a_redirect_is_an_answer_unless_it_may_be_followed():
    with serving(said(302, b"", {"Location": "/further"})) as url:
        assert safe_fetch(url).status == 302


def test_a_redirect_that_is_followed_is_looked_at_like_the_first(settings):
    settings.FETCH_ALLOWED = (ip_network("127.0.0.1/32"),)
    with (
        serving(said(302, b"", {"Location": "http://127.0.0.2/"})) as url,
        pytest.raises(FetchError, match="not on the public internet"),
    ):
        safe_fetch(url, limits=Limits(redirects=3))


def test_a_redirect_that_comes_home_is_followed_to_its_end():
    def answer(request: BaseHTTPRequestHandler) -> None:
        there = request.path == "/there"
        said(200 if there else 301, b"there", {} if there else {"Location": "/there"})(request)

    with serving(answer) as url:
        found = safe_fetch(url, limits=Limits(redirects=1))

    assert (found.status, found.body, found.url) == (200, b"there", f"{url}there")


def test_an_endless_round_of_redirects_ends():
    with (
        serving(said(302, b"", {"Location": "/again"})) as url,
        pytest.raises(FetchError, match="without end"),
    ):
        safe_fetch(url, limits=Limits(redirects=5))


def test_a_password_for_one_place_is_not_told_to_another():
    told = []

    def other(request: BaseHTTPRequestHandler) -> None:
        told.append(request.headers.get("Authorization"))
        said(200, b"")(request)

    with serving(other) as further, serving(said(302, b"", {"Location": further})) as url:
        safe_fetch(url, headers={"Authorization": "Bearer word"}, limits=Limits(redirects=1))

    assert told == [None]


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_more_bytes_than_agreed_are_not_taken(coding):
    body = b"0" * 1_000_000
    sent = gzip.compress(body) if coding == "gzip" else body
    with serving(said(200, sent, {"Content-Encoding": coding})) as url:
        with pytest.raises(FetchError, match="more than is taken"):
            safe_fetch(url, limits=Limits(size=999_999))
        assert safe_fetch(url, limits=Limits(size=10, whole=False)).body == b"0" * 10
        assert len(safe_fetch(url, limits=Limits(size=1_000_000)).body) == 1_000_000


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_whoever_sends_a_byte_now_and_then_is_cut_off(sent):
    with dripping(sent) as url, pytest.raises(FetchError, match="too long"):
        safe_fetch(url, limits=Limits(seconds=0.5))


def test_nobody_listening_is_said_in_words():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="does not answer") as refused:
            safe_fetch(f"http://127.0.0.1:{nobody.getsockname()[1]}/")

    assert not refused.value.permanent


def test_what_is_not_http_is_said_in_words():
    with dripping(b"SSH-2.0-Server\r\n\r\n") as url, pytest.raises(FetchError, match="not HTTP"):
        safe_fetch(url, limits=Limits(seconds=5))


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certified):
    with certified("localhost") as url, pytest.raises(FetchError, match="certificate"):
        safe_fetch(url.replace("127.0.0.1", "localhost"))


def test_a_certificate_is_asked_for_the_name_and_not_for_the_address(certified, monkeypatch):
    with certified("localhost", trusted=True) as url:
        assert safe_fetch(url.replace("127.0.0.1", "localhost")).body == b"secret"
        with pytest.raises(FetchError, match="certificate"):
            safe_fetch(url)


def test_no_packet_leaves_for_what_is_not_public():
    """In a network of its own, where every packet of every device is counted."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("there is no unshare or no ip on this machine")
    command = ["unshare", "--net", sys.executable, "-m", "tests.engine.packets"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine lets nobody have a network of their own")

    assert done.stdout.split() == ["allowed", "some", "hidden", "0"], done.stderr


Answering = Callable[[BaseHTTPRequestHandler], None]


def said(status: int, body: bytes, headers: dict[str, str] | None = None) -> Answering:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


@contextmanager
def serving(answer: Answering, context: ssl.SSLContext | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except ConnectionError:  # whoever asked had enough
                self.close_connection = True

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def dripping(sent: bytes) -> Iterator[str]:
    ended = threading.Event()

    def drip() -> None:
        line, _ = listener.accept()
        with line:
            line.sendall(sent)
            while not ended.wait(0.1):
                try:
                    line.sendall(b"x")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        ended.set()
        thread.join()


@pytest.fixture
def certified(tmp_path, monkeypatch) -> Iterator[Callable[..., object]]:
    @contextmanager
    def server(name: str, *, trusted: bool = False) -> Iterator[str]:
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
        command += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
        command += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", certificate]
        subprocess.run(command, check=True, capture_output=True)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        fetching._trust.cache_clear()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with serving(said(200, b"secret"), context) as url:
            yield url

    yield server
    fetching._trust.cache_clear()
