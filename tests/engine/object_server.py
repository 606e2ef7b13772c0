"""A real object store on this machine: OpenStack Swift with its S3 interface, whole in one process.

``python tests/engine/object_server.py FOLDER PORT`` serves until it is ended.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import eventlet  # noqa: E402 (what it patches comes after)

eventlet.monkey_patch()

from eventlet import listen, wsgi  # noqa: E402 (what it patches comes after)
from swift.common import constraints, utils  # noqa: E402 (what it patches comes after)
from swift.common.ring import RingBuilder  # noqa: E402 (what it patches comes after)
from swift.common.utils import config  # noqa: E402 (what it patches comes after)
from swift.common.wsgi import loadapp  # noqa: E402 (what it patches comes after)

HOST = "127.0.0.1"
KINDS = ("account", "container", "object")
COMMON = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
"""
INNER = """
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
PROXY = """
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
"""


def main(folder: Path, port: int) -> None:
    """Serve one node with one device, for one account."""
    for module in (utils, config):
        module.HASH_PATH_PREFIX = module.HASH_PATH_SUFFIX = b"tests"
    constraints.MAX_META_VALUE_LENGTH = constraints.MAX_META_OVERALL_SIZE = 4096
    (folder / "devices" / "one").mkdir(parents=True, exist_ok=True)
    sockets = {kind: listen((HOST, 0)) for kind in KINDS}
    for kind, socket in sockets.items():
        ring(socket.getsockname()[1]).save(str(folder / f"{kind}.ring.gz"))
    with Path("/dev/null").open("w") as log:
        for kind, socket in sockets.items():
            eventlet.spawn(wsgi.server, socket, app(folder, kind, INNER.format(kind=kind)), log)
        wsgi.server(listen((HOST, port)), app(folder, "proxy", PROXY), log)


def ring(port: int):
    """Return a ring of one device."""
    builder = RingBuilder(1, 1, 1)
    place = {"ip": HOST, "port": port, "replication_ip": HOST, "replication_port": port}
    builder.add_dev(
        {"id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "one", "meta": "", **place}
    )
    builder.rebalance()
    return builder.get_ring()


def app(folder: Path, name: str, own: str):
    """Return a WSGI application of Swift, set up in a file."""
    path = folder / f"{name}.conf"
    path.write_text(COMMON.format(folder=folder) + own)
    return loadapp(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
