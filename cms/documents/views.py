"""Pages of documents."""

from __future__ import annotations

from cms.core.views import ListView, RecordView


class DocumentPage(RecordView):
    """A document and where to read it."""

    kind = "document"
    template = "documents/document.html"


class DocumentList(ListView):
    """All documents."""

    kind = "document"
