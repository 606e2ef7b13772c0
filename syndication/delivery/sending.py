"""One attempt, fenced: whatever a transport does, its own delivery alone has failed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext_noop as _

from syndication import registry
from syndication.contract import Artefact, Delivery
from syndication.delivery.claiming import Claim
from syndication.errors import DeliveryError, FetchError
from syndication.plugin import Plugin
from syndication.publications.answers import IDENTITY

log = logging.getLogger("syndication.plugins")


def send(claim: Claim) -> DeliveryError | None:
    """Have a transport make one attempt; return what went wrong, None where nothing did."""
    found = registry.transports().get(claim.record.subscription.scheme)
    if found is None:
        return DeliveryError(_("No plugin that is switched on brings it there."))
    plugin, transport = found
    try:
        with _fence(plugin, claim):
            transport.send(_delivery(claim))
    except DeliveryError as error:
        return error
    return None


def _delivery(claim: Claim) -> Delivery:
    record, answer = claim.record, claim.answer
    wish = record.subscription
    scheme = settings.BASE_URL.partition("://")[0]
    artefact = Artefact("", answer.media_type, answer.bodies[IDENTITY], answer.headers)
    return Delivery(
        artefact,
        address=wish.address,
        attempt=record.attempts,
        id=str(record.pk),
        topic=f"{scheme}://{wish.topic}",
        secret=wish.secret,
    )


@contextmanager
def _fence(plugin: Plugin, claim: Claim) -> Iterator[None]:
    """Run a transport; log what it raises unasked under its plugin's name."""
    try:
        yield
    except DeliveryError:
        raise
    except FetchError as error:
        raise DeliveryError(str(error), detail=error.detail, permanent=error.permanent) from error
    except Exception as error:  # the fence around transports: any of them, any fault
        scheme = claim.record.subscription.scheme
        log.exception("event=send_failed plugin=%s scheme=%s", plugin.label, scheme)
        raise DeliveryError(_("The plugin that brings it there failed.")) from error
