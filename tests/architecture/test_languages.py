"""Everything people read is there in English, French, Spanish and Arabic."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.architecture import catalogue

OTHERS = [code for code, _ in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language):
    done = catalogue.translated(language)

    missing = {text: place for text, place in catalogue.wanted().items() if text not in done}

    assert missing == {}, f"{len(missing)} to translate; make messages collects them"


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_is_compiled(language):
    missing = set(catalogue.translated(language).values()) - catalogue.compiled(language)

    assert missing == set(), "Run: make messages"


def test_texts_are_found_in_code_and_in_templates(tmp_path):
    module, template = tmp_path / "views.py", tmp_path / "page.html"
    module.write_text(
        '_("One")\ntranslation.ngettext("%d bill", "%d bills", n)\npgettext("a", "b")'
    )
    template.write_text(
        '{% load i18n %}{% translate "Two" %}{% blocktranslate trimmed count n=3 %}\n'
        "{{ n }} speech{% plural %}{{ n }} speeches{% endblocktranslate %}"
        '{% translate "May" context "month" %}'
    )

    assert set(catalogue.in_module(module)) == {"One", "%d bill", "b"}
    assert set(catalogue.in_template(template)) == {"Two", "%(n)s speech", "May"}


def test_an_empty_or_doubtful_translation_counts_as_none(tmp_path, monkeypatch):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Bill"\nmsgstr "Projet"\n\n'
        'msgid "Vote"\nmsgstr ""\n\n#, fuzzy\nmsgid "Act"\nmsgstr "Loi"\n\n'
        'msgid ""\n"Long "\n"text"\nmsgstr ""\n"Texte "\n"long"\n\n'
        'msgid "%d bill"\nmsgid_plural "%d bills"\nmsgstr[0] "%d projet"\nmsgstr[1] ""\n'
    )
    monkeypatch.setattr(catalogue, "catalogues", lambda language: [path])

    assert catalogue.translated("fr") == {"Bill": "Projet", "Long text": "Texte long"}
