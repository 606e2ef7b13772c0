"""The one place that listens to Wagtail: what editors publish becomes entries, what they unpublish is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, published, unpublished

from cms.core import gate
from syndication import actions, queries
from syndication.contract import Entry, Source
from syndication.errors import UnknownEntryError
from syndication.plugin import Plugin


class RecordSource(Source, Protocol):
    """A source over one model: it can also say which entries one record makes."""

    model: type[models.Model]

    def of(self, record: Any) -> Iterable[Entry]:
        """Yield the entries of one record."""


@runtime_checkable
class KeepsFiles(Protocol):
    """A source whose records have files: it can say which records have one."""

    def using(self, name: str) -> Iterable[Any]:
        """Yield the records that have a file, by its name below the media folder."""


@runtime_checkable
class LeavesFilesOut(Protocol):
    """A source whose entries do not show every file of their record to everybody: it can say whether one does."""

    def shows(self, entry: Entry, name: str) -> bool:
        """Tell whether an entry as somebody reads it shows a file, by its name below the media folder."""


def connect() -> None:
    """Listen to Wagtail's four signals, and to who may see a page."""
    for signal in (published, page_published):
        signal.connect(_publish, dispatch_uid=f"syndication.{id(signal)}")
    for signal in (unpublished, page_unpublished):
        signal.connect(_withdraw, dispatch_uid=f"syndication.{id(signal)}")

    pre_save.connect(_may_hide, sender=PageViewRestriction, dispatch_uid="syndication.may_hide")
    pre_delete.connect(_may_show, sender=PageViewRestriction, dispatch_uid="syndication.may_show")
    post_save.connect(_hide, sender=PageViewRestriction, dispatch_uid="syndication.hide")
    post_delete.connect(_show, sender=PageViewRestriction, dispatch_uid="syndication.show")


def sources() -> Iterator[Source]:
    """Yield what the enabled plugins publish."""
    for plugin in apps.get_app_configs():
        if isinstance(plugin, Plugin):
            yield from plugin.sources()


def sources_of(record: models.Model) -> Iterator[RecordSource]:
    """Yield the sources that make entries of a record."""
    for source in sources():
        if getattr(source, "model", None) is type(record):
            yield source  # type: ignore[misc]  # one with a model has of(), too


def withheld(record: models.Model) -> bool:
    """Tell whether a record's entries are not for whoever asks, though the record itself may be live."""
    entries = (entry for source in sources_of(record) for entry in source.of(record))
    return any(queries.withheld(entry.thing, entry.language) for entry in entries)


def publish(record: models.Model, *, note: str = "") -> None:
    """Publish a record's entries, with the public note of a correction, and bring back what was withdrawn."""
    for source in sources_of(record):
        entries = list(source.of(record))
        with transaction.atomic(), actions.gathering():
            if note:
                actions.correct(entries, note=note)
            else:
                actions.publish(entries)
            for entry in entries:
                actions.restore(entry.thing, language=entry.language)
            _end(record, entries)


def refresh(records: Iterable[models.Model]) -> None:
    """Publish again what is public already, after something that belongs to it changed; drafts stay drafts."""
    entries: list[Entry] = []
    for kind, key in dict.fromkeys((type(record), record.pk) for record in records):
        record = kind._default_manager.filter(pk=key).first()
        if record is not None and gate.is_public(record, at=timezone.now()):
            entries += (entry for source in sources_of(record) for entry in source.of(record))
    actions.publish(entries)


def _publish(
    sender: type[models.Model], instance: models.Model, revision: Any = None, **_kwargs: Any
) -> None:
    if gate.is_public(instance, at=timezone.now()):  # Wagtail tells of what is scheduled, too
        publish(instance, note=getattr(revision, "correction", ""))


def _withdraw(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
    entries = [entry for source in sources_of(instance) for entry in source.of(instance)]
    with transaction.atomic(), actions.gathering():
        for entry in entries:
            with suppress(UnknownEntryError):  # it was never published
                reason = getattr(instance, "withdrawal_reason", "") or _no_reason(entry.language)
                actions.withdraw(entry.thing, language=entry.language, reason=reason)


def _may_hide(instance: PageViewRestriction, **_kwargs: Any) -> None:
    if _makes_entries(instance.page):
        actions.ask("withdraw")


def _may_show(instance: PageViewRestriction, **_kwargs: Any) -> None:
    if _makes_entries(instance.page):
        actions.ask("restore")


def _makes_entries(page: Page) -> bool:
    return any(any(sources_of(below)) for below in gate.hidden_with(page).specific())


def _hide(instance: PageViewRestriction, **_kwargs: Any) -> None:
    for page in gate.hidden_with(instance.page).filter(live=True).specific():
        _withdraw(type(page), page)


def _show(instance: PageViewRestriction, **_kwargs: Any) -> None:
    shown = gate.pages(at=timezone.now())
    for page in gate.hidden_with(instance.page).filter(pk__in=shown).specific():
        publish(page)


def _end(record: models.Model, entries: Iterable[Entry]) -> None:
    """Have entries end when their record does; an end that was set at the desk, and not in its form, stays."""
    after = min(map(_minute, gate.ends(record)), default=None)
    was = set(map(_minute, gate.former_ends(record)))
    for entry in entries if after or was else ():
        changed = actions.expire(entry.thing, language=entry.language, after=after, instead_of=was)
        if changed and after:
            actions.ask("withdraw")  # what ends is withdrawn when the clock takes it off


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _no_reason(language: str) -> str:
    with override(queries.best_language(language)):
        return _("Withdrawn by the parliament.")
