"""What uvicorn runs (``manage.py serve``)."""

from __future__ import annotations

from cms.wsgi import application as django
from syndication.server.asgi import Application

application = Application(django)
