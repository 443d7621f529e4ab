"""The manifest: declared, repeated, limited, bound to uploads."""

from __future__ import annotations

import dataclasses
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend import config
from backend.accounts.models import User
from backend.deliveries import members, paths, service
from backend.deliveries.errors import BadMembers, MembersTaken, TooManyBytes, TooManyFiles
from backend.uploads import service as uploads
from tests.deliveries.sender import guest_of

FILES = [("a", b"1"), ("b/c", b"22"), ("b/d", b"333")]


def test_positions_follow_the_order_of_declaring(owner: User) -> None:
    guest = guest_of(owner)
    assert [(line.position, line.path, line.size) for line in guest.declare(FILES)] == [
        (0, "a", 1),
        (1, "b/c", 2),
        (2, "b/d", 3),
    ]


def test_declaring_again_changes_nothing(owner: User) -> None:
    """Same path, size and time: the same line, wherever it stands in the second call."""
    guest = guest_of(owner)
    guest.declare(FILES)
    assert [line.position for line in guest.declare([("new", b""), *reversed(FILES)])] == [3, 2, 1, 0]
    assert len(guest.lines()) == 4


def test_a_file_that_has_changed_is_another_line(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare(FILES)
    assert guest.declare([("a", b"12")])[0].position == 3
    assert guest.declare([("a", b"1")], last_modified=2)[0].position == 4


def test_two_files_alike_in_one_call_are_two_lines(owner: User) -> None:
    """They may differ in their bytes, or in what was cleaned out of their names."""
    guest = guest_of(owner)
    both = [("x/a", b"1"), ("x\\a", b"2")]
    assert [line.position for line in guest.declare(both)] == [0, 1]
    assert [line.position for line in guest.declare(both)] == [0, 1]


def test_what_is_left_out_stands_in_the_manifest_with_its_reason(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare(FILES[:1], left_out="viewer-program")
    receipt = guest.close()
    assert [(line["path"], line["reason"]) for line in receipt["left_out"]] == [("a", "viewer-program")]


def test_minds_may_change_until_it_is_sent(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare(FILES[:1], left_out="removed-by-sender")
    guest.declare(FILES[:1])
    assert guest.states() == ["declared"]
    guest.declare(FILES[:1], left_out="unreadable")
    assert guest.lines()[0].reason == "unreadable"
    guest.declare(FILES[:1])
    guest.begin(FILES[:1])
    guest.declare(FILES[:1], left_out="unreadable")
    assert guest.states() == ["uploading"]


def test_limits(owner: User) -> None:
    settings = dataclasses.replace(config.current(), delivery_files_most=3, delivery_bytes_most=5)
    config.use(settings)
    guest = guest_of(owner)
    guest.declare(FILES[:2])
    with pytest.raises(TooManyBytes):
        guest.declare(FILES[2:])
    with pytest.raises(TooManyFiles):
        guest.declare([("e", b""), ("f", b"")])
    assert len(guest.lines()) == 2
    guest.declare([("viewer.exe", bytes(100))], left_out="viewer-program")
    with pytest.raises(TooManyBytes):
        uploads.create(guest.principal, str(guest.id), 5, {"filename": "plain"})


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_large_cd(owner: User) -> None:
    """As the page sends it: 5,000 files a request, then bundles of 2,000; then all over again."""
    guest, count = guest_of(owner), 20_000
    files = [{"path": f"DICOM/S{n // 500:03}/IM{n:05}", "size": 0, "last_modified": n} for n in range(count)]
    for _ in range(2):
        for start in range(0, count, 5000):
            lines = service.declare(guest.principal, guest.id, files[start : start + 5000])["items"]
            assert [line.position for line in lines] == list(range(start, start + 5000))
    upload = uploads.create(guest.principal, str(guest.id), 0, {"members": "0-1999"})
    assert upload.length == 0
    counted = service.read(guest.principal, guest.id)["files"]
    assert (counted["total"], counted["received"], counted["declared"]) == (count, 2000, count - 2000)


def test_pages_of_the_manifest(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare([(f"{n}", b"") for n in range(5)])
    seen, cursor = [], None
    while True:
        page = service.files(guest.principal, guest.id, 2, cursor)
        seen += [line.position for line in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [0, 1, 2, 3, 4]
    assert service.files(guest.principal, guest.id, 10, None, "filed")["items"] == []


def test_bytes_come_in_the_order_of_the_members(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare(FILES)
    uploads.create(guest.principal, str(guest.id), 6, {"members": "2,0-1"})
    assert [(line.upload_offset, line.state) for line in guest.lines()] == [
        (3, "uploading"),
        (4, "uploading"),
        (0, "uploading"),
    ]
    (planned,) = service.plan(guest.principal, guest.id, "/there")["uploads"]
    assert planned["members"] == "2,0-1"
    assert planned["url"] == f"/there/{planned['id']}"
    assert (planned["length"], planned["offset"], planned["finished"]) == (6, 0, False)


@pytest.mark.parametrize(
    "text", ["", "x", "3", "0-3", "1-0", "0,0", "0-1,1", "-1", "0-", "0--1", "0;1", "٠", "0-999999999"]
)
def test_members_that_are_not_there(owner: User, text: str) -> None:
    guest = guest_of(owner)
    guest.declare(FILES)
    if text == "":
        uploads.create(guest.principal, str(guest.id), 6, {"members": text})  # as if it had none: a plain client
        assert guest.lines()[-1].path == "unnamed"
        return
    with pytest.raises(BadMembers):
        uploads.create(guest.principal, str(guest.id), 6, {"members": text})


@pytest.mark.parametrize("length", [0, 5, 7])
def test_the_length_must_be_the_members(owner: User, length: int) -> None:
    guest = guest_of(owner)
    guest.declare(FILES)
    with pytest.raises(BadMembers):
        uploads.create(guest.principal, str(guest.id), length, {"members": "0-2"})
    assert service.plan(guest.principal, guest.id, "")["uploads"] == []


def test_a_file_is_in_one_upload_only(owner: User) -> None:
    guest = guest_of(owner)
    first = guest.begin(FILES[:2])
    with pytest.raises(MembersTaken):
        guest.begin(FILES[1:])
    uploads.terminate(guest.principal, str(guest.id), first.id)
    assert guest.states() == ["declared"] * 3
    assert service.plan(guest.principal, guest.id, "")["uploads"] == []
    guest.begin(FILES[1:])


def test_a_left_out_file_is_not_sent(owner: User) -> None:
    guest = guest_of(owner)
    guest.declare(FILES[:1], left_out="unreadable")
    with pytest.raises(MembersTaken):
        uploads.create(guest.principal, str(guest.id), 1, {"members": "0"})


def test_plain_uploads_are_declared_on_the_fly(owner: User) -> None:
    guest = guest_of(owner)
    for metadata in ({"filename": "../../etc/x.txt"}, {}, {"name": "from uppy.txt"}, {"relativePath": "CD/IM1"}):
        uploads.create(guest.principal, str(guest.id), 1, metadata)
    assert [line.path for line in guest.lines()] == ["etc/x.txt", "unnamed", "from uppy.txt", "CD/IM1"]


@given(st.lists(st.integers(0, 5000), unique=True, min_size=1, max_size=200))
def test_ranges_read_as_they_are_written(positions: list[int]) -> None:
    assert members.parse(members.join(positions), most=200) == positions


@given(st.text(max_size=60) | st.text("/\\.\u202e\x00é ", max_size=60))
@example("../../etc/passwd")
@example("C:\\Windows\\System32\\..\\x")
@example("a\u202egnp.exe")
@example("\ud800")
@example("/" * 2000 + "x" * 2000 + ".dcm")
@example("a/" * 1000 + "IM1")
def test_paths_are_safe_and_stay_so(path: str) -> None:
    cleaned = paths.clean(path)
    assert 0 < len(cleaned) <= 1024
    parts = cleaned.split("/")
    assert not {"", ".", ".."} & set(parts)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned)
    assert all(len(part) <= 255 for part in parts)
    assert paths.clean(cleaned) == cleaned
    cleaned.encode()


def test_an_overlong_name_keeps_its_suffix() -> None:
    assert paths.clean("x" * 400 + ".dcm") == "x" * 251 + ".dcm"
