"""A bare tus client for tests, over the application's test client or over a real connection."""

from __future__ import annotations

import base64
import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flask.testing import FlaskClient

from backend.web.auth import USER_COOKIE

OFFSET_STREAM = "application/offset+octet-stream"


@dataclass(frozen=True)
class Answer:
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """How a request travels."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a request and read its answer."""


@dataclass
class InProcess:
    """Through Flask's test client."""

    client: FlaskClient

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """See Transport."""
        answer = self.client.open(path, method=method, headers=dict(headers), data=body)
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data)


@dataclass
class OverHttp:
    """To a real server; the session's cookie is sent by hand, as Secure cookies are not kept over plain HTTP."""

    port: int
    token: str
    connection: http.client.HTTPConnection | None = field(default=None)

    def headers(self) -> dict[str, str]:
        """What makes a request one of a page of ours."""
        return {"Cookie": f"{USER_COOKIE}={self.token}", "X-Requested-With": "Filmjacket"}

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """See Transport. Each request has a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, {**self.headers(), **headers})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def broken_off(self, method: str, path: str, headers: Mapping[str, str], length: int, body: bytes) -> None:
        """Announce `length` bytes, send `body`, and vanish."""
        with self.opened(method, path, {**headers, "Content-Length": str(length)}) as connection:
            connection.sendall(body)

    def opened(self, method: str, path: str, headers: Mapping[str, str]) -> socket.socket:
        """A connection on which a request's head has been sent; its body is the caller's."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in {**self.headers(), **headers}.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return connection


@dataclass
class Tus:
    """The verbs, with the headers that they need unless a test gives others (None leaves one out)."""

    transport: Transport
    path: str

    def options(self) -> Answer:
        """What the server speaks."""
        return self.transport.request("OPTIONS", self.path, {}, b"")

    def post(self, length: int, metadata: str | None = None, body: bytes | None = None, **more: str | None) -> Answer:
        """Create an upload."""
        headers: dict[str, str | None] = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length)}
        if metadata is not None:
            headers["Upload-Metadata"] = metadata
        if body is not None:
            headers["Content-Type"] = OFFSET_STREAM
        return self.transport.request("POST", self.path, _sent(headers, more), body or b"")

    def head(self, url: str, **more: str | None) -> Answer:
        """Ask how far it is."""
        return self.transport.request("HEAD", url, _sent({"Tus-Resumable": "1.0.0"}, more), b"")

    def patch(self, url: str, offset: int, body: bytes, **more: str | None) -> Answer:
        """Append."""
        return self.transport.request("PATCH", url, _sent(patch_headers(offset), more), body)

    def delete(self, url: str, **more: str | None) -> Answer:
        """Terminate."""
        return self.transport.request("DELETE", url, _sent({"Tus-Resumable": "1.0.0"}, more), b"")


def patch_headers(offset: int) -> dict[str, str | None]:
    """The headers of a PATCH."""
    return {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": OFFSET_STREAM}


def metadata(**pairs: str) -> str:
    """Upload-Metadata."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def _sent(headers: Mapping[str, str | None], more: Mapping[str, str | None]) -> dict[str, str]:
    """`more` overrides `headers`; in its names '_' stands for '-'."""
    merged = {**headers, **{name.replace("_", "-"): value for name, value in more.items()}}
    return {name: value for name, value in merged.items() if value is not None}
