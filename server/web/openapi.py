"""The description of the interface, made from the route table and the types."""

import json
import re
from collections.abc import Iterable
from dataclasses import is_dataclass
from typing import Any

from pydantic.json_schema import JsonSchemaMode

from config.schema import Role
from server import VERSION
from server.access import RIGHTS, Device, Right
from server.shapes import shape_of
from server.web.bodies import Error
from server.web.route import COOKIE, Route

REF = "#/components/schemas/{model}"
ALWAYS = (400, 413)
IN_PATH = {
    name: {"type": "integer", "minimum": lowest, "maximum": highest}
    for name, lowest, highest in (("desk", 1, 99), ("year", 1000, 9999), ("n", 1, 9_999_999), ("id", 1, 999_999_999))
}


def describe(routes: Iterable[Route]) -> bytes:
    """OpenAPI 3.1 as JSON."""
    routes = list(routes)
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    description = {
        "openapi": "3.1.0",
        "info": {"title": "Kezek hub", "version": VERSION},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "device": {"type": "http", "scheme": "bearer"},
                "person": {"type": "apiKey", "in": "cookie", "name": COOKIE},
            },
        },
    }
    return json.dumps(description, ensure_ascii=False).encode()


def _operation(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": route.summary, "x-right": route.right.value}
    if parameters := [*map(_in_path, re.findall(r"{(\w+)}", route.path)), *_in_query(route, schemas)]:
        operation["parameters"] = parameters
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _json(_schema(route.body, schemas, "validation"))}
    error = _json(_schema(Error, schemas, "serialization"))
    noes = {*route.noes, *(ALWAYS if route.body else ()), *((401, 403) if route.right is not Right.PUBLIC else (403,))}
    operation["responses"] = {
        **{str(status): _yes(route, status, schemas) for status in route.statuses},
        **{str(status): {"description": "no", "content": error} for status in sorted(noes)},
    }
    operation["security"] = [{kind: []} for kind in _who(route.right)]
    return operation


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": IN_PATH.get(name, {"type": "string"})}


def _in_query(route: Route, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = shape_of(route.query).json_schema(ref_template=REF, mode="validation")
    schemas.update(schema.get("$defs", {}))
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": about}
        for name, about in schema["properties"].items()
    ]


def _who(right: Right) -> list[str]:
    """The kinds of log-in that have this right; none for what is public. What no role has, some people have."""
    if right is Right.PUBLIC:
        return []
    people = any(right in RIGHTS[role] for role in Role) or right not in RIGHTS[Device]
    return [*(["device"] if right in RIGHTS[Device] else []), *(["person"] if people else [])]


def _yes(route: Route, status: int, schemas: dict[str, Any]) -> dict[str, Any]:
    if route.answer is None or status in (204, 304):
        return {"description": "yes"}
    return {"description": "yes", "content": _json(_schema(route.answer, schemas, "serialization"))}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _schema(kind: Any, schemas: dict[str, Any], mode: JsonSchemaMode) -> dict[str, Any]:
    """The schema of a type, or where to find it: a dataclass and all that it refers to go to `schemas`."""
    schema = shape_of(kind).json_schema(ref_template=REF, mode=mode)
    schemas.update(schema.pop("$defs", {}))
    if not is_dataclass(kind):
        return schema
    name = getattr(kind, "__name__", "")
    schemas[name] = schema
    return {"$ref": REF.format(model=name)}
