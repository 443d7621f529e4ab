"""Another process of the same installation, as a second worker or one that was started anew: sends a guest's requests.

python -m tests.guests.another_process < requests as JSON: {"cookie": ..., "address": ..., "requests": [[path, body]]}
"""

from __future__ import annotations

import json
import sys
from typing import Any

from backend.app import create_app
from backend.config import load_settings
from tests.conftest import new_client

COOKIE = "__Host-filmjacket-guest"


def main(wishes: dict[str, Any]) -> None:
    """Write the answers, status and body of each, as JSON."""
    application = create_app(load_settings())
    browser = new_client(application)
    browser.environ_base["REMOTE_ADDR"] = wishes["address"]
    browser.set_cookie(COOKIE, wishes["cookie"], domain="localhost", secure=True)
    application.config["PREFERRED_URL_SCHEME"] = "https"
    answers = [browser.post(path, json=body) for path, body in wishes["requests"]]
    json.dump([[answer.status_code, answer.get_json()] for answer in answers], sys.stdout)


if __name__ == "__main__":
    main(json.load(sys.stdin))
