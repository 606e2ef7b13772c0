"""Videos as entries, with the speeches they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from json import dumps

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.encoding import iri_to_uri

from cms.core import identity, times
from cms.core.addresses import address, media
from cms.core.rows import by_key
from cms.members.entries import portrait
from cms.speeches.entries import speech_address
from cms.videos.models import Timing, Video
from syndication.contract import Enclosure, Entry, Facet, Link, Participant, Passage


class VideoSource:
    """Every video that has an address."""

    kind = "video"
    model = Video

    def of(self, record: Video) -> Iterable[Entry]:
        """Yield a video's entry."""
        return (entry_of(record, timings_of(record)),)

    def entries(self, since: datetime | None = None) -> Iterator[Entry]:
        """Yield every published video."""
        videos = (
            Video.objects.filter(live=True).order_by("pk").select_related("locale", "sitting__body")
        )
        if since:
            videos = videos.filter(last_published_at__gte=since)
        return (entry_of(video, timings_of(video)) for video in by_key(videos, 200))

    def shows(self, entry: Entry, name: str) -> bool:
        """Tell whether a file is among those of an entry as somebody reads it: captions may be left out."""
        files = {
            address
            for shown in entry.enclosures
            for address in (shown.url, shown.poster, *(link.url for link in shown.captions))
        }
        return any(address.endswith(iri_to_uri(media(name))) for address in files)

    def using(self, name: str) -> Iterable[Video]:
        """Yield the videos whose recording, poster or captions a file is."""
        found = Video.objects.annotate(named=Cast("captions", TextField())).filter(
            Q(file=name) | Q(poster=name) | Q(named__contains=dumps(name))
        )
        return found.select_related("locale")


def timings_of(video: Video) -> list[Timing]:
    """Return a video's timings with what an entry needs of them."""
    return list(
        video.timings.select_related("speech__sitting", "speech__member", "member__portrait")
    )


def entry_of(video: Video, timings: Sequence[Timing]) -> Entry:
    """Return a video as an entry."""
    language = video.locale.language_code
    published = times.moment(video.date) if video.date else times.UNKNOWN
    return Entry(
        id=identity.entry_id("video", video.public_id, language),
        thing=video.public_id,
        url=address("video", video.public_id, language, f"{video.date or ''} {video.title}"),
        title=video.title,
        summary=video.sitting.title_in(language) if video.sitting else "",
        kind="video",
        language=language,
        published=published,
        updated=published,
        original_language=video.original_language,
        source=video.sitting.title_in(language) if video.sitting else "",
        participants=tuple(dict.fromkeys(_speaker(timing, language) for timing in timings)),
        passages=tuple(
            Passage(text=text, id=f"t{start:.2f}-{end:.2f}", thing=_thing(timing))
            for timing in timings
            for start, end, text in timing.sentences
        ),
        enclosures=(enclosure(video),),
        links=tuple(_links(video, timings, language)),
        facets=tuple(dict.fromkeys(_facets(video, timings))),
    )


def enclosure(video: Video) -> Enclosure:
    """Return the media file with its captions and poster."""
    return Enclosure(
        url=media(video.file or video.media_url),
        media_type=video.media_type,
        length=video.length,
        duration=video.duration,
        captions=tuple(
            Link("captions", media(name), media_type="text/vtt", language=code)
            for code, name in sorted(video.captions.items())
        ),
        poster=media(video.poster),
    )


def _thing(timing: Timing) -> str:
    """Return the public id of the speech whose words these are."""
    return timing.speech.public_id if timing.speech else ""


def _speaker(timing: Timing, language: str) -> Participant:
    member = timing.member or (timing.speech.member if timing.speech else None)
    if member is None:
        return Participant("", timing.name, part="speaker")
    return Participant(
        id=member.public_id,
        name=member.name_in(language),
        part="speaker",
        url=address("member", member.public_id, language, member.name),
        image=portrait(member),
    )


def _links(video: Video, timings: Sequence[Timing], language: str) -> Iterator[Link]:
    for timing in timings:
        if timing.speech:
            where = speech_address(timing.speech, language)
            yield Link("describes", where, timing.name, thing=_thing(timing))
    if video.page_url:
        yield Link("via", video.page_url)


def _facets(video: Video, timings: Sequence[Timing]) -> Iterator[Facet]:
    yield Facet("video", video.public_id)
    if video.sitting:
        yield Facet("sitting", video.sitting.public_id)
        yield Facet("body", video.sitting.body.public_id)
    for timing in timings:
        member = timing.member or (timing.speech.member if timing.speech else None)
        if member:
            yield Facet("member", member.public_id)
