"""An object whose header is not as it should be keeps nobody from downloading what lies around it."""

from __future__ import annotations

import random

import pytest

from backend.db import new_id
from backend.downloads import records
from backend.downloads.selection import Bytes, ChosenInstance
from backend.storage import service as storage
from tests import datasets

REPORT = datasets.real_file("reportsi.dcm").read_bytes()
HEADER = (300, 2400)  # bytes that hold the attributes of a report's record


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize("seed", range(4))
def test_damaged_headers_lack_attributes_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    key = f"{new_id().hex}"
    path = storage.store().local_path(key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    instance = ChosenInstance(new_id(), "1.2", "1.2.840.10008.5.1.4.1.1.88.33", "", 1, False, Bytes(key, len(REPORT)))
    for _ in range(100):
        damaged = bytearray(REPORT)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(*HEADER)] = chance.randrange(256)
        path.write_bytes(damaged)
        for kind, wanted in records.KEYS.items():
            assert len(records.keys_of(instance, kind)) <= len(wanted)


@pytest.mark.usefixtures("user")
def test_a_sound_header_gives_its_attributes() -> None:
    key = f"{new_id().hex}"
    path = storage.store().local_path(key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(REPORT)
    instance = ChosenInstance(new_id(), "1.2", "1.2.840.10008.5.1.4.1.1.88.33", "", 1, False, Bytes(key, len(REPORT)))

    assert set(records.keys_of(instance, "SR DOCUMENT")) == {0x00080023, 0x00080033, 0x0040A043, 0x0040A491, 0x0040A493}
