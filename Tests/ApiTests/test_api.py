"""The served OpenAPI document against the running hub, asked as each role: no 5xx, and no answer that isn't documented."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_headers_conformance, response_schema_conformance, status_code_conformance)

from askers import ASKERS, BASE, NODE, credentials, order, resident

pytestmark = pytest.mark.skipif(not BASE, reason="XINLIAN_PAGE_URL is not set")
SEED = int(os.environ.get("XINLIAN_TEST_SEED", "20260701"))
EXAMPLES = int(os.environ.get("XINLIAN_API_EXAMPLES", "12"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
          response_headers_conformance]


# Of the station and the hospital of those who are at one.
CODES = {"/api/v1/stations/": "S07", "/api/v1/hospitals/": "H01"}


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return value.encode() if isinstance(value, str) else repr(value).encode()


def operations():
    if not BASE:
        return []
    schema = schemathesis.openapi.from_url(BASE + "/api/v1/openapi.json")
    # Askers bring what they are known by.
    schema.config.generation.update(with_security_parameters=False)
    return [found.ok() for found in schema.get_all_operations()]


OPERATIONS = operations()


@pytest.fixture(scope="module", params=ASKERS)
def asker(request):
    if not any(is_for(operation, request.param) for operation in OPERATIONS):
        pytest.skip("may use nothing of it")
    return request.param, credentials(request.param)


def is_for(operation, asker):
    """Whether the document says that the asker may use an operation."""
    policy = operation.definition.raw["x-policy"]
    people, _, _ = policy.removeprefix("people: ").partition(";")
    return policy == "open" or asker in people.split(", ") or (policy == "station" and asker == NODE)


def known_place(operation):
    """What an operation's path is about, where it is about one of a few."""
    codes = [code for start, code in CODES.items() if operation.path.startswith(start) and "{code}" in operation.path]
    known = {"code": codes[0]} if codes else {}
    if "/residents/{id}" in operation.path:
        known["id"] = resident(codes[0])
    if "/orders/{order}" in operation.path:
        known["order"] = order(codes[0])
    return {"path_parameters": known} if known else {}


def statuses(operation, asker, mode, examples, **known):
    """Asks generated cases, each of which must be answered as the document says."""
    name, known_by = asker
    seen = set()

    @seed(SEED)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode, **known))
    def check(case):
        response = case.call(timeout=30, **known_by)
        case.validate_response(response, checks=CHECKS)
        seen.add(response.status_code)

    try:
        check()
    except Exception as failure:
        failure.add_note(f"XINLIAN_TEST_SEED={SEED} runs the same cases again")
        raise
    assert 429 not in seen, "too many requests to tell anything"
    return seen


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_answers_are_documented(operation, asker):
    if not is_for(operation, asker[0]):
        pytest.skip("AccessMatrixTests ask what others are answered")
    seen = statuses(operation, asker, GenerationMode.POSITIVE, EXAMPLES, **known_place(operation))
    assert operation.method == "post" or 200 in seen, seen


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_answers_to_what_breaks_the_document_are_documented(operation, asker):
    if not is_for(operation, asker[0]):
        pytest.skip("refused before it is read")
    if not (operation.path_parameters.items or operation.query.items or operation.headers.items or operation.body):
        pytest.skip("takes nothing")
    try:
        statuses(operation, asker, GenerationMode.NEGATIVE, EXAMPLES)
    except Unsatisfiable:
        pytest.skip("takes any text")
