"""A real PostgreSQL server for tests, from Debian's package, in a folder of its own on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql")

#: Rows of a table that are sooner deleted than their table is truncated.
FEW = 500


@dataclass(frozen=True)
class Server:
    """A running server."""

    folder: Path
    port: int

    def url(self, database: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://filmjacket@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> None:
        """Make an empty database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{database}"')

    def empty(self, database: str) -> None:
        """Remove every row of a migrated database, and whoever is still connected to it.

        To truncate makes new files for each table and index, which takes longer than most tests: few rows are deleted.
        """
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            tables = [
                name
                for (name,) in connection.execute(
                    "select quote_ident(tablename) from pg_tables"
                    " where schemaname = 'public' and tablename <> 'schema_migration'"
                )
            ]
            with connection.transaction():
                connection.execute(f"lock table {', '.join(tables)} in exclusive mode")
                connection.execute("set local session_replication_role = replica")  # in any order, without foreign keys
                counted = " union all ".join(
                    f"select '{name}', (select count(*) from (select from {name} limit {FEW}) as first)"
                    for name in tables
                )
                rows: dict[str, int] = dict(connection.execute(counted).fetchall())
                for name in tables:
                    if 0 < rows[name] < FEW:
                        connection.execute(f"delete from {name}")
                if many := [name for name in tables if rows[name] == FEW]:
                    connection.execute(f"truncate {', '.join(many)} cascade")

    def stop(self) -> None:
        """End the server at once and remove it: nobody needs its data."""
        _run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder)


def start() -> Server:
    """Make a cluster in a folder of its own and start it; PostgreSQL refuses root, so root becomes `postgres`.

    The folder isn't pytest's: every other run of pytest shuts theirs to all but root again.
    """
    folder, port = Path(tempfile.mkdtemp(prefix="filmjacket-postgresql-")), _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    _run(folder, "initdb", "-D", data, "-U", "filmjacket", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=100"
    _run(folder, "pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    return Server(folder, port)


def _run(folder: Path, program: str, *arguments: str) -> None:
    command = [str(_binary(program)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)


def _binary(program: str) -> Path:
    versions = sorted(BINARIES.glob(f"*/bin/{program}"))
    if versions:
        return versions[-1]
    found = shutil.which(program)
    if found is None:
        raise RuntimeError("PostgreSQL is missing; install Debian's package: apt-get install postgresql")
    return Path(found)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
