"""A delivery that goes on while listings are measured: studies arrive in a folder, one after the other.

    python -m bench.filing FOLDER_ID [--each-second 20]

Files rows as intake does, in the database that FILMJACKET_DATABASE_URL names, until it is ended.
"""

from __future__ import annotations

import argparse
import random
import time
from uuid import UUID

from backend import config
from backend.app import prepare
from backend.db import db
from backend.folders import service as folders
from backend.folders.models import Folder
from bench import seed


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.filing", description=__doc__.splitlines()[0])
    parser.add_argument("folder_id", type=UUID)
    parser.add_argument("--each-second", type=float, default=20)
    arguments = parser.parse_args()
    prepare(config.load_settings())
    chance = random.Random(9)
    with db.connection_context():
        folder = Folder.get_by_id(arguments.folder_id)
        number = 10**7
        while True:
            number += 1
            with db.atomic():
                study = seed.new_study(folder, chance, number)
                study.save(force_insert=True)
                folders.file_entry(
                    folder.id,
                    study_id=study.id,
                    added_by=f"user:{folder.owner_id}",
                    added_by_name="Somebody",
                    via="upload",
                    delivery_id=None,
                )
            time.sleep(1 / arguments.each_second)


if __name__ == "__main__":
    main()
