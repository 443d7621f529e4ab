"""How a body is received by a real gunicorn: in one piece, in many, broken off, compressed, chunked, silent."""

from __future__ import annotations

import gzip
import random
import time
import zlib
from uuid import UUID

import pytest

from backend.uploads import receive, service
from tests.tus import OFFSET_STREAM, Tus, patch_headers
from tests.uploads.conftest import Server

DATA = random.Random(1).randbytes(5 << 20)
HEADERS = {"Tus-Resumable": "1.0.0", "Content-Type": OFFSET_STREAM}


def spooled(url: str) -> bytes:
    return service.spool_path(UUID(url.rsplit("/", 1)[1])).read_bytes()


def offset_of(tus: Tus, url: str) -> int:
    """As HEAD says it; it waits for a writer, but not for one that has not begun."""
    return int(tus.head(url).headers["upload-offset"])


def test_large_pieces_arrive_whole(server: Server) -> None:
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    assert tus.patch(url, 0, DATA[: 3 << 20]).headers["upload-offset"] == str(3 << 20)
    assert tus.patch(url, 3 << 20, DATA[3 << 20 :]).headers["upload-offset"] == str(len(DATA))
    assert spooled(url) == DATA


def test_what_came_with_the_head_is_not_lost_nor_is_the_next_request(server: Server) -> None:
    """A head, its body, and another request in one segment: gunicorn has read all before the body is asked for."""
    tus = server.tus()
    url = tus.post(10).headers["location"]
    head = {name: value for name, value in patch_headers(0).items() if value is not None}
    with server.http.opened("PATCH", url, {**head, "Content-Length": "6"}) as connection:
        follow_up = f"HEAD {url} HTTP/1.1\r\nHost: x\r\nCookie: {server.http.headers()['Cookie']}\r\n"
        connection.sendall(f"abcdef{follow_up}Tus-Resumable: 1.0.0\r\nConnection: close\r\n\r\n".encode())
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    first, second = answers.split(b"\r\n\r\n")[:2]
    assert b"204" in first.splitlines()[0]
    assert b"200" in second.splitlines()[0]
    assert b"upload-offset: 6" in second.lower()
    assert spooled(url) == b"abcdef"


def test_a_broken_connection_leaves_what_came(server: Server) -> None:
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value is not None}
    with server.http.opened("PATCH", url, {**headers, "Content-Length": str(len(DATA))}) as connection:
        connection.sendall(DATA[: 2 << 20])
        wait_until_spooled(url, 2 << 20)
    assert offset_of(tus, url) == 2 << 20
    assert tus.patch(url, 2 << 20, DATA[2 << 20 :]).status == 204
    assert spooled(url) == DATA


def test_a_broken_connection_leaves_the_decoded_beginning(server: Server) -> None:
    """Offsets count decoded bytes, also those of a chunk whose end never came."""
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value is not None}
    packed = gzip.compress(DATA, 1)
    headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
    with server.http.opened("PATCH", url, headers) as connection:
        connection.sendall(packed[: len(packed) // 2])
        wait_until_spooled(url, 2 << 20)
    reached = offset_of(tus, url)
    assert reached > 2 << 20
    assert spooled(url) == DATA[:reached]
    rest = gzip.compress(DATA[reached:], 1)
    assert tus.patch(url, reached, rest, Content_Encoding="gzip").headers["upload-offset"] == str(len(DATA))
    assert spooled(url) == DATA


def test_chunked_bodies_are_taken(server: Server) -> None:
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value is not None}
    with server.http.opened("PATCH", url, {**headers, "Transfer-Encoding": "chunked", "Connection": "close"}) as line:
        for start in range(0, len(DATA), 1 << 20):
            piece = DATA[start : start + (1 << 20)]
            line.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert b"204" in answer.splitlines()[0]
    assert spooled(url) == DATA


def test_a_chunked_body_that_breaks_off_leaves_what_came(server: Server) -> None:
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value is not None}
    with server.http.opened("PATCH", url, {**headers, "Transfer-Encoding": "chunked"}) as line:
        line.sendall(b"%x\r\n" % len(DATA) + DATA[: 1 << 20])
        wait_until_spooled(url, 512 << 10)
    reached = offset_of(tus, url)
    assert 512 << 10 <= reached <= 1 << 20
    assert spooled(url) == DATA[:reached]


def test_a_sender_who_comes_back_takes_over_from_a_connection_that_hangs(server: Server) -> None:
    """A closed laptop's connection stands for minutes; its upload must not."""
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    headers = {name: value for name, value in patch_headers(0).items() if value is not None}
    with server.http.opened("PATCH", url, {**headers, "Content-Length": str(len(DATA))}) as hanging:
        hanging.sendall(DATA[:1000])
        wait_until_spooled(url, 1000)
        assert tus.patch(url, 1000, DATA[1000:]).status == 423
        assert offset_of(tus, url) == 1000
        assert tus.patch(url, 1000, DATA[1000:]).status == 204
        assert b"408" in hanging.recv(65536).splitlines()[0]


def test_a_refused_body_is_read_so_that_its_sender_reads_the_answer(server: Server) -> None:
    tus = server.tus()
    url = tus.post(len(DATA)).headers["location"]
    for _ in range(5):
        assert tus.patch(url, 7, DATA).status == 409
        assert tus.patch(url, 0, DATA, Tus_Resumable="0.2").status == 412
        assert tus.patch(url, 0, DATA, X_Requested_With="Somebody").status == 403


def test_a_chunk_larger_than_one_request_may_carry(server: Server) -> None:
    tus = server.tus()
    url = tus.post(20 << 20).headers["location"]
    assert tus.patch(url, 0, bytes(9 << 20)).status == 413
    packed = zlib.compress(bytes(9 << 20), 1, wbits=31)
    assert tus.patch(url, 0, packed, Content_Encoding="gzip").status == 413
    assert offset_of(tus, url) == 0


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_gunzip_in_small_pieces_and_many_members(size: int) -> None:
    """Whatever the pieces of the input, and however little is given out at once, all of it comes."""
    from backend.uploads.body import gunzip

    packed = b"".join(gzip.compress(part, level) for level, part in enumerate((DATA[:5000], b"", bytes(70_000)), 1))
    step = 7**size
    pieces = [packed[start : start + step] for start in range(0, len(packed), step)]
    out = list(gunzip(pieces, most=100))
    assert b"".join(out) == DATA[:5000] + bytes(70_000)
    assert max(map(len, out)) <= 100


def test_silence_bounds_are_sane() -> None:
    assert receive.LOOK_EVERY < service.PATIENCE < receive.SILENCE_MOST


def wait_until_spooled(url: str, size: int) -> None:
    """Until the server has written this much: there is no other sign of it while the connection stands."""
    path = service.spool_path(UUID(url.rsplit("/", 1)[1]))
    deadline = time.monotonic() + 60
    while not path.exists() or path.stat().st_size < size:
        assert time.monotonic() < deadline, "the bytes never came"
