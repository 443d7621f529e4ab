"""The house's flask-smorest: one Api, Blueprint and Schema, so that errors and authentication document themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import flask_smorest
import marshmallow as ma
from flask import Flask
from flask_babel import lazy_gettext

from backend.web import sentences
from backend.web.problem import ProblemSchema

UNSTORABLE = lazy_gettext("This text has characters that can't be stored. Please remove them.")
#: A null character, or half of a surrogate pair.
UNSTORABLE_CHARACTERS = re.compile("[\x00\ud800-\udfff]")

View = TypeVar("View", bound=Callable[..., Any])

OPENAPI = {
    "API_TITLE": "Filmjacket",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}

SECURITY_SCHEMES = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-filmjacket",
        "description": "A clinician's server-side session.",
    },
    "guest": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-filmjacket-guest",
        "description": "A guest's browser; which links it has proved is kept on the server.",
    },
}


class Schema(ma.Schema):
    """Unknown fields are an error: a misspelt one must not be silently dropped.

    So is text that no database stores: a null character (PostgreSQL) or half a surrogate pair (no UTF-8).
    """

    error_messages = sentences.SCHEMA

    class Meta:
        unknown = ma.RAISE

    @ma.pre_load
    def _refuse_unstorable_text(self, data: Any, **_: Any) -> Any:
        if isinstance(data, Mapping):
            wrong = {name: [UNSTORABLE] for name, value in data.items() if _unstorable(value)}
            if wrong:
                raise ma.ValidationError(wrong)
        return data


def _unstorable(value: Any) -> bool:
    if isinstance(value, str):
        return UNSTORABLE_CHARACTERS.search(value) is not None
    return isinstance(value, list) and any(_unstorable(item) for item in value)


class Api(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest has no types
    """Errors are problem+json (see web.problem), also those that webargs and the router raise."""

    ERROR_SCHEMA = ProblemSchema

    def init_app(self, app: Flask, *args: Any, **kwargs: Any) -> None:
        super().init_app(app, *args, **kwargs)
        for name, scheme in SECURITY_SCHEMES.items():
            self.spec.components.security_scheme(name, scheme)

    def _register_responses(self) -> None:
        usual: str = self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE: str = (
            "application/problem+json"  # what is registered here are error answers
        )
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _register_error_handlers(self) -> None:
        """web.problem registers the only error handlers there are."""


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A feature's resources. Its decorators are flask-smorest's, with types, always in one order:
    route, who may call (web.auth), arguments, response."""

    def __init__(self, name: str, import_name: str, *, description: str, url_prefix: str = "/api") -> None:
        super().__init__(name, import_name, description=description, url_prefix=url_prefix)

    def route(self, rule: str, *, methods: list[str], **options: Any) -> Callable[[View], View]:
        """Where and by which methods the view is called."""
        return cast(Callable[[View], View], super().route(rule, methods=methods, **options))

    def arguments(self, schema: type[ma.Schema], *, location: str = "json") -> Callable[[View], View]:
        """What the view takes as its first argument."""
        return cast(Callable[[View], View], super().arguments(schema, location=location))

    def response(
        self, status: int, schema: type[ma.Schema] | dict[str, str] | None = None, **options: Any
    ) -> Callable[[View], View]:
        """What the view gives when all goes well."""
        return cast(Callable[[View], View], super().response(status, schema, **options))

    def alt_response(self, status: int, **options: Any) -> Callable[[View], View]:
        """What the view may give instead."""
        return cast(Callable[[View], View], super().alt_response(status, **options))


def description_of(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of `app`, as a dict."""
    (api,) = app.extensions["flask-smorest"]["apis"].values()
    return dict(api["ext_obj"].spec.to_dict())
