"""Starts both sides of the mailbox and keeps them until the process is asked to end."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

from werkzeug.serving import make_server

from .catcher import LOOPBACK, make_catcher
from .pages import make_pages
from .shelf import Shelf


def run(smtp_port: int, http_port: int, directory: Path) -> None:
    """Catch mails on ``smtp_port`` and show them on ``http_port`` until SIGTERM or SIGINT.

    Raises OSError when a port is taken.
    """
    shelf = Shelf(directory)
    catcher = make_catcher(shelf, smtp_port)
    server = make_server(LOOPBACK, http_port, make_pages(shelf), threaded=True)

    def end(signum: int, frame: object) -> None:
        # shutdown() waits for the loop that this very thread runs, so another thread has to call it
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    catcher.start()
    try:
        server.serve_forever()
    finally:
        catcher.stop()
        server.server_close()
