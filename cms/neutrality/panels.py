"""The panel of a form that says what of its own words is not neutral: of the saved draft, and of what is typed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from cms.neutrality import conf, gate, packs, words


class WordsPanel(Panel):
    """What is found in the record's own words, each beside its field where there is a script."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Neutral voice"), "icon": "check", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The panel of one record."""

        template_name = "neutrality/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what is found."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = gate.found_in(self.instance)
            fields = dict(words.inputs(self.instance, packs.languages(conf.folder())))
            return {
                **context,
                "groups": gate.by_field(found),
                "open": any(one.decision is None for one in found),
                "fields": json.dumps(fields),
                "check_url": reverse("neutrality_check"),
                "rules_url": reverse("neutrality_rules"),
                "decide_url": decide_url(self.instance),
                "without_rules": without_rules(fields.values()),
            }


def decide_url(record: Any) -> str:
    """Return where a reviewer decides on a record's words; nothing for one that is not saved yet."""
    if record.pk is None:
        return ""
    options = record._meta
    return reverse("neutrality_decide", args=[options.app_label, options.model_name, record.pk])


def without_rules(languages: Iterable[str]) -> list[str]:
    """Return the languages of a record in which nothing is checked."""
    return [code for code in dict.fromkeys(languages) if conf.rules(code) is None]
