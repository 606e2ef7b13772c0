"""Videos and where speeches lie in them, in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.models import register_snippet

from cms.core.filters import ChosenFilter, DaysFilter, RecordFilterSet
from cms.core.listing import status
from cms.core.viewsets import PartViewSet, RecordViewSet
from cms.members.models import Member, Organization
from cms.sittings.models import Sitting
from cms.speeches.models import Speech
from cms.videos.models import Timing, Video


class VideoFilterSet(RecordFilterSet):
    """Videos of a body, of a sitting, of a member, between two days."""

    body = ChosenFilter(Organization, field_name="sitting__body", label=_("Chamber or committee"))
    sitting = ChosenFilter(Sitting, label=_("Sitting"))
    member = ChosenFilter(Member, field_name="timings__member", label=_("Member"), distinct=True)
    date = DaysFilter(label=_("Date"))

    class Meta:
        model = Video
        fields: list[str] = []


class VideoViewSet(RecordViewSet):
    """Recordings."""

    model = Video
    kind = "video"
    icon = "media"
    menu_order = 80
    list_display = [
        "__str__",
        Column("date", label=_("Date"), sort_key="date"),
        Column("sitting", label=_("Sitting")),
        LocaleColumn(label=_("Language"), sort_key=None),
        status(),
    ]
    related = ("sitting__body",)
    search_fields = ("title",)
    filterset_class = VideoFilterSet
    ordering = ("-date", "-pk")


class TimingFilterSet(WagtailFilterSet):
    """Timings of a video or a speech."""

    video = ChosenFilter(Video, label=_("Video"))
    speech = ChosenFilter(Speech, label=_("Speech"))

    class Meta:
        model = Timing
        fields: list[str] = []


class TimingViewSet(PartViewSet):
    """Where speeches lie in videos; reached from the video and from the speech."""

    model = Timing
    part_of = "video"
    icon = "time"
    list_display = [
        "__str__",
        Column("video", label=_("Video")),
        Column("speech", label=_("Speech")),
    ]
    related = ("video", "member", "speech__sitting")
    deferred = ("sentences",)
    search_fields = ("name",)
    filterset_class = TimingFilterSet
    ordering = ("-video", "start", "pk")


for view_set in (VideoViewSet, TimingViewSet):
    register_snippet(view_set)
