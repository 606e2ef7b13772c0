"""The full-text index, in the form each database has."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STATEMENTS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE syndication_entrytext"
        " USING fts5(words, tokenize='unicode61', columnsize=0, detail=none)",
    ),
    "postgresql": (
        "CREATE TABLE syndication_entrytext ("
        " entry_id bigint PRIMARY KEY,"
        " words tsvector NOT NULL)",
        "CREATE INDEX entrytext_words ON syndication_entrytext USING gin (words)"
        " WITH (gin_pending_list_limit = 32768)",
    ),
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE syndication_entrytext")


class Migration(migrations.Migration):
    dependencies = [("syndication", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
