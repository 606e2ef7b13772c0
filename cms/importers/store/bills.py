"""Bills with their stages, sponsors and texts, one row a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wagtail.models import Locale

from cms.bills.models import Bill, BillText, Sponsor, Stage
from cms.importers import records
from cms.importers.store.debates import must
from cms.importers.store.people import keep_identifiers
from cms.importers.store.table import Saved, Table, digest


class Bills(Table[records.Bill]):
    """Laws being made. The row of the source's language is the original; other titles become translations."""

    kind = "bill"
    model = Bill
    shared = True

    def fill(self, record: records.Bill, row: Bill) -> None:
        row.number = record.number[:60]
        row.title = record.titles.get(record.language) or next(iter(record.titles.values()))
        row.summary = record.summaries.get(record.language, "")
        row.kind = record.kind[:60]
        row.body = self.links.need("organization", record.body, where=record.id)
        row.introduced = record.introduced
        row.status = record.status[:200]
        row.topics = list(record.topics)
        row.locale = self.links.locale(record.language)
        row.url = record.url[:500]

    def save(self, given: Sequence[records.Bill]) -> Saved[records.Bill]:
        """Store originals; a file that holds a known bill in another language adds that language to it."""
        languages = dict(
            self._rows({item.id for item in given}).values_list(
                "source_id", "locale__language_code"
            )
        )
        originals: list[records.Bill] = []
        others: list[records.Bill] = []
        for item in given:
            own = languages.setdefault(item.id, item.language) == item.language
            (originals if own else others).append(item)
        saved = super().save(originals)
        for item in others:
            self._add_language(item, saved)
        return saved

    def follow(self, saved: Saved[records.Bill]) -> None:
        keep_identifiers(self.links, self.kind, saved.written)
        changed = [row for _, row in saved.changed]
        self._titles = {
            (stage.bill_id, stage.position, stage.code): stage.titles
            for stage in Stage.objects.filter(bill__in=changed)
        }
        Stage.objects.filter(bill__in=changed).delete()
        Sponsor.objects.filter(bill__in=changed).delete()
        Stage.objects.bulk_create(
            s for record, row in saved.written for s in self._stages(record, row)
        )
        Sponsor.objects.bulk_create(
            s for record, row in saved.written for s in self._sponsors(record, row)
        )
        for record, row in saved.written:
            self._translations(record, row)

    def _rows(self, source_ids: Any) -> Any:
        return super()._rows(source_ids).filter(original_language="")

    def _stages(self, record: records.Bill, row: Bill) -> Iterator[Stage]:
        for position, stage in enumerate(record.stages, start=1):
            yield Stage(
                bill=row,
                position=position,
                code=stage.code,
                titles={**self._titles.get((row.pk, position, stage.code), {}), **stage.titles},
                date=stage.date,
                end=stage.end,
                body=self.links.need("organization", stage.body, where=record.id),
                body_name=stage.body_name[:200],
                outcome=stage.outcome[:16],
                note=stage.note,
                url=stage.url[:500],
            )

    def _sponsors(self, record: records.Bill, row: Bill) -> Iterator[Sponsor]:
        for cast in record.sponsors:
            member = self.links.need("member", cast.person, where=record.id)
            yield Sponsor(
                bill=row,
                member=member,
                name=(cast.name or (member.name if member else cast.person))[:200],
                first=cast.option == "sponsor",
            )

    def _add_language(self, record: records.Bill, saved: Saved[records.Bill]) -> None:
        original = must(self, "bill", record.id, record.id)
        found = digest(record)
        known = Bill.objects.filter(
            public_id=original.public_id, locale=self.links.locale(record.language)
        ).first()
        if known and known.source_hash == found:
            saved.same += 1
            return
        title = record.titles.get(record.language) or next(iter(record.titles.values()))
        summary = record.summaries.get(record.language, "")
        locale = self.links.locale(record.language)
        row = translated(original, locale, title, summary, source_hash=found)
        self._name_stages(record, original)
        (saved.changed if known and known.source_hash else saved.new).append((record, row))

    @staticmethod
    def _name_stages(record: records.Bill, original: Bill) -> None:
        """Give the original's stages the names they have in another language."""
        stages = list(original.stages.all())
        for stage, named in zip(stages, record.stages, strict=False):
            if stage.code == named.code:
                stage.titles = {**named.titles, **stage.titles}
        Stage.objects.bulk_update(stages, ["titles"])

    def _translations(self, record: records.Bill, row: Bill) -> None:
        for language, title in record.titles.items():
            if language != record.language:
                summary = record.summaries.get(language, "")
                translated(row, self.links.locale(language), title, summary)


FROM_THE_ORIGINAL = (
    "parliament", "scheme", "source_id", "translation_key", "number", "kind", "body", "introduced", "topics", "url",
    "first_published_at", "last_published_at",
)  # fmt: skip


def translated(
    original: Bill, locale: Locale, title: str, summary: str, *, source_hash: str = ""
) -> Bill:
    """Store a bill's title in another language, as a translation of the original."""
    own = {"title": title, "summary": summary, "source_hash": source_hash}
    shared = {name: getattr(original, name) for name in FROM_THE_ORIGINAL}
    language = original.locale.language_code
    return Bill.objects.update_or_create(
        public_id=original.public_id,
        locale=locale,
        defaults={**shared, **own, "original_language": language},
    )[0]


class BillTexts(Table[records.BillText]):
    """Versions of a bill's text."""

    kind = "bill_text"
    model = BillText

    def fill(self, record: records.BillText, row: BillText) -> None:
        row.bill = must(self, "bill", record.bill, record.id)
        row.language = record.language
        row.title = record.title
        row.label = record.label[:200]
        row.date = record.date
        row.clauses = [
            {"number": c.number, "heading": c.heading, "text": c.text} for c in record.clauses
        ]
        row.url = record.url[:500]

    def follow(self, saved: Saved[records.BillText]) -> None:
        for record, row in saved.written:
            if not Bill.objects.filter(
                public_id=row.bill.public_id, locale=self.links.locale(record.language)
            ).exists():
                translated(row.bill, self.links.locale(record.language), record.title, "")
