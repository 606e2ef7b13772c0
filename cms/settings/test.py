"""The tests: a fast password hasher, media in a temporary place, no debug."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault(
    "SECRET_KEY", "tests only: this key is public and guards nothing at all 0123456789abcdef"
)
os.environ.setdefault("COHERENCE", "none")
os.environ.setdefault("TASKS", "immediate")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="hemicycle-tests-"))

from cms.settings.development import *  # noqa: F403 (settings build on settings)
from cms.settings.development import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of one that is not there
DEBUG = False
EMBED_HEALTH_DAYS = 0  # a test that counts says so
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
