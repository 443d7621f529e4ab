"""tus as a state machine: whatever the order of verbs, offsets, clients and broken connections, its promises are kept.

The model knows for each upload the bytes that it must hold. Over a real connection that broke it may only know bounds:
its bytes may still be draining into the server.
"""

from __future__ import annotations

import gzip
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from backend.uploads import service
from backend.uploads.models import Upload
from tests.tus import OverHttp, Tus, metadata, patch_headers

LENGTH_MOST = 3000


@dataclass
class Model:
    """What an upload must be. Its offset lies in [least, most], which differ only while a broken request may drain."""

    url: str
    data: bytes
    least: int = 0
    most: int = 0
    gone: bool = False

    @property
    def is_finished(self) -> bool:
        return self.least == len(self.data)

    def settle(self, offset: int) -> None:
        assert self.least <= offset <= self.most
        self.least = offset


@dataclass(frozen=True)
class World:
    """The server under test: `open_delivery` gives a client for a new delivery and its stranger's view of it."""

    open_delivery: Callable[[], tuple[Tus, Tus | None]]


class TusMachine(RuleBasedStateMachine):
    """Verbs in any order, by the delivery's own client and by a stranger."""

    uploads = Bundle("uploads")
    world: World

    @initialize()
    def begin(self) -> None:
        self.tus, self.stranger = self.world.open_delivery()
        self.models: list[Model] = []
        self.made = 0

    @rule(target=uploads, length=st.integers(0, LENGTH_MOST), first=st.none() | st.integers(0, LENGTH_MOST))
    def create(self, length: int, first: int | None) -> Model:
        self.made += 1
        data = random.Random(self.made).randbytes(length)
        body = None if first is None else data[:first]
        answer = self.tus.post(length, metadata(filename=f"{self.made}.bin"), body=body)
        assert answer.status == 201
        model = Model(answer.headers["location"], data)
        model.least = model.most = len(body or b"")
        if body is not None:
            assert answer.headers["upload-offset"] == str(len(body))
        self.models.append(model)
        return model

    @rule(model=uploads)
    def head(self, model: Model) -> None:
        answer = self.tus.head(model.url)
        if model.gone:
            assert answer.status == 410
            return
        assert answer.status == 200
        assert answer.headers["upload-length"] == str(len(model.data))
        model.settle(int(answer.headers["upload-offset"]))

    @rule(model=uploads, size=st.integers(0, LENGTH_MOST), coding=st.sampled_from(["plain", "gzip", "sha256"]))
    def append(self, model: Model, size: int, coding: str) -> None:
        offset = model.least
        piece = model.data[offset : offset + size]
        answer = self._patch(model, offset, piece, coding)
        if model.gone:
            assert answer[0] == 410
        elif answer[0] == 204:
            assert offset == model.least  # else it would have been a mismatch
            assert answer[1] == offset + len(piece)
            model.least = answer[1]
            model.most = max(model.most, model.least)
        else:
            assert answer[0] in (409, 423)
            assert model.most > model.least  # a broken request is, or was, draining

    @rule(model=uploads, shift=st.integers(-LENGTH_MOST, LENGTH_MOST).filter(bool), body=st.binary(max_size=50))
    def append_elsewhere(self, model: Model, shift: int, body: bytes) -> None:
        offset = max(0, model.least + shift)
        if model.least <= offset <= model.most:
            return
        assert self._patch(model, offset, body, "plain")[0] in ((410,) if model.gone else (409, 423))

    @rule(model=uploads, excess=st.integers(1, 100), coding=st.sampled_from(["plain", "gzip"]))
    def append_too_much(self, model: Model, excess: int, coding: str) -> None:
        if model.is_finished:
            return
        body = bytes(len(model.data) - model.least + excess)
        status = self._patch(model, model.least, body, coding)[0]
        assert status in ((410,) if model.gone else (413, 409, 423))

    @rule(model=uploads)
    def append_altered(self, model: Model) -> None:
        if model.is_finished:
            return
        wrong = hashlib.sha256(b"other").digest()
        headers = {"Upload_Checksum": f"sha256 {_base64(wrong)}"}
        status = self.tus.patch(model.url, model.least, model.data[model.least : model.least + 10], **headers).status
        assert status in ((410,) if model.gone else (460, 409, 423))

    @rule(model=uploads)
    def terminate(self, model: Model) -> None:
        status = self.tus.delete(model.url).status
        if model.gone:
            assert status == 410
        elif status == 409:
            assert model.most == len(model.data)
            model.least = model.most
        else:
            assert status == 204
            assert not model.is_finished
            model.gone = True

    @precondition(lambda self: self.stranger is not None)
    @rule(model=uploads, verb=st.sampled_from(["head", "patch", "delete"]))
    def strangers_see_nothing(self, model: Model, verb: str) -> None:
        assert self.stranger is not None
        if verb == "patch":
            assert self.stranger.patch(model.url, model.least, b"x").status == 404
        else:
            assert getattr(self.stranger, verb)(model.url).status == 404

    @precondition(lambda self: isinstance(self.tus.transport, OverHttp))
    @rule(model=uploads, announced=st.integers(1, LENGTH_MOST), sent=st.integers(0, LENGTH_MOST))
    def break_off(self, model: Model, announced: int, sent: int) -> None:
        """A connection that breaks in the middle of a body: what came is kept, sooner or later."""
        transport = self.tus.transport
        assert isinstance(transport, OverHttp)
        announced = min(announced, len(model.data) - model.least)
        if model.gone or announced < 1:
            return
        body = model.data[model.least : model.least + min(sent, announced - 1)]
        headers = {name: value for name, value in patch_headers(model.least).items() if value is not None}
        transport.broken_off("PATCH", model.url, headers, announced, body)
        model.most = max(model.most, model.least + len(body))

    @invariant()
    def spooled_bytes_are_the_senders(self) -> None:
        for model in getattr(self, "models", []):
            path = service.spool_path(UUID(model.url.rsplit("/", 1)[1]))
            held = path.read_bytes() if path.exists() else b""
            assert not model.gone or held == b""
            if not model.gone:
                assert model.least <= len(held) <= model.most
                assert held == model.data[: len(held)]

    @invariant()
    def done_means_whole(self) -> None:
        for model in getattr(self, "models", []):
            row = Upload.get_by_id(UUID(model.url.rsplit("/", 1)[1]))
            if model.is_finished and not model.gone:
                assert row.finished_at is not None
            if row.finished_at is not None:
                assert model.most == len(model.data)

    def _patch(self, model: Model, offset: int, body: bytes, coding: str) -> tuple[int, int]:
        if coding == "gzip":
            answer = self.tus.patch(model.url, offset, gzip.compress(body), Content_Encoding="gzip")
        elif coding == "sha256":
            digest = _base64(hashlib.sha256(body).digest())
            answer = self.tus.patch(model.url, offset, body, Upload_Checksum=f"sha256 {digest}")
        else:
            answer = self.tus.patch(model.url, offset, body)
        return answer.status, int(answer.headers.get("upload-offset", -1))


def _base64(digest: bytes) -> str:
    import base64

    return base64.b64encode(digest).decode()
