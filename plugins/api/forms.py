"""What the API takes and gives, as DRF serializers: the contract's values field by field."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers


class LinkSerializer(serializers.Serializer[Any]):
    """A typed pointer (RFC 8288 relation names)."""

    rel = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    media_type = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    thing = serializers.CharField(
        allow_blank=True, help_text="Public id of the thing it leads to, where that is an entry."
    )


class EnclosureSerializer(serializers.Serializer[Any]):
    """A media file; length in bytes, duration in seconds."""

    url = serializers.CharField()
    media_type = serializers.CharField()
    length = serializers.IntegerField()
    duration = serializers.FloatField(allow_null=True)
    captions = LinkSerializer(many=True)
    poster = serializers.CharField(allow_blank=True)


class FacetSerializer(serializers.Serializer[Any]):
    """A property streams select by."""

    name = serializers.CharField()
    value = serializers.CharField()


class ParticipantSerializer(serializers.Serializer[Any]):
    """Somebody taking part, with role and group on that day."""

    id = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    role = serializers.CharField(allow_blank=True)
    group = serializers.CharField(allow_blank=True)
    area = serializers.CharField(allow_blank=True)
    part = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    image = serializers.CharField(allow_blank=True)


class PassageSerializer(serializers.Serializer[Any]):
    """A paragraph of the text."""

    text = serializers.CharField(allow_blank=True)
    id = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    thing = serializers.CharField(
        allow_blank=True, help_text="Public id of the thing whose words it repeats."
    )


class StepSerializer(serializers.Serializer[Any]):
    """A dated step: a stage of a bill, an item of an agenda."""

    title = serializers.CharField(allow_blank=True)
    date = serializers.CharField(allow_blank=True)
    state = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)


class TallySerializer(serializers.Serializer[Any]):
    """One line of a division's result."""

    option = serializers.CharField()
    count = serializers.IntegerField()
    group = serializers.CharField(allow_blank=True)


class PauseSerializer(serializers.Serializer[Any]):
    """What holds of a member, and of what one said, while the chamber is elected."""

    title = serializers.CharField()
    words = serializers.CharField(help_text="The disclaimer; the notice says it, too.")
    hidden = serializers.BooleanField(help_text="Whether nothing else is shown.")


class EntryLineSerializer(serializers.Serializer[Any]):
    """An entry as a line of a list."""

    id = serializers.CharField(help_text="Permanent id, a tag: URI, never reused.")
    thing = serializers.CharField(help_text="Public id of the record, the same in every language.")
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    language = serializers.CharField()
    original_language = serializers.CharField(allow_blank=True, help_text="Set on a translation.")
    published = serializers.DateTimeField()
    updated = serializers.DateTimeField()
    withdrawn = serializers.BooleanField()
    notice = serializers.CharField(allow_blank=True)
    corrected = serializers.DateTimeField(
        allow_null=True, help_text="When the correction was made that the notice tells of."
    )
    expires = serializers.DateTimeField(
        allow_null=True, help_text="When it stops being public; do not show it any longer."
    )
    pause = PauseSerializer(allow_null=True)
    until = serializers.DateTimeField(
        allow_null=True, help_text="When it is over, of what takes place, such as a sitting."
    )
    revision = serializers.IntegerField(help_text="Counts its changes, its withdrawal among them.")
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field named as the value is
    participants = ParticipantSerializer(many=True)


class EntrySerializer(EntryLineSerializer):
    """An entry with its text and everything that hangs on it."""

    passages = PassageSerializer(many=True)
    steps = StepSerializer(many=True)
    tallies = TallySerializer(many=True)
    enclosures = EnclosureSerializer(many=True)
    links = LinkSerializer(many=True)
    facets = FacetSerializer(many=True)
    part_of = serializers.CharField(allow_blank=True)
    position = serializers.IntegerField()


class PageSerializer(serializers.Serializer[Any]):
    """One page of entries, newest first; follow ``next`` until it is null."""

    query = serializers.CharField(
        allow_blank=True, help_text="The stream's query in canonical form."
    )
    next = serializers.CharField(allow_null=True)
    entries = EntryLineSerializer(many=True)


class StreamSerializer(serializers.Serializer[Any]):
    """A saved stream."""

    slug = serializers.CharField()
    title = serializers.CharField()
    query = serializers.CharField(allow_blank=True)
    entries = serializers.CharField(help_text="The address of its entries.")


class ProblemSerializer(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


class ListParameters(serializers.Serializer[Any]):
    """What a list can be asked for."""

    query = serializers.CharField(
        required=False,
        default="",
        max_length=1000,
        help_text='For example: kind:speech text:"water"',
    )
    language = serializers.ChoiceField(
        choices=[code for code, _ in settings.LANGUAGES], default=settings.LANGUAGE_CODE
    )
    limit = serializers.IntegerField(required=False, min_value=1, max_value=500)
    after = serializers.CharField(
        required=False, max_length=80, help_text="The cursor of the next page."
    )
