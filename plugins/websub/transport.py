"""What the hub asks of callbacks, and brings to them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django_tasks import task

from plugins.websub.models import Intent
from syndication import actions, queries
from syndication.contract import Delivery
from syndication.errors import FetchError, SyndicationError
from syndication.fetching import Limits, safe_fetch
from syndication.posting import post

SCHEME = "websub"
LIMITS = Limits(seconds=5.0, size=1000, whole=False)
"""What a callback may take to answer; tasks of the record wait meanwhile."""
KEPT = timedelta(hours=1)
"""How long it is known what was asked."""


class WebsubTransport:
    """Content distribution (W3C WebSub, section 7) with authentication by a shared secret (section 8)."""

    scheme = SCHEME

    def send(self, delivery: Delivery) -> None:
        """Post the whole feed with its links; whoever gave a secret gets a signature of the body."""
        artefact = delivery.artefact
        links = [value for name, value in artefact.headers if name.lower() == "link"]
        headers = {"Content-Type": artefact.media_type, "X-Delivery-Id": delivery.id}
        if links:
            headers["Link"] = ", ".join(links)
        if delivery.secret:
            headers["X-Hub-Signature"] = signature(delivery.secret, artefact.body)
        post(delivery.address, artefact.body, headers)


class PingTransport:
    """Tells other hubs that a feed has changed; they fetch it themselves (W3C WebSub, section 6)."""

    scheme = "websub-ping"

    def __init__(self, hubs: Collection[str]) -> None:
        self.standing = tuple(hubs)

    def send(self, delivery: Delivery) -> None:
        """Ping; the standard leaves open what hubs take, and these are the usual names."""
        told = {"hub.mode": "publish", "hub.url": delivery.topic, "hub.topic": delivery.topic}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        post(delivery.address, urlencode(told).encode(), headers)


def signature(secret: str, body: bytes) -> str:
    """Return what proves that a body is ours to whoever gave the secret."""
    return f"sha256={hmac.digest(secret.encode(), body, 'sha256').hex()}"


@task(priority=-10)
def verify(key: int) -> None:
    """Ask a callback whether it meant it, and do what it asked for (section 5.3)."""
    Intent.objects.filter(at__lt=timezone.now() - KEPT).delete()
    intent = Intent.objects.filter(pk=key, done=False).first()
    if intent is None:
        return
    Intent.objects.filter(pk=key).update(done=True)
    if _means_it(intent):
        try:
            _do(intent)
        except SyndicationError as error:
            _ask(intent, {"hub.mode": "denied", "hub.reason": str(error)})
    Intent.objects.filter(pk=key).update(secret="")


def _means_it(intent: Intent) -> bool:
    """Tell whether a callback echoes the challenge; what it answers to anything else is no yes."""
    challenge = secrets.token_urlsafe(32)
    asked = {"hub.mode": intent.mode, "hub.challenge": challenge}
    if intent.mode == "subscribe":
        asked["hub.lease_seconds"] = str(intent.lease)
    return hmac.compare_digest(_ask(intent, asked), challenge.encode())


def _do(intent: Intent) -> None:
    wish = queries.topic(intent.topic)
    if wish is None:
        raise SyndicationError("There is no such feed.")
    if intent.mode == "unsubscribe":
        actions.unsubscribe(wish, scheme=SCHEME, address=intent.callback)
        return
    until = timezone.now() + timedelta(seconds=intent.lease)
    actions.subscribe(
        wish, scheme=SCHEME, address=intent.callback, secret=intent.secret, until=until
    )


def _ask(intent: Intent, asked: dict[str, str]) -> bytes:
    """Return what a callback answers with 2xx, nothing where it does not; its own parameters stay (section 5.1)."""
    joint = "&" if "?" in intent.callback else "?"
    url = f"{intent.callback}{joint}{urlencode({**asked, 'hub.topic': intent.topic})}"
    try:
        found = safe_fetch(url, limits=LIMITS)
    except FetchError:
        return b""
    return found.body if 200 <= found.status < 300 else b""
