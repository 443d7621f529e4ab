"""The `filmjacket` command: what an operator does."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import click
import peewee

from backend import config
from backend.app import create_app, prepare
from backend.db import db
from backend.web.api import description_of


def _settings() -> config.Settings:
    try:
        return config.load_settings()
    except config.ConfigurationError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def main() -> None:
    """Filmjacket: folders for medical images on the web, and upload links into them."""


@main.command()
def migrate() -> None:
    """Bring the database to this version; forward only, safe to repeat."""
    from backend.migrations import migrate as run

    prepare(_settings())
    for name in run():
        click.echo(f"applied {name}")
    click.echo("the database is up to date")


@main.command()
def worker() -> None:
    """Run jobs (intake, mails), the sweeper and the audit sealer until SIGTERM."""
    from backend.worker import run

    run(create_app(_settings()))


@main.command()
def demo() -> None:
    """Make the demo clinician, folders and studies; for trying it out only."""
    from backend.demo.seed import seed

    settings = _settings()
    if settings.production or not settings.demo:
        raise click.ClickException("Set FILMJACKET_DEMO=1 to make a demo account; production refuses it.")
    app = create_app(settings)
    with app.app_context():
        click.echo(seed())


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
def openapi(output: Path | None) -> None:
    """Write the API's description."""
    text = json.dumps(describe_api(), indent=2, sort_keys=True) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text)


def describe_api() -> dict[str, object]:
    """openapi.json as the code has it now; needs no database and no settings."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("FILMJACKET_SECRET_KEY", "only for describing the API, " * 2)
        os.environ["FILMJACKET_DATA_DIR"] = folder
        return description_of(create_app(config.load_settings()))


@main.group("mail")
def mails() -> None:
    """Mails: how they look, and those that came back."""


@mails.command("preview")
@click.argument("folder", type=click.Path(path_type=Path))
def preview_mails(folder: Path) -> None:
    """Write every kind of mail, in every language, as text and as a page to look at; sends nothing."""
    from backend.mail.preview import write

    settings = _settings()
    prepare(settings)
    click.echo(f"{write(folder)} mails are in {folder}; open {folder / 'index.html'}")


@main.command()
def bounce() -> None:
    """Read a message that came back from standard input (see docs/operations.md, "Mails that come back").

    Ends with 0 also for what is no such message, as an error would be mailed back in its turn; with 75 (EX_TEMPFAIL)
    while the database is away.
    """
    from backend.mail import bounces

    create_app(_settings())
    try:
        with db.connection_context():
            click.echo(bounces.receive(sys.stdin.buffer.read(bounces.SIZE_MOST + 1)))
    except peewee.PeeweeException as error:
        click.echo(f"the database can't be reached: {error}", err=True)
        sys.exit(os.EX_TEMPFAIL)


@main.group()
def users() -> None:
    """Accounts."""


@users.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(["clinician", "administrator"]), default="clinician")
@click.option("--language", type=click.Choice(config.LANGUAGES), default="en")
@click.option("--time-zone", default="UTC")
@click.password_option()
def add_user(email: str, name: str, role: str, language: str, time_zone: str, password: str) -> None:
    """Make an account; asks for its password."""
    from backend.accounts import service
    from backend.errors import DomainError

    app = create_app(_settings())
    with app.app_context():
        try:
            service.create_user(
                email=email, name=name, password=password, role=role, language=language, time_zone=time_zone
            )
        except DomainError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{email} can log in now")


@users.command("deactivate")
@click.argument("email")
def deactivate_user(email: str) -> None:
    """Close an account: its sessions end at once, its upload links take nobody in. Nothing is deleted."""
    _set_active(email, active=False)
    click.echo(f"{email} can't log in any more; upload links of this account have stopped")


@users.command("reactivate")
@click.argument("email")
def reactivate_user(email: str) -> None:
    """Open a closed account again; its upload links work again as far as they have not expired."""
    _set_active(email, active=True)
    click.echo(f"{email} can log in again")


def _set_active(email: str, *, active: bool) -> None:
    from backend.accounts import service
    from backend.errors import DomainError

    app = create_app(_settings())
    with app.app_context():
        try:
            service.set_active(email, active=active)
        except DomainError as error:
            raise click.ClickException(str(error)) from error


@main.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
def verify_audit() -> None:
    """Check that no row of the audit log was changed, removed or reordered."""
    from backend.audit.verify import verify

    prepare(_settings())
    result = verify()
    for finding in result.findings:
        click.echo(finding)
    if not result.is_whole:
        raise click.ClickException("the audit log has been tampered with")
    click.echo(
        f"the audit log is whole (rows: {result.sealed}, checkpoints: {result.checkpoints}, "
        f"not yet sealed: {result.unsealed})"
    )


@main.command()
@click.option("--smtp-port", type=int, default=8026)
@click.option("--http-port", type=int, default=8025)
@click.option(
    "--directory",
    type=click.Path(path_type=Path),
    help="Where mails are kept; below the data folder if not given.",
)
def mailbox(smtp_port: int, http_port: int, directory: Path | None) -> None:
    """Catch mails on loopback and show them: for trying it out and for tests only."""
    from backend.mailbox.run import run

    run(smtp_port=smtp_port, http_port=http_port, directory=directory or _settings().data_dir / "mailbox")


if __name__ == "__main__":
    main()
