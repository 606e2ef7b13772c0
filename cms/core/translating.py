"""Translating a record: a row of its own in another language, under the same public id, labelled as a translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.action_menu import ActionMenuItem

from cms.core.models import TranslatableRecord

ORIGINAL = "translation_of"
"""The word in an address that names the row a new one translates."""


class TranslateMenuItem(ActionMenuItem):
    """Offers to translate a record into one more language."""

    name = "action-translate"
    icon_name = "globe"

    def __init__(self, record: TranslatableRecord, locale: Locale) -> None:
        super().__init__(order=100)
        self.label = _("Translate into %(language)s") % {"language": locale.get_display_name()}
        asked = urlencode({"locale": locale.language_code, ORIGINAL: record.pk})
        self.url = f"{reverse(record.snippet_viewset.get_url_name('add'))}?{asked}"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return where the translation is written."""
        return self.url


def offers(record: TranslatableRecord) -> Iterator[TranslateMenuItem]:
    """Yield an offer for each language of the interface that an original has no row in."""
    if record.original_language:
        return
    there = record.get_translations(inclusive=True).values("locale")
    wanted = Locale.objects.filter(language_code__in=dict(settings.INTERFACE_LANGUAGES))
    for locale in wanted.exclude(pk__in=there):
        yield TranslateMenuItem(record, locale)


def blank(model: type[Any], request: HttpRequest) -> Any:
    """Return the new record an address asks for: empty, or a copy to be translated."""
    if not issubclass(model, TranslatableMixin):
        return model()
    asked = request.GET.get("locale", settings.LANGUAGE_CODE)
    locale = get_object_or_404(Locale, language_code=asked)
    if ORIGINAL not in request.GET:
        return model(locale=locale)
    original = get_object_or_404(model, pk=request.GET[ORIGINAL])
    if original.has_translation(locale):
        raise Http404
    return original.copy_for_translation(locale)


def address(url: str, request: HttpRequest) -> str:
    """Return an address with what says which new record it is about."""
    asked = {name: request.GET[name] for name in ("locale", ORIGINAL) if name in request.GET}
    return f"{url.partition('?')[0]}?{urlencode(asked)}" if asked else url
