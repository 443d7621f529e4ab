"""Schemathesis throws generated requests at every operation: no 5xx, and every answer is one that is described.

Runs as those who may call: the owner's session and the proved guest's, on a copy of the world, so that ids that exist
are mixed with ones that don't.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.rights.world import World

EXAMPLES = 200 if os.environ.get("FILMJACKET_TESTS") == "full" else 8

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


schema = schemathesis.openapi.from_path(Path(__file__).parents[2] / "openapi.json")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_any_request_gets_a_sensible_answer(case: schemathesis.Case[Any], world: World) -> None:
    """Whatever is sent: an answer of the kind that is described, with a sentence if it is an error."""
    case.operation.schema.app = world.app
    names = world.names_for(case.path, "owner")
    for name in case.path_parameters or {}:
        if name in names and hash(str(case.path_parameters[name])) % 2:
            case.path_parameters[name] = str(names[name])
    response = case.call(
        app=world.app,
        headers={"X-Requested-With": "Filmjacket"},
        cookies={**world.cookies["owner"], **world.cookies["guest"]},
        base_url="https://localhost",
    )
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400 and case.method != "HEAD":
        assert response.headers["content-type"] == ["application/problem+json"]
        assert response.json()["title"].endswith((".", "!"))
