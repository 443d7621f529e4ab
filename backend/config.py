"""Typed settings, read once from the environment; a wrong value stops the start with a sentence in words.

Every name begins with ``FILMJACKET_``. ``docs/operations.md`` lists them with examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from environs import Env, EnvError

#: The languages whose catalogues are complete. The pseudo-locale exists for tests only.
LANGUAGES = ("en", "de", "ar")

#: WCAG 2.2, success criterion 1.4.3.
CONTRAST_LEAST = 4.5

#: Filmjacket's own colour, where the institution names none.
HOUSE_COLOR = "#0b5cad"

#: The institution's logo, in bytes and pixels.
LOGO_BYTES_MOST = 100 << 10
LOGO_SIDE_LEAST = 32
LOGO_SIDE_MOST = 1600

#: What a link may take (intake.policy).
Accepts = Literal["dicom", "dicom_and_documents", "anything"]

#: Whether a guest also enters a mailed code: as the sharer ticks it (not ticked, or ticked beforehand), or always.
TwoFactor = Literal["off", "on", "required"]


class ConfigurationError(Exception):
    """A setting is missing or wrong; the text says which and what would be right."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations. Sizes are bytes, durations seconds unless named otherwise."""

    database_url: str
    data_dir: Path
    secret_key: str
    public_url: str
    production: bool
    demo: bool
    redis_url: str | None
    smtp_host: str
    smtp_port: int
    smtp_username: str | None
    smtp_password: str | None
    smtp_use_tls: bool
    mail_sender: str
    mail_bounces: str | None
    institution: str
    help_line: str
    privacy_url: str | None
    imprint_url: str | None
    brand_color: str
    logo_path: Path | None
    default_language: str
    link_days_default: int
    link_days_most: int
    link_accepts: Accepts
    link_files_most: int
    link_bytes_most: int
    link_notify: bool
    link_remind: bool
    link_remind_days: int
    link_two_factor: TwoFactor
    link_may_see: bool
    link_may_download: bool
    link_stalled_minutes: int
    link_stopped_hours: int
    recipient_mails_most: int
    disk_low_water: int
    upload_chunk_most: int
    delivery_files_most: int
    delivery_bytes_most: int
    delivery_idle_hours: int
    trash_days: int
    downloads_at_once: int
    x_accel: bool
    trusted_proxies: int
    frontend_dir: Path

    @property
    def logo_url(self) -> str | None:
        """Where our pages find the institution's logo."""
        return "/api/installation/logo" if self.logo_path else None

    @property
    def spool_dir(self) -> Path:
        """Where bytes that have arrived, but are not yet filed, wait."""
        return self.data_dir / "spool"

    @property
    def blob_dir(self) -> Path:
        """Where the local BlobStore keeps its blobs."""
        return self.data_dir / "blobs"

    @property
    def queue_path(self) -> Path:
        """huey's own SQLite file: a queue only, never the truth."""
        return self.data_dir / "queue.sqlite"


_current: Settings | None = None


def use(settings: Settings) -> None:
    """Make these the settings of this process; called once by whoever starts it."""
    global _current
    _current = settings


