"""create_app: settings, extensions, blueprints, hooks. Nothing else."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import structlog
from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import config, crypto, db, health
from backend.audit.service import request_context
from backend.jobs import queue
from backend.jobs import service as jobs
from backend.mail import smtp
from backend.storage import service as storage
from backend.storage.local import LocalBlobStore
from backend.web import auth, context, csrf, headers, pages, problem
from backend.web.api import OPENAPI, Api


def prepare(settings: config.Settings) -> None:
    """What every process needs, with or without Flask: database, storage, queue, and the hooks between features."""
    config.use(settings)
    crypto.init(settings.secret_key)
    for folder in (settings.data_dir, settings.spool_dir, settings.blob_dir):
        folder.mkdir(parents=True, exist_ok=True)
    db.init(settings.database_url)
    storage.use(LocalBlobStore(settings.blob_dir))
    queue.init(redis_url=settings.redis_url, path=settings.queue_path, run=jobs.run)
    _configure_logs()
    from backend import wiring

    wiring.connect()


def create_app(settings: config.Settings | None = None) -> Flask:
    """The WSGI application."""
    settings = settings or config.load_settings()
    prepare(settings)
    app = Flask("backend", root_path=str(Path(__file__).parent), static_folder=None)
    app.config.update(
        OPENAPI,
        SECRET_KEY=crypto.derive("flask").hex(),
        MAX_FORM_MEMORY_SIZE=1 << 20,
        JSON_SORT_KEYS=False,
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask wants middleware
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=settings.trusted_proxies,
        )
    smtp.init(app)
    context.init(app)
    app.before_request(_remember_request)
    csrf.init(app)
    headers.init(app)
    problem.register(app)
    _register(app)
    return app


def _register(app: Flask) -> None:
    from backend.accounts import login as accounts_login
    from backend.accounts import routes as accounts
    from backend.browsing import routes as browsing
    from backend.deliveries import routes as deliveries
    from backend.downloads import routes as downloads
    from backend.folders import routes as folders
    from backend.guests import routes as guests
    from backend.guests import session as guest_session
    from backend.links import reminder_pages
    from backend.links import routes as links
    from backend.search import routes as search
    from backend.settling import routes as settling
    from backend.viewing import routes as viewing
    from backend.visiting import routes as visiting

    auth.init(app, user=accounts_login.load_user, guest=guest_session.load_guest)
    api = Api(app)
    features = (
        accounts, folders, browsing, links, deliveries, guests, viewing, downloads, search, settling, visiting,
    )  # fmt: skip
    for feature in features:
        api.register_blueprint(feature.blp)
    app.register_blueprint(health.blp)
    app.register_blueprint(reminder_pages.blp)
    app.register_blueprint(pages.blp)


def _remember_request() -> None:
    request_context.set((request.remote_addr, g.request_id))


def _configure_logs() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
