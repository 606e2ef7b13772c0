"""Videos with their timings and files, and documents."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.documents.models import Paper
from cms.importers import records
from cms.importers.reading import SourceError
from cms.importers.store.table import Saved, Table
from cms.videos.models import Timing, Video


class Videos(Table[records.Video]):
    """Recordings. A file beside the source is copied into the media folder; an address stays an address."""

    kind = "video"
    model = Video

    def fill(self, record: records.Video, row: Video) -> None:
        row.title = (record.titles.get(record.language) or next(iter(record.titles.values())))[:300]
        row.locale = self.links.locale(record.language)
        row.sitting = self.links.need("sitting", record.sitting, where=record.id)
        row.date = date.fromisoformat(record.date) if record.date else None
        row.duration = record.duration
        row.licence, row.page_url = record.licence, record.page[:500]
        if remote(record.url):
            row.media_url = record.url[:500]
        else:
            row.file, row.length = self._copied(record.url, row)
        row.poster = self._reachable(record.poster, row)
        row.captions = {c.language: self._reachable(c.url, row) for c in record.captions}

    def follow(self, saved: Saved[records.Video]) -> None:
        Timing.objects.filter(video__in=[row for _, row in saved.changed]).delete()
        Timing.objects.bulk_create(
            self._timing(record, timing, row)
            for record, row in saved.written
            for timing in record.timings
        )

    def _timing(self, record: records.Video, timing: records.Timing, row: Video) -> Timing:
        speech = self.links.need("speech", timing.speech, where=record.id)
        member = self.links.need("member", timing.person, where=record.id)
        if row.sitting is None and speech:
            row.sitting = speech.sitting
            row.save(update_fields=["sitting"])
        return Timing(
            video=row,
            speech=speech,
            member=member or (speech.member if speech else None),
            name=timing.person_name[:200],
            start=timing.start,
            end=timing.end,
            sentences=[list(sentence) for sentence in timing.sentences],
        )

    def _reachable(self, name: str, row: Video) -> str:
        return name if not name or remote(name) else self._copied(name, row)[0]

    def _copied(self, name: str, row: Video) -> tuple[str, int]:
        """Copy a file lying below the source's folder; return its path below the media folder, and its size."""
        folder = self.links.folder
        file = (folder / name).resolve() if folder else None
        if folder is None or file is None or not file.is_file():
            raise SourceError(
                f"the media file {name!r} does not lie beside it", element=row.source_id
            )
        if not file.is_relative_to(folder.parent.resolve()):
            raise SourceError(
                f"the media file {name!r} lies outside its folder", element=row.source_id
            )
        target = Path("videos") / row.public_id / file.name
        kept = Path(settings.MEDIA_ROOT) / target
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, kept)
        return target.as_posix(), file.stat().st_size


class Papers(Table[records.Document]):
    """Documents at their addresses in the source."""

    kind = "document"
    model = Paper

    def fill(self, record: records.Document, row: Paper) -> None:
        row.title = (record.titles.get(record.language) or next(iter(record.titles.values())))[:500]
        row.locale = self.links.locale(record.language)
        row.kind = record.kind[:60]
        row.date = date.fromisoformat(record.date) if record.date else None
        row.url = record.url[:500]
        bill: Any = self.links.need("bill", record.bill, where=record.id)
        row.bill = bill.public_id if bill else ""
        row.sitting = self.links.need("sitting", record.sitting, where=record.id)


def remote(name: str) -> bool:
    """Tell whether a media file is named by its address."""
    return name.startswith(("http://", "https://"))
