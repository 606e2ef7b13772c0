"""Settings from the environment: each wrong value stops the start with a sentence that names the variable."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
TASKS = "django.tasks" if find_spec("django.tasks") else "django_tasks"
"""Where tasks are from: since Django 6.0 they are its own."""
FALSE = frozenset({"0", "false", "no", "off", ""})
HTTP_BACKEND = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
_ACCOUNT = re.compile(r"@[\w.-]+@[a-z0-9.-]+(:[0-9]+)?", re.ASCII)
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[\w.-]+)(:[0-9]+)?/?", re.ASCII | re.I)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def text(name: str, default: str | None = None) -> str:
    """Return a variable, or the contents of the file named by ``NAME_FILE`` (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file}: {error.strerror}.") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set; see docs/operator.md.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no.")
    return value in TRUE


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.")
    return int(value)


def allowed(name: str) -> tuple[IPv4Network | IPv6Network | int, ...]:
    """Return a comma-separated list of networks and ports."""
    try:
        return tuple(int(word) if word.isdecimal() else ip_network(word) for word in words(name))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {error}; write networks and ports, for example 10.1.0.0/16,8443."
        ) from error


def account(name: str) -> str:
    """Return an account of the fediverse, @name@host, empty where none is given."""
    value = text(name, "")
    if value and not _ACCOUNT.fullmatch(value):
        raise ImproperlyConfigured(f"{name}={value!r} is no account; write @name@host.")
    return value


def words(name: str, default: str = "", *, known: Collection[str] = ()) -> list[str]:
    """Return a comma-separated list; of nothing but ``known`` words, where there are any."""
    found = [word.strip() for word in text(name, default).split(",") if word.strip()]
    unknown = [word for word in found if known and word not in known]
    if unknown:
        raise ImproperlyConfigured(f"{name}: {unknown[0]!r} is none of {', '.join(known)}.")
    return found


def origin(name: str, default: str | None = None) -> str:
    """Return an address of the form ``https://host[:port]``, without a path."""
    return _origin(name, text(name, default))


def origins(name: str) -> tuple[str, ...]:
    """Return a comma-separated list of such addresses."""
    return tuple(_origin(name, word) for word in words(name))


def _origin(name: str, value: str) -> str:
    if not _ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name}={value!r} is not an origin; write for example https://parliament.example."
        )
    return value.rstrip("/")


def tasks(default: str) -> dict[str, Any]:
    """Return Django's settings for ``TASKS``: database, immediate, or the dotted path of another back end."""
    value = text("TASKS", default)
    back_ends = {
        "database": "django_tasks_db.DatabaseBackend",
        "immediate": f"{TASKS}.backends.immediate.ImmediateBackend",
    }
    path = back_ends.get(value, value)
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", path):
        raise ImproperlyConfigured(
            f"TASKS={value!r} is neither database nor immediate nor the dotted path of a back end."
        )
    return {"default": {"BACKEND": path}}


def url(name: str) -> str:
    """Return an address over HTTP, or nothing."""
    value = text(name, "")
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ImproperlyConfigured(f"{name}={value!r} is not an address that begins with http://.")
    return value


def headers(name: str) -> dict[str, str]:
    """Return HTTP headers, one a line or separated by semicolons: ``Fastly-Key: secret; Fastly-Soft-Purge: 1``."""
    lines = [line.strip() for line in text(name, "").replace(";", "\n").splitlines()]
    found = {}
    for line in filter(None, lines):
        header, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(header):
            raise ImproperlyConfigured(f"{name} must be headers like “Name: value”.")
        found[header] = value.strip()
    return found


def back_end(name: str) -> dict[str, Any]:
    """Return a Wagtail front-end cache: its settings as JSON, or only the address of one that takes PURGE."""
    value = text(name, "")
    if value.startswith(("http://", "https://")):
        return {"BACKEND": HTTP_BACKEND, "LOCATION": url(name)}
    try:
        found = json.loads(value or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or (found and "BACKEND" not in found):
        raise ImproperlyConfigured(f"{name} must be an address or a JSON object with a BACKEND.")
    return found


def either(**given: str | dict[str, Any]) -> str:
    """Return the one that is given, or nothing."""
    found = [name for name, value in given.items() if value]
    if len(found) > 1:
        raise ImproperlyConfigured(f"Set only one of {' and '.join(found)}.")
    return str(given[found[0]]) if found else ""


def secret_key() -> str:
    """Return the secret key, refusing one that is short or plainly a placeholder."""
    value = text("SECRET_KEY")
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be at least 50 random characters; "
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(60))'."
        )
    return value


def database(default: str) -> dict[str, Any]:
    """Return Django's settings for ``DATABASE_URL``: sqlite:///path or postgres://user:secret@host/name."""
    value = text("DATABASE_URL", default)
    if urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with sqlite:/// or postgres://, which are the databases tested."
        )
    found: dict[str, Any] = dict(
        dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)
    )
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = SQLITE_OPTIONS
        _make_folder(Path(found["NAME"]).parent)
    else:
        found["ENGINE"] = "syndication.server.postgresql"
    return found


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL: the folder {folder} cannot be made ({error.strerror});"
            " name one this user may write in."
        ) from error


def coherence(*, shared: bool) -> str:
    """Return how hosts wake each other: "postgresql", a Redis, or "none"; only a shared database has several."""
    value = text("COHERENCE", "postgresql" if shared else "none")
    redis = urlsplit(value).scheme in {"redis", "rediss"}
    if value not in {"none", "postgresql"} and not redis:
        raise ImproperlyConfigured(
            f"COHERENCE={value!r} is none of: none, postgresql, redis://host:port/number."
        )
    if value != "none" and not shared:
        raise ImproperlyConfigured(
            "COHERENCE needs PostgreSQL in DATABASE_URL: hosts have nothing in common otherwise."
        )
    return value


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=67108864;"
        " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16000;"
    ),
}


def cache(default: str) -> dict[str, Any]:
    """Return Django's settings for ``CACHE_URL``: locmem:// or redis://host:port/number."""
    value = text("CACHE_URL", default)
    back_ends: Mapping[str, str] = {
        "locmem": "django.core.cache.backends.locmem.LocMemCache",
        "redis": "django.core.cache.backends.redis.RedisCache",
        "rediss": "django.core.cache.backends.redis.RedisCache",
    }
    scheme = urlsplit(value).scheme
    if scheme not in back_ends:
        raise ImproperlyConfigured("CACHE_URL must begin with locmem:// or redis://.")
    location = "" if scheme == "locmem" else value
    return {"BACKEND": back_ends[scheme], "LOCATION": location, "KEY_PREFIX": "hemicycle"}
