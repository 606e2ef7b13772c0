"""Documents in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.documents.models import Paper
from syndication import queries
from tests import factories as make
from tests.clerks import editor, filled, publish, publisher, send, titles, url

pytestmark = pytest.mark.django_db


def test_a_clerk_adds_a_document_about_a_bill_and_publishes_it() -> None:
    bill = make.BillFactory()
    clerk = publisher(Paper)
    form = filled(clerk, url(Paper, "add"))
    typed = {"title": "Report 44", "url": "https://valmere.example/44.pdf", "bill": bill.pk}

    send(clerk, url(Paper, "add"), form, **typed, **{"action-publish": "1"})

    paper = Paper.objects.get()
    assert paper.bill == bill.public_id
    assert queries.entry(paper.public_id, "en").title == "Report 44"


def test_a_corrected_title_is_public() -> None:
    paper = make.published(make.PaperFactory())

    publish(publisher(Paper), paper, title="Report on the reservoirs")

    assert queries.entry(paper.public_id, "en").title == "Report on the reservoirs"


def test_a_document_is_previewed() -> None:
    paper = make.PaperFactory()
    clerk = editor(Paper)
    form = {**filled(clerk, url(paper, "edit")), "title": "As it may be called"}
    clerk.post(url(paper, "preview_on_edit"), form)

    page = clerk.get(url(paper, "preview_on_edit"))

    assert "documents/document.html" in [template.name for template in page.templates]
    assert "As it may be called" in page.content.decode()


def test_documents_are_narrowed_by_sitting_day_language_state_and_words(
    admin_client: Client,
) -> None:
    make.PaperFactory()
    wanted = make.PaperFactory(
        title="Rents in 2026",
        date="2026-11-05",
        live=False,
        locale=make.LocaleFactory(language_code="fr"),
    )

    for asked in (
        {"sitting": wanted.sitting.pk},
        {"date_from": "2026-11-01"},
        {"locale": "fr"},
        {"state": "draft"},
        {"q": "rents"},
    ):
        assert titles(admin_client, Paper, **asked) == ["Rents in 2026"], asked
