"""The forms of a video and of a timing; what cannot be true of a recording is refused, with what to do."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FloatBlock, StructBlock, TextBlock

from cms.core import recordings, timings
from cms.core.fields import ListField
from cms.core.forms import PartForm, RecordForm
from cms.core.mp4 import MediaError
from cms.core.timings import Stated
from cms.videos.fields import CaptionsField


class SentenceBlock(StructBlock):
    """A sentence with its seconds in the video."""

    start = FloatBlock(label=_("From"), min_value=0)
    end = FloatBlock(label=_("Until"), min_value=0)
    text = TextBlock(label=_("Text"), rows=2)

    class Meta:
        label = _("Sentence")


class SentencesField(ListField):
    """Sentences, stored as start, end and text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("item", SentenceBlock())], **kwargs)

    def blocks_of(self, items: list[Any]) -> list[dict[str, Any]]:
        """Name the three values."""
        named = [{"start": start, "end": end, "text": text} for start, end, text in items]
        return super().blocks_of(named)

    def items_of(self, blocks: list[dict[str, Any]]) -> list[Any]:
        """Return the three values."""
        named = super().items_of(blocks)
        return [[item["start"], item["end"], item["text"]] for item in named]


class TimingForm(PartForm):
    """Where a speech lies in a video."""

    sentences = SentencesField(label=_("Sentences"))

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be true beside the recording, the speech and the other timings."""
        told = super().clean()
        if self.errors or not told.get("video"):
            return told
        known = told["video"].timings.exclude(pk=self.instance.pk)
        others = [_stated(timing) for timing in known.select_related("speech__member", "member")]
        own = type(self.instance)(**{name: told[name] for name in _TIMED if name in told})
        duration = told["video"].duration
        before = set(timings.faults(others, duration))
        for fault in timings.faults([*others, _stated(own)], duration):
            if fault not in before:
                self.add_error(fault.field if fault.field in self.fields else None, fault.message)
                break
        return told


_TIMED = ("speech", "member", "name", "start", "end", "sentences")


class VideoForm(RecordForm):
    """A recording with its files."""

    captions = CaptionsField(label=_("Captions"))

    def clean(self) -> dict[str, Any]:
        """Measure the file where it lies here, check the timings against it, keep the captions brought along."""
        told = super().clean()
        self._measure(told)
        told["media_type"] = _media_type(told)
        if not self.errors:
            told["captions"] = {code: self._kept(code, item) for code, item in _captions(told)}
        return told

    def _measure(self, told: dict[str, Any]) -> None:
        """Take the length of a recording from its file where nobody says it."""
        try:
            measured = recordings.measured(recordings.kept(told.get("file") or ""))
        except MediaError:
            message = _("This is no MP4 file, or it is cut off: copy it again.")
            self.add_error("file", message)
            return
        if wrong := timings.differing(told.get("duration"), measured):
            self.add_error("duration", wrong)
        told["duration"] = told.get("duration") or measured
        if self.instance.pk and not self.errors:
            known = self.instance.timings.select_related("speech__member", "member")
            stated = [_stated(timing) for timing in known]
            for fault in timings.faults(stated, told["duration"]):
                self.add_error("duration", fault.message)
                break

    def _kept(self, code: str, item: Any) -> str:
        """Keep a file that was brought along; nobody has it before the video is public with it."""
        if not isinstance(item, UploadedFile):
            return str(item)
        name = f"videos/{self.instance.public_id}/captions.{code}.vtt"
        return str(default_storage.save(name, item))


def _captions(told: dict[str, Any]) -> list[tuple[str, Any]]:
    return list((told.get("captions") or {}).items())


def _media_type(told: dict[str, Any]) -> str:
    """Return the media type; a name that tells another one than video/mp4, which every form begins with, is right."""
    stated = str(told.get("media_type") or "")
    by_name = recordings.media_type(told.get("file") or told.get("media_url") or "")
    return by_name if by_name and stated in ("", "video/mp4") else stated


def _stated(timing: Any) -> Stated:
    return timings.stated(timing, name=timing.name, speech=timing.speech, member=timing.member)
