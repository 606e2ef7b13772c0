"""Files at their addresses: each only as long as something public shows it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document

from cms.core import files, gate, ranges


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a file that something public shows now; to the desk also what nothing shows yet."""
    dotted = any(part.startswith(".") for part in Path(path).parts)
    if dotted or files.is_document(path):
        raise Http404
    private = _private(request, path)
    response = ranges.part(request, serve(request, path, document_root=str(settings.MEDIA_ROOT)))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={60 - timezone.now().second}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return gate.kept_private(response) if private else response


@require_safe
def document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Serve a document that something public names now; to others as if there were none."""
    found = get_object_or_404(get_document_model(), pk=key)
    private = _private(request, found.file.name)
    response: HttpResponseBase = serve_document(request, key, name)
    if not private:
        response["Cache-Control"] = f"public, max-age={60 - timezone.now().second}"
    return gate.kept_private(response) if private else response


def _private(request: HttpRequest, name: str) -> bool:
    """Raise Http404 for a file that is not for this reader; tell whether it is not for everybody."""
    restrictions = files.restrictions_of(name)
    public = files.is_public(name)
    if not gate.admits(restrictions, request):
        raise Http404
    if not (public or files.is_open_to(request) or files.is_on_a_page_for(request, name)):
        raise Http404
    return bool(restrictions) or not public
