"""The settings of an object store, from the environment."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.core.exceptions import ImproperlyConfigured

from cms.settings.environment import origin, text


def bucket(stores: Collection[str]) -> dict[str, str]:
    """Return where the store "objects" keeps answers, nothing where it is not in use. No sentence repeats a secret."""
    if "objects" not in stores:
        return {}
    found = {
        "name": text("S3_BUCKET", ""),
        "prefix": text("S3_PREFIX", "").strip("/"),
        "endpoint": origin("S3_ENDPOINT") if text("S3_ENDPOINT", "") else "",
        "region": text("S3_REGION", "us-east-1"),
        "access_key": text("S3_ACCESS_KEY", ""),
        "secret_key": text("S3_SECRET_KEY", ""),
    }
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", found["name"]):
        raise ImproperlyConfigured(
            f"S3_BUCKET={found['name']!r} is not the name of a bucket, which the store objects needs."
        )
    if not all(re.fullmatch(r"[\w.-]*[\w-]", part) for part in found["prefix"].split("/") if part):
        raise ImproperlyConfigured(
            f"S3_PREFIX={found['prefix']!r} is not a path of letters, digits, dots and dashes."
        )
    for variable in ("S3_ACCESS_KEY", "S3_SECRET_KEY"):
        if not re.fullmatch(r"[!-~]+", found[variable.removeprefix("S3_").lower()]):
            raise ImproperlyConfigured(
                f"{variable} must be set to what the object store gave you, without spaces;"
                " the store objects needs it."
            )
    return found
