"""What a new version of a file no longer holds is withdrawn, never deleted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.core.models import Alias
from cms.importers.store.links import Links
from cms.speeches.models import Speech
from syndication import actions


def withdraw_missing(links: Links, sitting: str, seen: set[str]) -> int:
    """Withdraw the speeches of a sitting that its file no longer holds; return how many.

    A speech that only got a new id keeps its address through an alias and needs no notice.
    """
    row = links.find("sitting", sitting)
    kept = Speech.objects.filter(sitting=row, scheme=links.scheme, live=True)
    missing = [
        speech
        for speech in kept.only("pk", "public_id", "source_id")
        if speech.source_id not in seen
    ]
    moved = set(
        Alias.objects.filter(old__in=[s.public_id for s in missing]).values_list("old", flat=True)
    )
    for speech in missing:
        if speech.public_id not in moved:
            actions.withdraw(speech.public_id, reason=_("No longer part of the official record."))
    Speech.objects.filter(pk__in=[speech.pk for speech in missing]).update(live=False)
    return len(missing)
