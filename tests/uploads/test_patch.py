"""PATCH: append."""

from __future__ import annotations

import base64
import fcntl
import gzip
import hashlib
import json
import os
from uuid import UUID

import pytest

from backend.uploads import service
from backend.uploads.models import Upload
from tests.tus import Tus

DATA = bytes(range(256)) * 8


def spooled(url: str) -> bytes:
    return service.spool_path(UUID(url.rsplit("/", 1)[1])).read_bytes()


def code(body: bytes) -> str:
    return str(json.loads(body)["code"])


def test_appends_until_it_is_whole(tus: Tus) -> None:
    url = tus.post(len(DATA)).headers["location"]
    first = tus.patch(url, 0, DATA[:1000])
    assert (first.status, first.headers["upload-offset"]) == (204, "1000")
    assert "upload-expires" in first.headers
    last = tus.patch(url, 1000, DATA[1000:])
    assert (last.status, last.headers["upload-offset"]) == (204, str(len(DATA)))
    assert "upload-expires" not in last.headers
    assert spooled(url) == DATA
    assert Upload.get().finished_at is not None


@pytest.mark.parametrize("offset", [0, 2, 4, 7])
def test_another_offset_changes_nothing(tus: Tus, offset: int) -> None:
    url = tus.post(6, body=b"abc").headers["location"]
    answer = tus.patch(url, offset, b"XY")
    assert (answer.status, code(answer.body)) == (409, "upload_offset_mismatch")
    assert spooled(url) == b"abc"


@pytest.mark.parametrize("offset", [None, "", "-1", "0x1", "1e3"])
def test_needs_an_offset(tus: Tus, offset: str | None) -> None:
    url = tus.post(3).headers["location"]
    assert tus.patch(url, 0, b"abc", Upload_Offset=offset).status == 400


def test_needs_its_content_type(tus: Tus) -> None:
    url = tus.post(3).headers["location"]
    answer = tus.patch(url, 0, b"abc", Content_Type="application/octet-stream")
    assert answer.status == 415
    assert tus.head(url).headers["upload-offset"] == "0"


def test_more_than_announced_is_not_taken(tus: Tus) -> None:
    url = tus.post(3, body=b"a").headers["location"]
    assert tus.patch(url, 1, b"bcd").status == 413
    assert spooled(url) == b"a"


def test_an_empty_patch_is_no_harm(tus: Tus) -> None:
    url = tus.post(3).headers["location"]
    assert tus.patch(url, 0, b"").headers["upload-offset"] == "0"


def test_the_last_request_may_be_repeated(tus: Tus) -> None:
    url = tus.post(3, body=b"abc").headers["location"]
    assert tus.patch(url, 3, b"").status == 204
    assert tus.patch(url, 0, b"abc").status == 409


def test_a_second_writer_is_told_to_wait(tus: Tus) -> None:
    url = tus.post(3).headers["location"]
    handle = os.open(service.spool_path(UUID(url.rsplit("/", 1)[1])), os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    answer = tus.patch(url, 0, b"abc")
    os.close(handle)
    assert (answer.status, answer.headers["retry-after"]) == (423, "1")
    assert tus.patch(url, 0, b"abc").status == 204


def test_gzip_counts_decoded_bytes(tus: Tus) -> None:
    url = tus.post(len(DATA)).headers["location"]
    answer = tus.patch(url, 0, gzip.compress(DATA[:1500]), Content_Encoding="gzip")
    assert (answer.status, answer.headers["upload-offset"]) == (204, "1500")
    answer = tus.patch(url, 1500, gzip.compress(DATA[1500:]), Content_Encoding="gzip")
    assert answer.headers["upload-offset"] == str(len(DATA))
    assert spooled(url) == DATA


def test_a_gzip_bomb_is_bounded_by_the_upload(tus: Tus) -> None:
    url = tus.post(1000, body=b"abc").headers["location"]
    answer = tus.patch(url, 3, gzip.compress(bytes(50 << 20)), Content_Encoding="gzip")
    assert (answer.status, code(answer.body)) == (413, "upload_too_long")
    assert spooled(url) == b"abc"


def test_what_is_no_gzip_is_not_taken(tus: Tus) -> None:
    url = tus.post(100).headers["location"]
    assert tus.patch(url, 0, b"no gzip at all", Content_Encoding="gzip").status == 400
    assert spooled(url) == b""


def test_an_unknown_coding_names_those_that_are_known(tus: Tus) -> None:
    url = tus.post(100).headers["location"]
    answer = tus.patch(url, 0, b"abc", Content_Encoding="br")
    assert (answer.status, answer.headers["accept-encoding"]) == (415, "gzip")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_right_checksum_is_taken(tus: Tus, algorithm: str) -> None:
    url = tus.post(3).headers["location"]
    digest = base64.b64encode(hashlib.new(algorithm, b"abc").digest()).decode()
    assert tus.patch(url, 0, b"abc", Upload_Checksum=f"{algorithm} {digest}").status == 204


def test_a_wrong_checksum_takes_nothing(tus: Tus) -> None:
    """ "the Server MUST respond with the 460 Checksum Mismatch status code and the chunk MUST be discarded"."""
    url = tus.post(6, body=b"abc").headers["location"]
    digest = base64.b64encode(hashlib.sha1(b"other").digest()).decode()
    answer = tus.patch(url, 3, b"def", Upload_Checksum=f"sha1 {digest}")
    assert (answer.status, code(answer.body)) == (460, "checksum_mismatch")
    assert spooled(url) == b"abc"


@pytest.mark.parametrize("header", ["crc32 AAAA", "sha1", "sha1 !"])
def test_an_unknown_checksum_is_refused(tus: Tus, header: str) -> None:
    """ "If the algorithm is not supported by the Server it MUST respond with 400"; md5 of nothing is a mismatch."""
    url = tus.post(3).headers["location"]
    assert tus.patch(url, 0, b"abc", Upload_Checksum=header).status in (400, 460)
    assert spooled(url) == b""


def test_nobody_elses_upload(tus: Tus, outsider: Tus) -> None:
    url = tus.post(3).headers["location"]
    assert outsider.patch(url, 0, b"abc").status == 404
    assert tus.head(url).headers["upload-offset"] == "0"