def current() -> Settings:
    """The settings of this process."""
    if _current is None:
        raise RuntimeError("config.use() has not been called")
    return _current


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises ConfigurationError with the name of the setting and what is expected.
    """
    env = Env(prefix="FILMJACKET_")
    root = Path(__file__).resolve().parent.parent
    try:
        data_dir = Path(env.str("DATA_DIR", str(root / "var" / "data"))).resolve()
        settings = Settings(
            database_url=env.str("DATABASE_URL", f"sqlite:///{data_dir / 'filmjacket.sqlite'}"),
            data_dir=data_dir,
            secret_key=env.str("SECRET_KEY"),
            public_url=env.str("PUBLIC_URL", "http://127.0.0.1:8080").rstrip("/"),
            production=env.bool("PRODUCTION", False),
            demo=env.bool("DEMO", False),
            redis_url=env.str("REDIS_URL", None),
            smtp_host=env.str("SMTP_HOST", "127.0.0.1"),
            smtp_port=env.int("SMTP_PORT", 8026),
            smtp_username=env.str("SMTP_USERNAME", None),
            smtp_password=env.str("SMTP_PASSWORD", None),
            smtp_use_tls=env.bool("SMTP_USE_TLS", False),
            mail_sender=env.str("MAIL_SENDER", "no-reply@filmjacket.invalid"),
            mail_bounces=env.str("MAIL_BOUNCES", None),
            institution=env.str("INSTITUTION", "Filmjacket Demo Clinic"),
            help_line=env.str("HELP_LINE", ""),
            privacy_url=env.str("PRIVACY_URL", None),
            imprint_url=env.str("IMPRINT_URL", None),
            brand_color=env.str("BRAND_COLOR", HOUSE_COLOR).lower(),
            logo_path=Path(logo) if (logo := env.str("LOGO", "")) else None,
            default_language=env.str("LANGUAGE", "en"),
            link_days_default=env.int("LINK_DAYS_DEFAULT", 14),
            link_days_most=env.int("LINK_DAYS_MOST", 365),
            link_accepts=cast(Accepts, env.str("LINK_ACCEPTS", "dicom_and_documents")),
            link_files_most=env.int("LINK_FILES_MOST", env.int("DELIVERY_FILES_MOST", 50_000)),
            link_bytes_most=env.int("LINK_BYTES_MOST", env.int("DELIVERY_BYTES_MOST", 64 << 30)),
            link_notify=env.bool("LINK_NOTIFY", True),
            link_remind=env.bool("LINK_REMIND", True),
            link_remind_days=env.int("LINK_REMIND_DAYS", 3),
            link_two_factor=cast(TwoFactor, env.str("LINK_TWO_FACTOR", "off")),
            link_may_see=env.bool("LINK_MAY_SEE", True),
            link_may_download=env.bool("LINK_MAY_DOWNLOAD", True),
            link_stalled_minutes=env.int("LINK_STALLED_MINUTES", 30),
            link_stopped_hours=env.int("LINK_STOPPED_HOURS", 2),
            recipient_mails_most=env.int("RECIPIENT_MAILS_MOST", 50),
            disk_low_water=env.int("DISK_LOW_WATER", 1 << 30),
            upload_chunk_most=env.int("UPLOAD_CHUNK_MOST", 128 << 20),
            delivery_files_most=env.int("DELIVERY_FILES_MOST", 50_000),
            delivery_bytes_most=env.int("DELIVERY_BYTES_MOST", 64 << 30),
            delivery_idle_hours=env.int("DELIVERY_IDLE_HOURS", 24),
            trash_days=env.int("TRASH_DAYS", 30),
            downloads_at_once=env.int("DOWNLOADS_AT_ONCE", 4),
            x_accel=env.bool("X_ACCEL", False),
            trusted_proxies=env.int("TRUSTED_PROXIES", 0),
            frontend_dir=Path(env.str("FRONTEND_DIR", str(root / "frontend" / "dist"))),
        )
    except EnvError as error:
        raise ConfigurationError(f"A setting is missing or wrong: {error}.") from error
    _check(settings)
    return settings


def luminance(color: str) -> float:
    """How bright a colour (#rrggbb) is, from 0 to 1: WCAG 2.2, "relative luminance"."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_with_white(color: str) -> float:
    """The contrast ratio of a colour (#rrggbb) with white, from 1 to 21: WCAG 2.2, "contrast ratio"."""
    return 1.05 / (luminance(color) + 0.05)


def _check(settings: Settings) -> None:
    if len(settings.secret_key) < 32:
        raise ConfigurationError(
            "FILMJACKET_SECRET_KEY must have at least 32 characters. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    if settings.default_language not in LANGUAGES:
        raise ConfigurationError(f"FILMJACKET_LANGUAGE must be one of {', '.join(LANGUAGES)}.")
    if settings.link_accepts not in get_args(Accepts):
        raise ConfigurationError(f"FILMJACKET_LINK_ACCEPTS must be one of {', '.join(get_args(Accepts))}.")
    _check_links(settings)
    for name, url in (("PRIVACY_URL", settings.privacy_url), ("IMPRINT_URL", settings.imprint_url)):
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise ConfigurationError(f"FILMJACKET_{name} must begin with https:// or http://.")
    if settings.mail_bounces and not re.fullmatch(r"[!-~]+@[!-~]+", settings.mail_bounces):
        raise ConfigurationError("FILMJACKET_MAIL_BOUNCES must be one address, like bounces@clinic.example.")
    if settings.logo_path is not None:
        _check_logo(settings.logo_path)
    if not re.fullmatch(r"#[0-9a-f]{6}", settings.brand_color):
        raise ConfigurationError("FILMJACKET_BRAND_COLOR must look like #0b5cad.")
    if contrast_with_white(settings.brand_color) < CONTRAST_LEAST:
        raise ConfigurationError(
            f"FILMJACKET_BRAND_COLOR {settings.brand_color} is too light: not everybody can read white letters on it "
            f"(contrast below {CONTRAST_LEAST}:1). Please choose a darker one."
        )
    if urlsplit(settings.public_url).scheme not in ("http", "https"):
        raise ConfigurationError("FILMJACKET_PUBLIC_URL must begin with https:// (or http:// for a demo).")
    if not settings.production:
        return
    if settings.demo:
        raise ConfigurationError("FILMJACKET_DEMO creates a demo account and must be off in production.")
    if not settings.public_url.startswith("https://"):
        raise ConfigurationError("FILMJACKET_PUBLIC_URL must begin with https:// in production.")


def _check_links(settings: Settings) -> None:
    """What a new link is like unless its form says otherwise."""
    if settings.link_two_factor not in get_args(TwoFactor):
        raise ConfigurationError(f"FILMJACKET_LINK_TWO_FACTOR must be one of {', '.join(get_args(TwoFactor))}.")
    for name, chosen, most in (
        ("FILES", settings.link_files_most, settings.delivery_files_most),
        ("BYTES", settings.link_bytes_most, settings.delivery_bytes_most),
    ):
        if not 1 <= chosen <= most:
            raise ConfigurationError(f"FILMJACKET_LINK_{name}_MOST must be from 1 to DELIVERY_{name}_MOST ({most}).")
    if not 1 <= settings.link_days_default <= settings.link_days_most:
        raise ConfigurationError("FILMJACKET_LINK_DAYS_DEFAULT must be from 1 to LINK_DAYS_MOST.")
    for name in ("link_remind_days", "link_stalled_minutes", "link_stopped_hours"):
        if getattr(settings, name) < 1:
            raise ConfigurationError(f"FILMJACKET_{name.upper()} must be at least 1.")


def _check_logo(path: Path) -> None:
    """A PNG that every mail program shows and that makes no mail heavy."""
    try:
        head = path.read_bytes()[: LOGO_BYTES_MOST + 1]
    except OSError as error:
        raise ConfigurationError(f"FILMJACKET_LOGO can't be read: {error}.") from error
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR":
        raise ConfigurationError("FILMJACKET_LOGO must be a PNG file: many mail programs show nothing else.")
    if len(head) > LOGO_BYTES_MOST:
        raise ConfigurationError(
            f"FILMJACKET_LOGO may have at most {LOGO_BYTES_MOST // 1024} KiB: every mail carries it."
        )
    width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    if not (LOGO_SIDE_LEAST <= height <= LOGO_SIDE_MOST and LOGO_SIDE_LEAST <= width <= LOGO_SIDE_MOST):
        raise ConfigurationError(
            f"FILMJACKET_LOGO is {width} x {height} pixels; "
            f"each side must have from {LOGO_SIDE_LEAST} to {LOGO_SIDE_MOST}."
        )
