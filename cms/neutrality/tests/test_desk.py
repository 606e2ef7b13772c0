"""At the desk: findings while somebody types and after saving, the house rules, pictures, and the command."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.bills.models import Bill
from cms.neutrality.kinds import Kind
from cms.neutrality.models import Decision
from tests import factories as make
from tests import pages
from tests.clerks import editor, filled, url

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the files of renditions to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def typed(client: Client, text: str, language: str = "en") -> list[str]:
    """Return what is told beside a field in which a text is typed."""
    sent = {"text": text, "language": language}
    answer = client.post(reverse("neutrality_check"), sent)
    found = html.fromstring(f"<ul>{answer.content.decode()}</ul>")
    return [" ".join(item.text_content().split()) for item in found.iterfind("li")]


def panel(client: Client, address: str) -> Any:
    """Return the panel of a form."""
    page = html.fromstring(client.get(address).content.decode())
    return page.xpath("//div[@data-wording]")[0]


def test_what_is_typed_is_answered_with_passage_reason_suggestion_and_house_rule(
    admin_client: Client,
) -> None:
    (said,) = typed(admin_client, "A historic vote.")

    assert said.startswith("historic This praises like an advertisement.")
    assert "the first vote on this since 1974" in said
    assert said.endswith("House rule: Promotion")
    assert typed(admin_client, "A vote.") == typed(admin_client, "A historic vote.", "ko") == []


def test_what_is_typed_is_answered_to_clerks_only() -> None:
    answer = Client().post(reverse("neutrality_check"), {"text": "A historic vote."})

    assert answer.status_code == 302
    assert b"historic" not in answer.content


def test_markup_that_is_typed_is_shown_as_it_is_typed(admin_client: Client) -> None:
    answer = admin_client.post(
        reverse("neutrality_check"), {"text": "#x<script>alert(1)</script>!", "language": "en"}
    )

    assert b"<script>" not in answer.content


def test_without_a_script_a_saved_draft_says_what_is_not_neutral_beside_its_fields_name() -> None:
    bill = make.BillFactory(live=False, summary="A landmark bill.")
    bill.save_revision()

    client = editor(Bill)
    shown = panel(client, url(bill, "edit"))

    assert [box.get("data-for") for box in shown.xpath(".//*[@data-for]")] == ["summary"]
    assert "landmark" in shown.text_content()
    assert json.loads(shown.get("data-wording")) == {"summary": "en"}
    assert b"frontend/wording.js" in client.get(url(bill, "edit")).content


def test_a_new_form_tells_the_script_each_field_and_its_language(admin_client: Client) -> None:
    index = pages.index("fr")
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])

    shown = panel(admin_client, address)

    fields = json.loads(shown.get("data-wording"))
    assert {"title": "fr", "introduction": "fr", "body": "fr"}.items() <= fields.items()


def test_a_language_without_rules_is_said(admin_client: Client) -> None:
    bill = make.BillFactory(live=False, locale=make.LocaleFactory(language_code="fi"))
    bill.save_revision()

    assert "Finnish" in panel(admin_client, url(bill, "edit")).text_content()


def test_the_form_of_a_speech_has_no_such_panel(admin_client: Client) -> None:
    speech = make.SpeechFactory()

    assert b"data-wording" not in admin_client.get(url(speech, "edit")).content


def test_the_house_rules_have_an_anchor_for_every_kind(admin_client: Client) -> None:
    page = html.fromstring(admin_client.get(reverse("neutrality_rules")).content.decode())

    assert {str(kind) for kind in Kind} <= {heading.get("id") for heading in page.iter("h2")}


def change(client: Client, image: Image, **said: str) -> str:
    address = reverse("wagtailimages:edit", args=[image.pk])
    return client.post(address, {**filled(client, address), **said}).content.decode()


@pytest.fixture
def image() -> Image:
    """A picture."""
    made: Image = Image.objects.create(title="The chamber", file=get_test_image_file())
    return made


def test_what_is_said_of_a_picture_is_kept_neutral(admin_client: Client, image: Image) -> None:
    said = change(admin_client, image, description="The magnificent chamber during the sitting")

    image.refresh_from_db()
    assert image.description == ""
    assert "“magnificent”" in said


def test_a_reviewer_lets_words_about_a_picture_stand(admin_client: Client, image: Image) -> None:
    text = "The chamber in the magnificent style of the time"

    change(admin_client, image, description=text, wording_reason="It is a term of art.")

    image.refresh_from_db()
    assert image.description == text
    assert Decision.objects.get().reason == "It is a term of art."
    change(admin_client, image, title="Chamber")
    image.refresh_from_db()
    assert image.title == "Chamber"


def test_a_french_description_is_read_by_the_french_rules(
    admin_client: Client, image: Image
) -> None:
    change(admin_client, image, description="La présidente dans la salle, avec le registre record")

    image.refresh_from_db()
    assert image.description == ""


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("neutrality", "check", *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_command_finds_what_was_published_past_the_gate() -> None:
    make.BillFactory(summary="A landmark bill.")
    make.BillFactory(summary="A neutral bill.", public_id="b2", number="2", source_id="x")
    make.BillFactory(summary="A landmark draft.", live=False, public_id="b3", source_id="y")
    out = StringIO()

    with pytest.raises(CommandError, match="1 passages"):
        call_command("neutrality", "check", stdout=out)

    assert "bills.bill" in out.getvalue()
    assert "“landmark” (promotional)" in out.getvalue()


def test_the_command_checks_a_file_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("Une séance.\nUne réforme emblématique.\n", encoding="utf-8")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("neutrality", "check", str(path), language="fr", json=True, stdout=out)

    found = json.loads(out.getvalue())
    assert (found["place"], found["passage"], found["kind"]) == (
        "line 2",
        "emblématique",
        "promotional",
    )
    assert found["start"] == 24
    assert run(text="A vote.") == "Nothing is open.\n"


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(CommandError, match="gone.txt"):
        run("gone.txt")
