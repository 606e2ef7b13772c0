"""What uvicorn runs: Django under WSGI in threads, which is several times faster than Django's own ASGI."""

from __future__ import annotations

from a2wsgi import WSGIMiddleware

from cms.wsgi import application as django
from syndication import upkeep

application = WSGIMiddleware(django, workers=8)  # type: ignore[arg-type]  # two spellings of a WSGI application
upkeep.begin()
