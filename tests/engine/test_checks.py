"""What would fail at three in the morning is refused at the start, with a sentence that names it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.checks import run_checks

from plugins.rss.apps import RssPlugin
from plugins.rss.conf import RssSettings
from plugins.rss.renderer import RssRenderer
from syndication import discovery


@pytest.fixture
def configured(settings) -> Iterator[object]:
    """Give plugins other settings than those they have read."""
    plugin = apps.get_app_config("rss")

    def configure(**own):
        settings.SYNDICATION_PLUGINS = {**settings.SYNDICATION_PLUGINS, "rss": own}
        plugin.__dict__.pop("settings", None)

    yield configure
    plugin.__dict__.pop("settings", None)


def found() -> list[tuple[str, str]]:
    return [(str(message.id), message.msg) for message in run_checks(tags=["syndication"])]


def test_the_project_as_it_is_passes():
    assert found() == []


def test_a_wrong_key_is_named_together_with_those_there_are(configured):
    configured(tll=5)

    assert found() == [
        (
            "syndication.E001",
            "SYNDICATION_PLUGINS['rss'] has no setting tll; it has: ttl, full_text.",
        )
    ]


def test_a_wrong_value_is_named(configured):
    configured(ttl="soon")

    (identifier, sentence), *_ = found()
    assert identifier == "syndication.E001"
    assert sentence.startswith("SYNDICATION_PLUGINS['rss']: ttl must be")
    assert "'soon'" in sentence


def test_a_format_offered_twice_is_named(monkeypatch):
    twice = (RssRenderer(RssSettings()), RssRenderer(RssSettings()))
    monkeypatch.setattr(RssPlugin, "renderers", lambda self: twice)

    assert found() == [
        (
            "syndication.E002",
            f"Two plugins offer the {what}; switch one of them off in SYNDICATION_PLUGINS.",
        )
        for what in ("format 'rss'", "file name 'feed.rss'")
    ]


@pytest.mark.parametrize(
    "name", ["BASE_URL", "EMBED_URL", "SYNDICATION_PUBLISHER", "TAG_AUTHORITY"]
)
def test_a_setting_the_engine_needs_is_named(settings, name):
    setattr(settings, name, "")

    assert found() == [("syndication.E003", f"The setting {name} is missing or empty.")]


def test_an_unknown_plugin_is_named_together_with_those_installed():
    with pytest.raises(LookupError, match=r"names no such plugin: fax; installed: api, .*rss"):
        discovery.app_paths(["rss", "fax"])


def test_enabled_plugins_come_in_the_order_of_the_settings():
    assert discovery.app_paths(["rss", "api"]) == [
        "plugins.rss.apps.RssPlugin",
        "plugins.api.apps.ApiPlugin",
    ]
