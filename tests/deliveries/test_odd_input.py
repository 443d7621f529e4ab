"""Bad input (R5, short form): whatever comes, the rest of its delivery is unaffected, and the reason is in words."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from backend import config
from backend.accounts.models import User
from backend.deliveries.models import DeliveryFile
from backend.folders.models import FolderEntry
from backend.intake import reasons
from tests import datasets
from tests.deliveries.conftest import named
from tests.deliveries.sender import Named, guest_of

NAMES = [
    "../../../etc/passwd",
    "..\\..\\Windows\\win.ini",
    "/absolute/path.dcm",
    "C:\\fakepath\\scan.dcm",
    "CON",
    "NUL.dcm",
    "a\x00b.dcm",
    "new\nline.dcm",
    "\u202egnp.exe.dcm",
    "\ud800.dcm",
    "пациент/снимок.dcm",
    "患者/画像.dcm",
    "e\u0301.dcm",
    "x" * 4096,
    "y" * 1000 + "/" + "z" * 1000 + ".dcm",
    "   ",
    ".",
    "..",
    "/",
    "trailing. ",
    "%2e%2e%2f",
    "a:b*c?.dcm",
    "'; DROP TABLE deliveryfile; --",
    "<img src=x onerror=alert(1)>.dcm",
    "{{7*7}}.dcm",
]


@pytest.fixture
def good(tmp_path: Path) -> list[Named]:
    """Files that must come through in any company."""
    return named(
        [*datasets.write_study(tmp_path / "good", "good", slices=2), datasets.write_pdf(tmp_path / "good.pdf")]
    )


def mutated(seed: int, count: int) -> list[Named]:
    """Real files with a few bytes changed, inserted, left out or cut off."""
    chance = random.Random(seed)
    sources = [file for file in datasets.real_files() if file.stat().st_size < 40_000]
    files = []
    for number in range(count):
        source = chance.choice(sources)
        data = bytearray(source.read_bytes())
        for _ in range(chance.randrange(1, 12)):
            place = chance.randrange(min(len(data), chance.choice((200, 2000, 1 << 30)))) if data else 0
            match chance.randrange(4):
                case 0:
                    data[place : place + 1] = bytes([chance.randrange(256)])
                case 1:
                    data[place:place] = chance.randbytes(chance.randrange(1, 9))
                case 2:
                    del data[place : place + chance.randrange(1, 9)]
                case _:
                    data[place : place + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
        if chance.random() < 0.2:
            del data[chance.randrange(len(data) + 1) :]
        files.append((f"{number:03}-{source.name}", bytes(data)))
    return files


def deliver_among(owner: User, good: list[Named], odd: list[Named]) -> list[DeliveryFile]:
    """Deliver odd files between good ones; returns the odd ones' lines when the good ones have come through."""
    guest = guest_of(owner)
    receipt = guest.deliver([good[0], *odd, *good[1:]])
    lines = guest.lines()
    filed = {line.sha256 for line in lines if line.state == "filed"}
    for line in (lines[0], *lines[-len(good) + 1 :]):
        assert line.state in ("filed", "duplicate")
        assert line.sha256 in filed
    for line in lines:
        assert line.state in ("filed", "duplicate", "conflict", "refused")
        assert (line.reason is None) == (line.state == "filed")
        if line.reason is not None:
            assert line.reason in reasons.REASON_SENTENCES
            assert line.reason != reasons.Reason.UNREADABLE, line.path  # intake itself failed
    assert receipt["received_count"] == sum(line.state != "refused" for line in lines)
    stays_inside()
    return lines[1 : len(lines) - len(good) + 1]


def stays_inside() -> None:
    """Below the data folder there is what we made, named as we name it."""
    data_dir = config.current().data_dir
    assert {path.name for path in data_dir.iterdir()} <= {"spool", "blobs", "queue.sqlite", *sqlite_companions()}
    for path in config.current().blob_dir.rglob("*"):
        assert all(char in "0123456789abcdef" for char in path.name)


def sqlite_companions() -> set[str]:
    return {f"queue.sqlite-{suffix}" for suffix in ("wal", "shm", "journal")}


FULL = os.environ.get("FILMJACKET_TESTS") == "full"


@pytest.mark.parametrize("seed", range(40 if FULL else 2))
def test_mutated_files(owner: User, good: list[Named], seed: int) -> None:
    lines = deliver_among(owner, good, mutated(seed, 125))
    assert len(lines) == 125


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_real_file_as_it_is(owner: User, good: list[Named]) -> None:
    """With its READMEs, its DICOMDIRs and its gzip."""
    small = [file for file in datasets.real_files() if file.stat().st_size < 300_000]
    lines = deliver_among(owner, good, [(f"{n}/{file.name}", file.read_bytes()) for n, file in enumerate(small)])
    assert sum(line.state == "filed" for line in lines) > 150


def test_odd_names(owner: User, good: list[Named]) -> None:
    """A DICOM file is filed by its UIDs whatever it is called; a text keeps a name that can be shown."""
    data = datasets.real_file("MR_small.dcm").read_bytes()
    odd = [(name[:1024], data if "dcm" in name else f"Note {n}".encode()) for n, name in enumerate(NAMES)]
    lines = deliver_among(owner, good, odd)
    assert sum(line.state == "filed" for line in lines if str(line.outcome_ref).startswith("study:")) == 1
    for entry in FolderEntry.select().where(FolderEntry.kind == "document"):
        assert entry.document is not None
        name = entry.document.name
        assert name
        assert not set("/\\\0\n") & set(name)


def test_archives_of_every_kind(owner: User, good: list[Named]) -> None:
    """Refused for now, each with a sentence; nothing in them is ever unpacked."""
    lines = deliver_among(owner, good, [*archives()])
    assert {line.reason for line in lines} == {"archive"}


def archives() -> list[Named]:
    """Bombs, paths that lead out, links, nesting."""
    found: list[Named] = []
    for name, member, content in (
        ("bomb.zip", "zeros", bytes(10 << 20)),
        ("traversal.zip", "../../../../tmp/x", b"x"),
        ("disguised.docx", "word.txt", b"x"),
        ("disguised.dcm", "IM1", datasets.real_file("MR_small.dcm").read_bytes()),
    ):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, content)
        found.append((name, sink.getvalue()))
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as archive:
        for name, data in list(found):
            archive.writestr(name, data)
    return [
        *found,
        ("nested.zip", nested.getvalue()),
        ("x.gz", b"\x1f\x8b\x08" + bytes(20)),
        ("x.rar", b"Rar!\x1a\x07\x00"),
    ]
