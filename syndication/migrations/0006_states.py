"""What was corrected or withdrawn before there was a stream of it is found, too."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

POSITIONS = 100_000


def find(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    record, facet = (apps.get_model("syndication", name) for name in ("EntryRecord", "EntryFacet"))
    changed = record.objects.filter(Q(withdrawn=True) | Q(corrected__isnull=False))
    lines = []
    for row in changed.only("withdrawn", "updated", "corrected").iterator():
        at = row.updated if row.withdrawn else row.corrected
        for state in ("changed", "withdrawn" if row.withdrawn else "corrected"):
            rank = int(at.timestamp()) * POSITIONS
            lines.append(facet(entry_id=row.pk, term=f"state:{state}", rank=rank))
    facet.objects.bulk_create(lines, batch_size=500, ignore_conflicts=True)


def lose(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("syndication", "EntryFacet").objects.filter(term__startswith="state:").delete()


class Migration(migrations.Migration):
    dependencies = [("syndication", "0005_embed_health")]

    operations = [migrations.RunPython(find, lose)]
