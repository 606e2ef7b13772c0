"""A parliament: PostgreSQL, Redis, HTTPS; everything from the environment, nothing guessed."""

from __future__ import annotations

from cms.settings import environment
from cms.settings.base import *  # noqa: F403 (settings build on settings)

DEBUG = False
SECRET_KEY = environment.secret_key()
environment.text("DATABASE_URL")
for _name in ("BASE_URL", "EMBED_URL", "PARLIAMENT_NAME", "PARLIAMENT_KEY", "TAG_AUTHORITY"):
    environment.text(_name)

SECURE_SSL_REDIRECT = environment.flag("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
