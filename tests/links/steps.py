"""What a clinician does with upload links, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.links.expiry import today

PASSWORD = "lantern-brook-81-harvest"
ZONE = "Europe/Berlin"


def new_folder(client: FlaskClient, name: str = "Referrals", parent_id: str | None = None) -> str:
    """A folder at the top of the clinician's tree, or in another."""
    parent_id = parent_id or client.get("/api/me").get_json()["root_folder_id"]
    answer = client.post("/api/folders", json={"parent_id": parent_id, "name": name})
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["id"])


def form(shared: str, **changes: Any) -> dict[str, Any]:
    """The form "Share an Upload Folder", filled in."""
    return {
        "folder_id": shared,
        "recipients": ["guest@example.org"],
        "language": "en",
        "password": PASSWORD,
        "title": "Upload for St. Example's",
        "expire_date": (today(ZONE) + timedelta(days=14)).isoformat(),
        "time_zone": ZONE,
        **changes,
    }


def post(client: FlaskClient, shared: str, **changes: Any) -> TestResponse:
    """Press "Send Upload Link"."""
    return client.post("/api/links", json=form(shared, **changes))


def share(client: FlaskClient, shared: str, **changes: Any) -> dict[str, Any]:
    """Share a folder with one recipient; returns the link."""
    answer = post(client, shared, **changes)
    assert answer.status_code == 201, answer.get_json()
    [link] = answer.get_json()["links"]
    return link  # type: ignore[no-any-return]


def token_of(link: dict[str, Any]) -> str:
    """The secret part of a link's address."""
    return str(link["url"]).rpartition("/u/")[2]
