"""The settings of the tests, with those of the plugin as the environment gives them."""

from __future__ import annotations

import json
import os

from cms.settings.test import *  # noqa: F403 (settings build on settings)
from cms.settings.test import SYNDICATION_PLUGINS

if "textfeed" in SYNDICATION_PLUGINS:
    SYNDICATION_PLUGINS["textfeed"] = json.loads(os.environ.get("TEXTFEED", "{}"))
