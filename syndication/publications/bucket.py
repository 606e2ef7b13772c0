"""Requests to an object store: bounded in time, and every fault a sentence without a credential in it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

CONNECT, REQUEST, PATIENCE = 2, 3, 6
"""Seconds to wait for a connection, for one answer, and for all the answers of one effort."""

Bucket = Mapping[str, str]
"""``name``, ``prefix``, ``endpoint``, ``region``, ``access_key``, ``secret_key`` (settings.PUBLICATION_BUCKET)."""


def opened(bucket: Bucket) -> S3Store:
    """Return the bucket, which nothing was asked of yet."""
    seconds = timedelta(seconds=PATIENCE)
    return S3Store(
        bucket["name"],
        prefix=bucket["prefix"] or None,
        endpoint=bucket["endpoint"] or None,
        region=bucket["region"],
        access_key_id=bucket["access_key"],
        secret_access_key=bucket["secret_key"],
        virtual_hosted_style_request=False,
        client_options={
            "connect_timeout": timedelta(seconds=CONNECT),
            "timeout": timedelta(seconds=REQUEST),
            "allow_http": True,
        },
        retry_config={"max_retries": 0, "retry_timeout": seconds},
    )


class Effort:
    """Several requests for one purpose: once one failed or the time is over, the others are not begun."""

    def __init__(self, bucket: S3Store) -> None:
        self._bucket = bucket
        self._until = time.monotonic() + PATIENCE

    def read(self, key: str) -> bytes | None:
        """Return an object's content, None where there is none."""
        try:
            return bytes(self._ask(obstore.get, key).bytes())
        except FileNotFoundError:
            return None

    def there(self, key: str) -> bool:
        """Tell whether there is an object."""
        try:
            self._ask(obstore.head, key)
        except FileNotFoundError:
            return False
        return True

    def write(self, key: str, content: bytes, attributes: Mapping[str, str] | None = None) -> None:
        """Put an object in the place of the one before."""
        self._ask(obstore.put, key, content, attributes=dict(attributes or {}), use_multipart=False)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; what is not there is left out."""
        named = list(keys)
        if named:
            self._ask(obstore.delete, named)

    def listed(self, prefix: str, *, few: bool = False) -> list[str]:
        """Return the keys that begin with a prefix, or only the first ``few``."""
        found: list[str] = []
        pages = self._ask(obstore.list, prefix, chunk_size=1000)
        while page := self._ask(lambda _bucket: next(pages, None)):
            found += [meta["path"] for meta in page]
            if few:
                break
        return found

    def _ask(self, verb: Callable[..., Any], *given: Any, **options: Any) -> Any:
        if time.monotonic() > self._until:
            raise TimeoutError("The object store takes too long.")
        try:
            return verb(self._bucket, *given, **options)
        except FileNotFoundError:
            if verb in {obstore.get, obstore.head}:
                raise
            self._until = 0
            raise OSError(SAID["404"]) from None
        except BaseError as error:
            self._until = 0
            raise OSError(said(error)) from None


def said(error: BaseError) -> str:
    """Return what went wrong. The error itself repeats the answer, with the access key in it."""
    refused = isinstance(error, (PermissionDeniedError, UnauthenticatedError))
    status = "403" if refused else "".join(re.findall(r"status code: (\d{3})", str(error))[:1])
    if not status:
        return "The object store does not answer (S3_ENDPOINT)."
    return SAID.get(status, f"The object store answered {status}.")


SAID = {
    "403": "The object store refuses S3_ACCESS_KEY with S3_SECRET_KEY for this bucket.",
    "404": "There is no such bucket (S3_BUCKET).",
}
