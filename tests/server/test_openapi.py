"""The published description is what the hub does: whatever it allows to be sent is answered as it says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import response_schema_conformance

from server.web.app import ROUTES
from server.web.openapi import describe
from tests.server.hubs import KIOSK, demo

DESCRIPTION: dict[str, Any] = json.loads(describe(ROUTES))
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
EXAMPLES = 10


@pytest.fixture(scope="module")
def hub() -> Iterator[tuple[str, dict[str, str]]]:
    """Its address, and the cookies of an operator at work."""
    with demo() as running, requests.Session() as operator:
        operator.post(f"{running.url}/api/session", json={"person": "aigul", "pin": "1111"}).raise_for_status()
        operator.post(f"{running.url}/api/desks/1/open").raise_for_status()
        yield running.url, {name: str(value) for name, value in operator.cookies.items()}


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_every_answer_is_one_that_is_described(case: schemathesis.Case[Any], hub: tuple[str, dict[str, str]]) -> None:
    url, cookies = hub
    by_kiosk = "device" in str(DESCRIPTION["paths"][case.path].get(case.method.lower(), {}).get("security"))
    answer = case.call(base_url=url, headers=KIOSK if by_kiosk else {}, cookies={} if by_kiosk else cookies)
    operation = DESCRIPTION["paths"][case.path].get(case.method.lower())
    if operation is None:
        assert answer.status_code in (404, 405)
        return
    assert str(answer.status_code) in operation["responses"], answer.text
    case.validate_response(answer, checks=[response_schema_conformance])


def test_the_description_is_of_this_version_and_names_every_route() -> None:
    assert DESCRIPTION["openapi"] == "3.1.0"
    described = {(method.upper(), path) for path, item in DESCRIPTION["paths"].items() for method in item}
    assert described == {(route.method, route.path) for route in ROUTES}


def test_the_description_is_whole() -> None:
    """Every reference leads somewhere, and nothing is described twice under one name."""
    names = DESCRIPTION["components"]["schemas"].keys()
    references = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(DESCRIPTION)))
    assert references <= names
    assert {"NewTicket", "TakenTicket", "BoardPicture", "TicketPicture", "Error"} <= names


def test_rights_are_described() -> None:
    paths = DESCRIPTION["paths"]
    assert paths["/api/tickets"]["post"]["security"] == [{"device": []}]
    assert paths["/api/desks/{desk}/next"]["post"]["security"] == [{"person": []}]
    assert paths["/api/content"]["get"]["security"] == [{"device": []}, {"person": []}]
    assert paths["/api/board"]["get"]["security"] == []


@pytest.mark.asyncio
async def test_it_is_published(demo_hub: str) -> None:
    async with aiohttp.ClientSession() as anyone:
        answer = await anyone.get(f"{demo_hub}/api/openapi.json")
        assert await answer.json() == DESCRIPTION
