"""Parts of a file, so that a video can be wound (RFC 9110, section 14): one range, of bytes."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")
MOST = 8 * 1024 * 1024
"""Bytes sent at a time; players ask for what follows."""


def part(request: HttpRequest, whole: Any) -> HttpResponseBase:
    """Return the part of an answer that is asked for, or all of it where that is none or unreadable."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if whole.status_code != 200:
        return whole
    whole["Accept-Ranges"] = "bytes"
    if not asked or not (asked["first"] or asked["last"]) or "If-Range" in request.headers:
        return whole
    size = int(whole["Content-Length"])
    first, last = _bounds(asked["first"], asked["last"], size)
    file = whole.file_to_stream
    answer = HttpResponse(status=416 if first > last else 206, content_type=whole["Content-Type"])
    if first <= last:
        file.seek(first)
        answer.content = file.read(last - first + 1)
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    else:
        answer["Content-Range"] = f"bytes */{size}"
    answer["Accept-Ranges"], answer["Last-Modified"] = "bytes", whole["Last-Modified"]
    file.close()  # closing the answer would end the request for Django
    return answer


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return start, min(end, start + MOST - 1)
