"""A hub as its clients meet it: the routes of a device, on a real port, that can fall silent and come back."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Hub:
    """`answers` replaces what a route says; `asked` is what came in; `sockets` are the open ones."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    greeting: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def asked_for(self, method: str, end: str = "") -> tuple[str, str, Any]:
        """The first request of this method, with this end of its path, as soon as it has come."""
        async with asyncio.timeout(60):
            while True:
                for request in self.asked:
                    if request[0] == method and request[1].endswith(end):
                        return request
                self.changed.clear()
                await self.changed.wait()

    async def say(self, *messages: object) -> None:
        for message in messages:
            for socket in self.sockets:
                await socket.send_str(message if isinstance(message, str) else json.dumps(message))

    async def hang_up(self) -> None:
        for socket in self.sockets[:]:
            await socket.close()

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, request.path, body))
        self.changed.set()
        answer = self.answers.get(request.method, missing)
        return await answer(request)

    async def _listen(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.asked.append(("WS", request.query["view"], request.headers.get("Authorization")))
        for message in self.greeting:
            await socket.send_str(message)
        self.sockets.append(socket)
        self.changed.set()
        async for _ in socket:
            pass
        self.sockets.remove(socket)
        return socket

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Hub"]:
        app = web.Application()
        app.router.add_get("/ws", self._listen)
        app.router.add_route("*", "/api/{rest:.*}", self._ask)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            await self.hang_up()
            await runner.cleanup()


async def missing(request: web.Request) -> web.StreamResponse:
    return refusal(404, "no_such_ticket", "Мындай талон жок")


def refusal(status: int, code: str, text: str = "") -> web.Response:
    return web.json_response({"error": {"code": code, "text": text}}, status=status)


def says(body: object, status: int = 200, **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status, headers=headers)

    return answer


def refuses(status: int, code: str = "", text: str = "") -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return refusal(status, code, text)

    return answer


def nothing(status: int = 204) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    return answer


def never(until: asyncio.Event) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        await until.wait()
        return web.Response(status=204)

    return answer
