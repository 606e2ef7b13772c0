"""An example member's home page on another origin, with a strict policy of its own, where an embed shows."""

from __future__ import annotations

from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

STYLE = (
    b"body{font:1.1rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fdfcf8}"
    b"h1{font-size:2rem;line-height:1.2}iframe{display:block;margin:1.5rem 0;border:0}"
)
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{name} – personal site</title><link rel="stylesheet" href="/style.css"></head>
<body><h1>{name}</h1>
<p>This page belongs to the member, not to the parliament. It forbids every script and everything from other hosts
except frames of the official record.</p>
{snippet}
<p>My own words stay out here; the record speaks for itself in its frame.</p></body></html>
"""


def serve(port: int, *, name: str, snippet: str, frames: str) -> ThreadingHTTPServer:
    """Serve the page on a port of this machine, in a thread, allowing frames of one origin only."""
    page = PAGE.format(name=escape(name), snippet=snippet).encode()
    policy = f"default-src 'self'; frame-src {frames}"

    class Site(BaseHTTPRequestHandler):
        """Two files and a policy."""

        def do_GET(self) -> None:
            style = self.path == "/style.css"
            body = STYLE if style else page
            self.send_response(204 if self.path == "/favicon.ico" else 200)
            self.send_header("Content-Type", "text/css" if style else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
