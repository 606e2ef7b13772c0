"""Parts of a file, so that a video can be wound (RFC 9110, sections 13.1.5 and 14): one range, of bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

_RANGE = re.compile(
    r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.IGNORECASE
)
MOST = 8 * 1024 * 1024
"""Bytes sent at a time; players ask for what follows."""


def part(request: HttpRequest, whole: Any) -> HttpResponseBase:
    """Return the part of an answer that is asked for.

    All of it where nothing that can be read is asked for, where several parts are (14.2 leaves that to us: they would
    cost more than the whole), and where what the asker has a part of is not this file any more.
    """
    if whole.status_code != 200:
        return whole
    whole["Accept-Ranges"], whole["ETag"] = "bytes", _mark(whole)
    unchanged: Any = get_conditional_response(request, etag=whole["ETag"], response=whole)
    if unchanged is not whole:
        whole.file_to_stream.close()
        return unchanged
    asked = _asked(request)
    if asked is None or not _is_of(request, whole):
        return whole
    return _cut(whole, *asked)


def _mark(whole: Any) -> str:
    """Return a strong validator: a file is replaced by another one, never written into."""
    found = Path(whole.file_to_stream.name).stat()
    return f'"{found.st_mtime_ns:x}-{found.st_size:x}"'


def _asked(request: HttpRequest) -> tuple[str, str] | None:
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not found or not (found["first"] or found["last"]):
        return None
    backwards = found["first"] and found["last"] and int(found["last"]) < int(found["first"])
    return None if backwards else (found["first"], found["last"])


def _is_of(request: HttpRequest, whole: Any) -> bool:
    """Tell whether an asker who has a part already has it of this file; a date alone must be the very same."""
    known = request.headers.get("If-Range")
    return known in (None, whole["ETag"], whole["Last-Modified"])


def _cut(whole: Any, first: str, last: str) -> HttpResponse:
    size = int(whole["Content-Length"])
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) if first and last else size - 1, size - 1, start + MOST - 1)
    satisfiable = start <= end and (first or int(last))
    answer = HttpResponse(status=206 if satisfiable else 416, content_type=whole["Content-Type"])
    file = whole.file_to_stream
    if satisfiable:
        file.seek(start)
        answer.content = file.read(end - start + 1)
        answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    else:
        answer["Content-Range"] = f"bytes */{size}"
    for name in ("Accept-Ranges", "ETag", "Last-Modified"):
        answer[name] = whole[name]
    file.close()  # closing the answer would end the request for Django
    return answer
