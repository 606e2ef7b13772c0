"""Bills with their stages and sponsors, one row a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cms.bills.models import Bill, Sponsor, Stage
from cms.importers import records
from cms.importers.store.drafts import rebase, supersede, words_of
from cms.importers.store.identifiers import Identified
from cms.importers.store.links import Links
from cms.importers.store.required import must
from cms.importers.store.table import Reference, Saved


class Bills(Identified[records.Bill]):
    """Laws being made. The row of the source's language is the original; other titles become translations."""

    kind = "bill"
    model = Bill

    def fill(self, record: records.Bill, row: Bill) -> None:
        row.number = record.number[:60]
        row.title = record.titles.get(record.language) or next(iter(record.titles.values()))
        row.summary = record.summaries.get(record.language, "")
        row.kind = record.kind[:60]
        row.body = self.links.find("organization", record.body)
        row.introduced = record.introduced
        row.status = record.status[:200]
        row.topics = list(record.topics)
        row.locale = self.links.locale(record.language)
        row.url = record.url[:500]

    def references(self, record: records.Bill) -> Iterator[Reference]:
        yield "organization", record.body
        for stage in record.stages:
            yield "organization", stage.body
        for cast in record.sponsors:
            yield "member", cast.person

    def save(self, records: Sequence[Any]) -> Saved[Any]:
        """Store originals; a file that holds a known bill in another language adds that language to it."""
        known = self._rows({item.id for item in records})
        languages = dict(known.values_list("source_id", "locale__language_code"))
        originals: list[Any] = []
        others: list[Any] = []
        for item in records:
            own = languages.setdefault(item.id, item.language) == item.language
            (originals if own else others).append(item)
        saved = super().save(originals)
        for item in others:
            self._add_language(item, saved)
        return saved

    def follow(self, saved: Saved[records.Bill]) -> None:
        super().follow(saved)
        changed = [row for _, row in saved.changed]
        named = {
            (stage.bill_id, stage.position, stage.code): stage.titles
            for stage in Stage.objects.filter(bill__in=changed)
        }
        Stage.objects.filter(bill__in=changed).delete()
        Sponsor.objects.filter(bill__in=changed).delete()
        stages = [stage for record, row in saved.written for stage in self._stages(record, row)]
        for stage in stages:
            before = named.get((stage.bill_id, stage.position, stage.code), {})
            stage.titles = {**before, **stage.titles}
        Stage.objects.bulk_create(stages)
        Sponsor.objects.bulk_create(
            sponsor for record, row in saved.written for sponsor in self._sponsors(record, row)
        )
        for record, row in saved.written:
            self._translations(record, row)

    def _rows(self, source_ids: Iterable[str]) -> Any:
        return super()._rows(source_ids).filter(original_language="")

    def _stages(self, record: records.Bill, row: Bill) -> Iterator[Stage]:
        for position, stage in enumerate(record.stages, start=1):
            yield Stage(
                bill=row,
                position=position,
                code=stage.code,
                titles=dict(stage.titles),
                date=stage.date,
                end=stage.end,
                body=self.links.find("organization", stage.body),
                body_name=stage.body_name[:200],
                outcome=stage.outcome[:16],
                note=stage.note,
                url=stage.url[:500],
            )

    def _sponsors(self, record: records.Bill, row: Bill) -> Iterator[Sponsor]:
        for cast in record.sponsors:
            member = self.links.find("member", cast.person)
            yield Sponsor(
                bill=row,
                member=member,
                name=(cast.name or (member.name if member else cast.person))[:200],
                first=cast.option == "sponsor",
            )

    def _add_language(self, record: records.Bill, saved: Saved[records.Bill]) -> None:
        original = must(self.links, "bill", record.id, record.id)
        locale = self.links.locale(record.language)
        stored = Bill.objects.filter(public_id=original.public_id, locale=locale)
        known = stored.values_list("source_hash", flat=True).first()
        found = self.digest(record, {})
        repeated = self.links.memory.repeats(self.kind, f"{record.id}\n{locale}", found)
        if original.scheme != self.links.scheme or (known and (repeated or known == found)):
            saved.same += 1
            return
        row = translated(self.links, original, record, record.language, source_hash=found)
        self._name_stages(record, original)
        (saved.changed if known else saved.new).append((record, row))

    @staticmethod
    def _name_stages(record: records.Bill, original: Bill) -> None:
        """Give the original's stages the names they have in another language."""
        stages = list(original.stages.all())
        for stage, named in zip(stages, record.stages, strict=False):
            if stage.code == named.code:
                stage.titles = {**stage.titles, **named.titles}
        Stage.objects.bulk_update(stages, ["titles"])

    def _translations(self, record: records.Bill, row: Bill) -> None:
        for language in record.titles:
            if language != record.language:
                translated(self.links, row, record, language)


def translated(
    links: Links,
    original: Bill,
    record: records.Bill | records.BillText,
    language: str,
    *,
    source_hash: str = "",
) -> Bill:
    """Store a bill in another language, as a translation of the original."""
    words: dict[str, str] = {"source_hash": source_hash}
    if isinstance(record, records.Bill):
        words["title"] = record.titles.get(language) or next(iter(record.titles.values()))
        words["summary"] = record.summaries.get(language, "")
    else:
        words["title"] = record.title
    key = {"public_id": original.public_id, "locale": links.locale(language)}
    row = Bill.objects.filter(**key).first() or Bill(**key)
    before = words_of(row)
    for name, value in {**_common(original), **words}.items():
        setattr(row, name, value)
    supersede(row)
    row.save()
    if before is not None:
        rebase(row, before)
    return row


def _common(original: Bill) -> dict[str, Any]:
    """Return what is the same in every language."""
    return {
        "parliament": original.parliament,
        "scheme": original.scheme,
        "source_id": original.source_id,
        "translation_key": original.translation_key,
        "original_language": original.locale.language_code,
        "number": original.number,
        "kind": original.kind,
        "body": original.body,
        "introduced": original.introduced,
        "topics": original.topics,
        "url": original.url,
        "first_published_at": original.first_published_at,
        "last_published_at": original.last_published_at,
    }
