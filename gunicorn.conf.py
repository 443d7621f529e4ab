"""How gunicorn serves Filmjacket: `gunicorn "backend.app:create_app()"` reads this file by itself.

Each value that an installation may want to change comes from the environment; docs/operations.md lists them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

bind = os.environ.get("FILMJACKET_BIND", "127.0.0.1:8080")

# Uploads hold a thread each for as long as the sender's line takes, so there are many threads; the workers
# share the cores. Each worker listens for itself, or all kept-alive connections end up on one of them.
worker_class = "gthread"
workers = int(os.environ.get("FILMJACKET_WEB_WORKERS", "2"))
threads = int(os.environ.get("FILMJACKET_WEB_THREADS", "16"))
reuse_port = True

# The uploads' receive loop builds on the Python parser's internals (backend/uploads/receive.py).
http_parser = "python"

# Upload-Metadata lists the members of a bundle: 2,000 of them, in the worst order, need 16 kB.
limit_request_field_size = 32 << 10

# With gthread the heartbeat comes from the accepting loop, so this never cuts a slow upload off; it ends a
# worker that hangs.
timeout = 60
# A running PATCH may finish its chunk. What does not is resumed by the client at the offset that was stored.
graceful_timeout = 30
# Longer than nginx keeps its connections (60 s): the side that sends requests has to be the one that closes.
keepalive = 75

# The heartbeat files: in memory where the system has that, since a busy disk would make healthy workers look
# dead. Uploads never pass through a temporary directory; they go to FILMJACKET_DATA_DIR at once.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - see above
# A management socket in the home directory that nothing here uses.
control_socket_disable = True

# Whose X-Forwarded-* headers count. "*" only if nothing but the proxy can reach `bind`.
forwarded_allow_ips = os.environ.get("FILMJACKET_PROXY_ADDRESSES", "127.0.0.1,::1")

accesslog = "-"
errorlog = "-"
# No query string, no referrer, no user agent: a search for a patient's name is in none of them.
access_log_format = '%(t)s %(h)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'

# An upload link's token stands in /u/<token>; a part as long as one is masked wherever someone mistyped it.
_LINK_TOKEN = re.compile(r"(?<=/u/)[^/]+|[A-Za-z0-9_-]{40,}")


class MaskedLogger(Logger):
    """An upload link's address is a secret: the log shows only that one was asked for."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        """What the format may name; the path without the token."""
        atoms: dict[str, Any] = super().atoms(*args)
        atoms["U"] = _LINK_TOKEN.sub("[link]", atoms["U"] or "")
        return atoms


logger_class = MaskedLogger


def post_worker_init(worker: Any) -> None:
    """Whoever opens the first study doesn't wait for the decoders' libraries."""
    from backend.studies import rendering

    rendering.warm_up()
