"""A draft waits while the source says something new: published later, it does not bring the old words back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from cms.bills.models import Bill
from cms.members.models import Member
from cms.speeches.models import Speech
from syndication.models import Change
from tests.clerks import editor, filled, publish, publisher, send, url

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "cms" / "demo" / "parliament"
REVISIONS = ROOT / "cms" / "importers" / "tests" / "files" / "parlparse"
UNCLOSED = "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail's, of a rendition it makes
ROLE = "مقرّر اللجنة"
SITTING = "ParlaMint-VM_2026-10-21-SEN65"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The bodies and members of the demo parliament and one sitting, imported."""
    imported("popolo", DEMO / "popolo.json")
    for name in ("ParlaMint-VM-listOrg.xml", "ParlaMint-VM-listPerson.xml", f"{SITTING}.xml"):
        shutil.copy(DEMO / "tei" / name, tmp_path)
    imported("parlamint", tmp_path)
    return tmp_path


@pytest.fixture
def speech(archive: Path) -> Speech:
    """A speech of it."""
    return Speech.objects.get(source_id=f"{SITTING}.u4")


def test_a_draft_published_later_keeps_the_sources_new_words(archive: Path, speech: Speech) -> None:
    draft(speech, **{"role-ar": ROLE})
    rewritten(archive, speech)

    clerk = publisher(Speech)
    assert filled(clerk, url(speech, "edit"))["paragraphs-0-value"] == "What the source says now."
    publish(clerk, speech)

    page = public(speech)
    assert "What the source says now." in page
    assert ROLE in page


def test_what_the_editor_changed_stays_the_editors(archive: Path, speech: Speech) -> None:
    draft(speech, **{"paragraphs-0-value": "What the editor heard."})
    rewritten(archive, speech)

    publish(publisher(Speech), speech)

    assert "What the editor heard." in public(speech)


def test_until_it_is_published_the_public_reads_the_source(archive: Path, speech: Speech) -> None:
    draft(speech, **{"role-ar": ROLE})

    rewritten(archive, speech)

    page = public(speech)
    assert "What the source says now." in page
    assert ROLE not in page


def test_a_draft_goes_through_several_imports(archive: Path, speech: Speech) -> None:
    draft(speech, **{"role-ar": ROLE})
    rewritten(archive, speech)
    rewritten(archive, speech, "What the source says at last.")

    publish(publisher(Speech), speech)

    page = public(speech)
    assert "What the source says at last." in page
    assert ROLE in page


def test_the_history_tells_of_the_import(archive: Path, speech: Speech) -> None:
    draft(speech, **{"role-ar": ROLE})
    rewritten(archive, speech)

    page = publisher(Speech).get(url(speech, "history")).content.decode()

    assert "The source&#x27;s new words taken into the draft" in page


def test_an_import_that_says_nothing_new_leaves_a_draft_alone(
    archive: Path, speech: Speech
) -> None:
    draft(speech, **{"role-ar": ROLE})
    before = list(Revision.objects.values_list("pk", "content"))

    imported("parlamint", archive, "--again")

    assert list(Revision.objects.values_list("pk", "content")) == before


@pytest.mark.filterwarnings(UNCLOSED)
def test_texts_are_merged_language_by_language(archive: Path) -> None:
    member = Member.objects.get(name="Amina Okafor")
    draft(member, **{"biography-fr": "Députée depuis longtemps."})

    def retired(person: Any) -> None:
        person["biography"] = "Deputy until October 2026."

    imported("popolo", people(archive, retired))
    publish(publisher(Member), member)

    member.refresh_from_db()
    assert member.biography["en"] == "Deputy until October 2026."
    assert member.biography["fr"] == "Députée depuis longtemps."


@pytest.mark.filterwarnings(UNCLOSED)
def test_a_portrait_that_comes_with_an_import_stays_when_a_draft_is_published(
    archive: Path,
) -> None:
    member = Member.objects.get(name="Amina Okafor")
    Member.objects.filter(pk=member.pk).update(portrait=None)
    draft(member, given_name="Amina Grace")

    def renamed(person: Any) -> None:
        person["family_name"] = "Okafor-Reid"

    shutil.copytree(DEMO / "portraits", archive / "portraits")
    imported("popolo", people(archive, renamed))
    publish(publisher(Member), member)

    member.refresh_from_db()
    assert (member.given_name, member.family_name) == ("Amina Grace", "Okafor-Reid")
    assert member.portrait is not None


