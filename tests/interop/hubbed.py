"""Settings of a server that names a hub of somebody else beside its own; FURTHER_HUB has the address."""

from __future__ import annotations

import os

from cms.settings import development
from cms.settings.development import *  # noqa: F403 (settings build on settings)

SYNDICATION_PLUGINS = development.SYNDICATION_PLUGINS | {
    "websub": {"hubs": (os.environ["FURTHER_HUB"],)}
}
