"""The engine's tables, gathered for Django; each stage keeps its own."""

from __future__ import annotations

from syndication.audiences.models import Audience, Token
from syndication.audit.models import AuditLine
from syndication.delivery.models import DeliveryRecord, Destination, Subscription
from syndication.entries.models import Change, EntryFacet, EntryRecord, Pause, Paused
from syndication.health.models import EmbedCount, EmbedLog
from syndication.publications.models import (
    Fragment,
    Notice,
    Publication,
    PublicationKey,
    Purge,
)
from syndication.selftest.models import FeedCheck
from syndication.streams.models import Stream

__all__ = [
    "Audience",
    "AuditLine",
    "Change",
    "DeliveryRecord",
    "Destination",
    "EmbedCount",
    "EmbedLog",
    "EntryFacet",
    "EntryRecord",
    "FeedCheck",
    "Fragment",
    "Notice",
    "Pause",
    "Paused",
    "Publication",
    "PublicationKey",
    "Purge",
    "Stream",
    "Subscription",
    "Token",
]
