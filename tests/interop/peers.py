"""A hub and a subscriber of somebody else (Flask-WebSub), run by a Python that has it.

``peers.py HUB_PORT PORT FOLDER`` reads a line ``TOPIC HUB`` and subscribes there; it says in a line each, as JSON,
who confirmed and what was brought.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import flask
import flask_websub.subscriber as subscribing
from flask_websub.hub import Hub, SQLite3HubStorage
from werkzeug.serving import make_server

SECRET = "whisper"  # noqa: S105 (of a test)
AGAIN = 5
"""Attempts of a task."""


class Tasks:
    """As much of Celery as the hub needs: each task a thread, begun again after a moment where it asks for that."""

    def task(self, *, bind: bool = False, **_options: Any) -> Callable[..., Any]:
        def registered(function: Callable[..., Any]) -> Any:
            return _Task(function, bind=bind)

        return registered


class _Task:
    retries = 0

    def __init__(self, function: Callable[..., Any], *, bind: bool) -> None:
        self.request, self._function, self._bind = self, function, bind

    def delay(self, *given: Any) -> None:
        threading.Thread(target=self._run, args=given, daemon=True).start()

    def retry(self, **_options: Any) -> None:
        raise RuntimeError("again")

    def _run(self, *given: Any) -> None:
        for _attempt in range(AGAIN):
            try:
                self._function(*([self] if self._bind else []), *given)
            except Exception as error:  # noqa: BLE001 (whatever a peer raises)
                sys.stderr.write(f"{error!r}\n")
                time.sleep(0.3)
            else:
                return


def say(**said: str) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def serve(app: flask.Flask, port: int) -> None:
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def main(hub_port: str, port: str, folder: str) -> None:
    subscribing.is_secure = lambda _url: True  # on loopback a secret may be told over http
    hub = Hub(SQLite3HubStorage(f"{folder}/hub.db"), Tasks())
    theirs = flask.Flask("hub")
    theirs.config["PUBLISH_SUPPORTED"] = True
    theirs.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    serve(theirs, int(hub_port))

    subscriber = subscribing.Subscriber(
        subscribing.SQLite3SubscriberStorage(f"{folder}/kept.db"),
        subscribing.SQLite3TempSubscriberStorage(f"{folder}/asked.db"),
    )
    app = flask.Flask("subscriber")
    app.config["SERVER_NAME"] = f"127.0.0.1:{port}"
    app.register_blueprint(subscriber.build_blueprint(url_prefix="/changes"))
    subscriber.add_success_handler(lambda topic, _id, mode: say(what=mode, topic=topic))
    subscriber.add_listener(
        lambda topic, _id, body: say(what="brought", topic=topic, body=body.decode())
    )
    serve(app, int(port))
    say(what="ready")
    for line in sys.stdin:
        topic, where = line.split()
        with app.app_context():
            subscriber.subscribe(topic_url=topic, hub_url=where, secret=SECRET, lease_seconds=600)


if __name__ == "__main__":
    main(*sys.argv[1:])
