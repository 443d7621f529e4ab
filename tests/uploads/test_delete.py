"""DELETE: termination. POST with another method's name."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from backend.db import new_id
from backend.uploads import service
from tests.tus import Tus, patch_headers

#: How rows are written is the same for each verb: test_patch.py and test_machine.py run on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_frees_and_is_gone(tus: Tus) -> None:
    url = tus.post(3, body=b"ab").headers["location"]
    assert tus.delete(url).status == 204
    assert not service.spool_path(UUID(url.rsplit("/", 1)[1])).exists()
    assert tus.head(url).status == 410
    assert tus.patch(url, 2, b"c").status == 410
    assert tus.delete(url).status == 410


def test_a_finished_upload_stays(tus: Tus) -> None:
    url = tus.post(2, body=b"ab").headers["location"]
    answer = tus.delete(url)
    assert (answer.status, json.loads(answer.body)["code"]) == (409, "upload_finished")


def test_unknown(tus: Tus) -> None:
    assert tus.delete(f"{tus.path}/{new_id()}").status == 404


def test_nobody_elses_upload(tus: Tus, outsider: Tus) -> None:
    url = tus.post(2).headers["location"]
    assert outsider.delete(url).status == 404
    assert tus.head(url).status == 200


def test_a_network_without_patch_and_delete(tus: Tus) -> None:
    """X-HTTP-Method-Override, as tus-js-client's overridePatchMethod sends it."""
    url = tus.post(3).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value}
    answer = tus.transport.request("POST", url, {**headers, "X-HTTP-Method-Override": "PATCH"}, b"ab")
    assert (answer.status, answer.headers["upload-offset"]) == (204, "2")
    headers = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "DELETE"}
    assert tus.transport.request("POST", url, headers, b"").status == 204
    assert tus.head(url).status == 410


@pytest.mark.parametrize("method", ["", "PUT", "GET"])
def test_no_other_method_goes_by_post(tus: Tus, method: str) -> None:
    url = tus.post(3).headers["location"]
    headers = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": method}
    assert tus.transport.request("POST", url, headers, b"").status == 400
