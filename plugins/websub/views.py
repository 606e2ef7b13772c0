"""The hub: takes wishes to subscribe and unsubscribe, and verifies them later (W3C WebSub, section 5)."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plugins.websub.conf import WebsubSettings
from plugins.websub.models import Intent
from plugins.websub.transport import SCHEME, verify
from syndication import background, queries
from syndication.errors import SyndicationError
from syndication.queries import Wish

MODES = ("subscribe", "unsubscribe")
SECRET = 200
"""Bytes that a secret is shorter than (section 5.1)."""
LONGEST = 1000
"""Characters of a callback."""
PENDING = 500
"""Wishes of all hosts together that are still to be verified."""
MINUTE = timedelta(minutes=1)
LOST = timedelta(minutes=10)
"""After which a wish that is still not verified is taken for lost."""


class _RefusedError(SyndicationError):
    """What the hub does not take, with the status that says so."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@csrf_exempt
@require_POST
def hub(request: HttpRequest) -> HttpResponse:
    """Answer 202 to what will be verified, to others in words why not. Parameters that nobody knows are ignored."""
    settings: WebsubSettings = apps.get_app_config("websub").settings  # type: ignore[attr-defined]  # a Plugin
    if not settings.hub:
        raise Http404
    try:
        _take(request.POST, settings)
    except _RefusedError as refused:
        return _said(f"{refused}\n", refused.status)
    return _said("", 202)


def _take(asked: QueryDict, settings: WebsubSettings) -> None:
    mode = asked.get("hub.mode", "")
    if mode == "publish":
        _topic(asked.get("hub.topic") or asked.get("hub.url", ""))
        return  # we know ourselves what has changed
    if mode not in MODES:
        raise _RefusedError("hub.mode is subscribe or unsubscribe.")
    topic, callback = asked.get("hub.topic", ""), asked.get("hub.callback", "")
    wish = _topic(topic)
    host, secret = _host(callback), asked.get("hub.secret", "")
    if len(secret.encode(errors="replace")) >= SECRET or "\x00" in secret:
        raise _RefusedError("hub.secret is shorter than 200 bytes.")
    wanted = {
        "host": host,
        "mode": mode,
        "secret": secret,
        "lease": settings.lease(_lease(asked.get("hub.lease_seconds", ""))),
    }
    _bounded(wish, callback, wanted, settings)
    _keep(topic, callback, wanted)


def _topic(url: str) -> Wish:
    wish = queries.topic(url) if len(url) <= LONGEST else None
    if wish is None:
        raise _RefusedError("hub.topic is not the address of a feed of ours.", 404)
    return wish


def _host(callback: str) -> str:
    """Return the destination of a callback, which must be an address of the web."""
    try:
        parts = urlsplit(callback)
        odd = callback.isascii() and callback.isprintable() and " " not in callback
        right = odd and parts.scheme in {"http", "https"} and parts.hostname and not parts.fragment
        right = right and parts.port != 0 and parts.username is None and len(callback) <= LONGEST
    except ValueError:
        right = False
    if not right:
        raise _RefusedError("hub.callback is not an address of the web.")
    return queries.destination(callback)


def _lease(text: str) -> int | None:
    if text and not (text.isdecimal() and text.isascii()):
        raise _RefusedError("hub.lease_seconds is a whole number.")
    return int(text[:10]) if text else None


def _bounded(
    wish: Wish, callback: str, wanted: dict[str, object], settings: WebsubSettings
) -> None:
    """Refuse what would make work without end: a host has so many subscriptions, and wishes a minute."""
    now, host = timezone.now(), str(wanted["host"])
    known = queries.follows(wish, scheme=SCHEME, address=callback)
    if wanted["mode"] == "unsubscribe" and not known:
        raise _RefusedError("There is no such subscription.", 404)
    recent = Intent.objects.filter(at__gt=now - MINUTE)
    pending = Intent.objects.filter(at__gt=now - LOST, done=False)
    if recent.filter(host=host).count() >= settings.a_minute or pending.count() >= PENDING:
        raise _RefusedError("Too much was asked: try again in a minute.", 429)
    if not known and (
        queries.followers(scheme=SCHEME, destination=host) >= settings.a_host
        or queries.followers(scheme=SCHEME, topic=wish) >= settings.a_topic
    ):
        raise _RefusedError("There are as many subscriptions of this as the hub keeps.", 403)


def _keep(topic: str, callback: str, wanted: dict[str, object]) -> None:
    """Note the wish; one that is still to be verified is only changed."""
    now = timezone.now()
    same = Intent.objects.filter(callback=callback, topic=topic)
    waiting = same.filter(done=False, at__gt=now - LOST).exists()
    intent, _created = Intent.objects.update_or_create(
        callback=callback, topic=topic, defaults={**wanted, "at": now, "done": False}
    )
    if not waiting:
        background.later(verify, intent.pk)


def _said(text: str, status: int) -> HttpResponse:
    kept = {"Cache-Control": "no-store"}
    if status == 429:
        kept["Retry-After"] = "60"
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=kept)
