"""Look at deliveries, and have those given up be tried again: ``manage.py deliveries list``."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.utils import timezone

from syndication import actions
from syndication.models import DeliveryRecord, Destination

MOST = 1000
"""Lines of a list, and deliveries tried again, in one go."""
State = DeliveryRecord.State


class Command(BaseCommand):
    """What is promised to subscribers, and what became of it."""

    help = "Show deliveries and hosts that are given a rest; have deliveries be tried again."

    def add_arguments(self, parser: CommandParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        listing = ways.add_parser("list", help="what waits and what was given up, newest first")
        listing.add_argument("--state", choices=State.values, help="only what is in this state")
        listing.add_argument(
            "--topic", default="", help="only of this feed, or of part of its address"
        )
        redrive = ways.add_parser("redrive", help="have what was given up be tried again")
        redrive.add_argument("ids", nargs="*", type=UUID, help="ids of deliveries")
        for way in (listing, redrive):
            way.add_argument("--destination", default="", help="only to this host, or part of it")
        ways.add_parser("rests", help="the hosts that failed, and until when they are given a rest")

    def handle(self, **options: Any) -> None:
        getattr(self, f"_{options['way']}")(**options)

    def _list(self, *, state: str, topic: str, destination: str, **_: Any) -> None:
        states = [state] if state else [State.WAITING, State.FAILED]
        found = DeliveryRecord.objects.filter(
            state__in=states,
            destination__icontains=destination,
            subscription__topic__icontains=topic,
        )
        for row in found.select_related("subscription").order_by("-created", "-pk")[:MOST]:
            when = row.due if row.state == State.WAITING else row.finished
            parts = (row.pk, row.state, f"attempts={row.attempts}", f"{when:%Y-%m-%dT%H:%M:%SZ}")
            named = (row.subscription.topic, row.subscription.address, row.in_words())
            self.stdout.write(" ".join(map(str, (*parts, *named))).rstrip())

    def _redrive(self, *, ids: list[UUID], destination: str, **_: Any) -> None:
        if not ids and not destination:
            raise CommandError("Name deliveries by their ids, or a host with --destination.")
        named = models.Q(pk__in=ids) if ids else models.Q(destination__icontains=destination)
        found = DeliveryRecord.objects.filter(named, state=State.FAILED).order_by("-created")
        with actions.acting("deliveries"):
            number = actions.redrive(found.values_list("pk", flat=True)[:MOST])
        self.stdout.write(f"{number} are tried again.")

    def _rests(self, **_: Any) -> None:
        now = timezone.now()
        for row in Destination.objects.order_by("name"):
            rest = (
                f"until {row.paused:%Y-%m-%dT%H:%M:%SZ}" if row.paused and row.paused > now else "-"
            )
            self.stdout.write(f"{row.name} failures={row.failures} {rest}")
