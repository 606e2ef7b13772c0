"""One machine, nothing else: SQLite, files on disk, the demo parliament."""

from __future__ import annotations

import os

os.environ.setdefault(
    "SECRET_KEY", "development only: this key is public and guards nothing at all 0123456789"
)
os.environ.setdefault("FETCH_ALLOWED", "127.0.0.0/8,::1/128")

from cms.settings import environment
from cms.settings.base import *  # noqa: F403 (settings build on settings)

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret_key()
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
