"""Hear what other hosts tell and tell the CDN, where something else than ``manage.py serve`` serves."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from syndication import upkeep
from syndication.server import listening


class Command(BaseCommand):
    """Runs until it is stopped, once on every host."""

    help = "Keep what this host serves true to the others, for other servers; `serve` does it by itself."

    def handle(self, **options: Any) -> None:
        upkeep.begin().wait()
        listening.begin()
        while True:
            time.sleep(3600)
