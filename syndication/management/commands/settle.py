"""Have stores, record and kill-list agree: ``manage.py settle``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from syndication import actions


class Command(BaseCommand):
    """What every start needs; ``manage.py serve`` does it by itself."""

    help = (
        "Have stores, record and kill-list agree, as every start needs; `serve` does it by itself."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(
            f"{actions.settle()} entries were on the kill-list and are withdrawn now."
        )
        actions.repair()