def test_a_translation_of_a_bill_keeps_the_sources_new_words(tmp_path: Path) -> None:
    imported("popolo", DEMO / "popolo.json")
    for name in ("bill-hd-2026-18.eng.xml", "bill-hd-2026-18.fra.xml"):
        shutil.copy(DEMO / "akn" / name, tmp_path)
    imported("akomantoso", tmp_path)
    bill = Bill.objects.get(locale__language_code="fr")
    draft(bill, summary="En un mot : le grain.")
    file = tmp_path / "bill-hd-2026-18.fra.xml"
    file.write_text(file.read_text().replace(bill.title, "Le grain de chacun"))

    imported("akomantoso", tmp_path)
    publish(publisher(Bill), bill)

    bill.refresh_from_db()
    assert (bill.title, bill.summary) == ("Le grain de chacun", "En un mot : le grain.")


def test_what_is_to_be_published_at_an_hour_keeps_the_sources_new_words(
    archive: Path, speech: Speech
) -> None:
    speech.save_revision().publish()
    speech.refresh_from_db()
    speech.role = {**speech.role, "ar": ROLE}
    hour = timezone.now() + timedelta(days=1)
    speech.go_live_at = hour
    speech.save_revision(approved_go_live_at=hour)
    rewritten(archive, speech)

    with time_machine.travel(hour + timedelta(minutes=1)):
        call_command("publish_scheduled")

    page = public(speech)
    assert "What the source says now." in page
    assert ROLE in page
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_draft_made_before_the_source_gave_a_new_id_does_not_bring_the_old_one_back(
    tmp_path: Path,
) -> None:
    imported("parlparse", renumbered(tmp_path, "2031-03-04a"))
    speech = Speech.objects.get(source_id__endswith="2031-03-04a.11.6")
    draft(speech, **{"paragraphs-0-value": "I have spent £40 on a foghorn."})
    imported("parlparse", REVISIONS)
    ledger = Change.objects.count()

    publish(publisher(Speech), speech)
    imported("parlparse", REVISIONS / "debates2031-03-04b.xml", "--again")

    speech.refresh_from_db()
    assert speech.source_id.endswith("2031-03-04b.11.6")
    assert Change.objects.count() == ledger + 1


def imported(name: str, path: Path, *options: str) -> None:
    """Import a folder or a file."""
    call_command("import", name, str(path), *options, verbosity=0, stdout=StringIO())


def rewritten(archive: Path, speech: Speech, words: str = "What the source says now.") -> None:
    """Let the source say something else in the first paragraph, and import it."""
    speech.refresh_from_db()
    file = archive / f"{SITTING}.xml"
    old = speech.paragraphs[0]["text"]
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, words))
    imported("parlamint", archive)


def people(folder: Path, change: Callable[[Any], None]) -> Path:
    """Write the list of members with something changed about the first."""
    document = json.loads((DEMO / "popolo.json").read_text())
    change(document["persons"][0])
    file = folder / "popolo.json"
    file.write_text(json.dumps(document))
    return file


def renumbered(folder: Path, revision: str) -> Path:
    """Write the record as its first revision had it."""
    text = (REVISIONS / "debates2031-03-04b.xml").read_bytes()
    file = folder / f"debates{revision}.xml"
    file.write_bytes(text.replace(b"2031-03-04b", revision.encode()))
    return file


def draft(record: models.Model, **changes: str) -> None:
    """Edit a record and press “Save draft”."""
    clerk = editor(type(record))
    address = url(record, "edit")
    send(clerk, address, filled(clerk, address), **changes)


def public(speech: Speech) -> str:
    """Read a speech as everybody does."""
    code = speech.locale.language_code
    return Client().get(f"/{code}/speeches/{speech.public_id}/", follow=True).content.decode()
