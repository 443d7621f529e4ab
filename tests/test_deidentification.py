"""The table by which the guest's page takes out who a patient is follows from its sources."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_table_is_what_its_sources_say() -> None:
    script = ROOT / "scripts/deidentification_table.py"
    checked = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_nothing_that_names_people_or_places_is_kept() -> None:
    table = json.loads((ROOT / "frontend/src/uploads/deidentify/basic-profile.json").read_text())
    kept = set(" ".join(table["actions"]["K"].values()).split())
    for tag in ("00080080", "00080090", "00081010", "00081030", "0008103e", "00100010", "00101040", "00104000"):
        assert tag not in kept
    assert {"00280010", "00080016", "00080060"} <= kept
    assert "0020000d" in table["actions"]["U"]["UI"]
