"""Videos with their timings and files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from cms.core import recordings, webvtt
from cms.core.recordings import remote
from cms.importers import records
from cms.importers.reading import SourceError
from cms.importers.store.beside import beside
from cms.importers.store.heard import Heard, heard
from cms.importers.store.links import Links
from cms.importers.store.table import Reference, Saved, Table
from cms.sittings.models import Sitting
from cms.videos.models import Timing, Video


class Videos(Table[records.Video]):
    """Recordings. A file beside the source is copied into the media folder; an address stays an address."""

    kind = "video"
    model = Video

    def __init__(self, links: Links) -> None:
        super().__init__(links)
        self._heard: dict[str, Heard] = {}

    def fill(self, record: records.Video, row: Video) -> None:
        found = self._heard[record.id] = heard(self.links, record)
        row.title = (record.titles.get(record.language) or next(iter(record.titles.values())))[:300]
        row.locale = self.links.locale(record.language)
        row.sitting = self.links.find("sitting", record.sitting) or self._sitting_of(record)
        row.date = date.fromisoformat(record.date) if record.date else None
        row.duration = found.duration
        row.licence, row.page_url = record.licence, record.page[:500]
        row.media_type = recordings.media_type(record.url) or row.media_type
        if remote(record.url):
            row.media_url, row.file, row.length = record.url[:500], "", 0
        else:
            row.media_url = ""
            row.file, row.length = self._copied(record.url, row)
        row.poster = self._reachable(record.poster, row)
        row.captions = {c.language: self._reachable(c.url, row) for c in record.captions}

    def references(self, record: records.Video) -> Iterator[Reference]:
        yield "sitting", record.sitting
        for timing in record.timings:
            yield "speech", timing.speech
            yield "member", timing.person

    def taken(self, record: records.Video) -> Iterator[str]:
        for captions in record.captions:
            file = beside(self.links.folder, captions.url)
            yield webvtt.digest(file.read_bytes()) if file else ""

    def follow(self, saved: Saved[records.Video]) -> None:
        Timing.objects.filter(video__in=[row for _, row in saved.changed]).delete()
        Timing.objects.bulk_create(
            self._timing(timing, row)
            for record, row in saved.written
            for timing in self._heard.pop(record.id).timings
        )

    def _sitting_of(self, record: records.Video) -> Sitting | None:
        """Return the sitting of the first speech it shows, where the source names none."""
        speeches = (self.links.find("speech", timing.speech) for timing in record.timings)
        return next((speech.sitting for speech in speeches if speech), None)

    def _timing(self, timing: records.Timing, row: Video) -> Timing:
        speech = self.links.find("speech", timing.speech)
        member = self.links.find("member", timing.person)
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
        """Copy a file lying beside the source; return its path below the media folder, and its size."""
        file = beside(self.links.folder, name)
        if file is None:
            raise SourceError(
                f"the media file {name!r} does not lie beside it", element=row.source_id
            )
        target = Path("videos") / row.public_id / file.name
        kept = Path(settings.MEDIA_ROOT) / target
        kept.parent.mkdir(parents=True, exist_ok=True)
        arriving = kept.with_name(f".{kept.name}.arriving")  # never half a file under its name
        shutil.copyfile(file, arriving)
        arriving.replace(kept)
        return target.as_posix(), file.stat().st_size
