"""An election to come, so that the demo parliament has one to look at before it begins."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from cms.core import times
from cms.demo.coming import CHAMBER, wednesday
from cms.elections.forms import DISCLAIMER, TITLE, usual
from cms.members.models import Organization
from syndication import actions
from syndication.models import Pause

AHEAD, LASTING = timedelta(days=180), timedelta(days=28)


def election() -> None:
    """Plan the election of the chamber, unless one is planned still."""
    chamber = Organization.objects.filter(names__en=CHAMBER).first()
    if chamber is None or Pause.objects.filter(until__gt=timezone.now()).exists():
        return
    dissolved = wednesday(timezone.localdate() + AHEAD)
    actions.plan_election(
        actions.Election(
            chamber.public_id,
            times.moment(dissolved, time()),
            times.moment(dissolved + LASTING, time(10)),
            usual(TITLE),
            usual(DISCLAIMER),
        )
    )
