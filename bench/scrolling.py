"""S10: scrolling through a folder of 100,000 entries in Chromium, smoothly, by page and by dragging the scrollbar.

    python -m bench.scrolling

Needs the pages (`npm run build`). Software-rendered Chromium can't judge frame rates; what counts is no task over 50
ms of processor time (what else the machine does must not count), no layout shift, and no line in sight that stands
longer than 200 ms without its row.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import listing

LONGEST_BLANK_MS = 200
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """The command."""
    with tempfile.TemporaryDirectory() as name, listing.database("sqlite", Path(name)) as url:
        os.environ |= {
            "FILMJACKET_DATABASE_URL": url,
            "FILMJACKET_DATA_DIR": str(Path(name) / "data"),
            "FILMJACKET_SECRET_KEY": "a key for measuring only, long enough",
            "FILMJACKET_PUBLIC_URL": "https://localhost",
        }
        _, large = listing._seed()
        with listing._served("backend.app:create_app()", Path(name)) as (port, _):
            found = subprocess.run(
                [
                    "node",
                    str(ROOT / "bench" / "scrolling.mjs"),
                    f"http://localhost:{port}",
                    listing.EMAIL,
                    listing.PASSWORD,
                    str(large),
                ],
                cwd=ROOT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
    sys.exit(0 if report([json.loads(line) for line in found.stdout.splitlines()]) else 1)


def report(ways: list[dict[str, float]]) -> bool:
    """Print the table; whether every goal is met."""
    met = True
    print(
        "| scrolling | tasks over 50 ms of processor time | by the clock | layout shift | longest without its row ms |"
    )
    print("|---|---|---|---|---|")
    for way in ways:
        good = not way["busyTasks"] and not way["layoutShift"] and way["longestBlank"] <= LONGEST_BLANK_MS
        met &= good
        print(
            f"| {way['way']} | {_tasks(way['busyTasks'], way['busiestTask'])} "
            f"| {_tasks(way['longTasks'], way['longestTask'])} | {way['layoutShift']} "
            f"| {way['longestBlank']}{'' if good else ' !'} |"
        )
    return met


def _tasks(count: float, longest: float) -> str:
    return f"{count}, longest {longest}" if count else "none"


if __name__ == "__main__":
    main()
