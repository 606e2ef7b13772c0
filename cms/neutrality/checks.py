"""Refuse at start what no text could be checked with: a pack of rules with a fault."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from cms.neutrality import packs
from cms.neutrality.conf import folder
from cms.neutrality.errors import PackError


def connect() -> None:
    """Have the packs be looked at with everything else."""
    register(packs_can_be_read, "neutrality")


def packs_can_be_read(**_: Any) -> list[CheckMessage]:
    """Read each file, and tell the first fault of each."""
    try:
        paths = packs.files(folder())
    except PackError as error:
        return [_told(error)]
    found: list[CheckMessage] = []
    for path in paths:
        try:
            packs.read(path)
        except PackError as error:
            found.append(_told(error))
    return found


def _told(error: PackError) -> Error:
    return Error(error.fault, hint=error.advice, id="neutrality.E001")
