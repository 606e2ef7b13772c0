"""What any WSGI server runs: what is published, and Django for the rest."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from syndication.server.wsgi import Published

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = Published(get_wsgi_application())
