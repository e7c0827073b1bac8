"""The baseline: a bare aiohttp server that reads a JSON body and answers one of the same size.

`--uvloop` runs it on the hub's event loop instead of the one that comes with Python.
"""

import asyncio
import sys

import uvloop
from aiohttp import web

ANSWER = {
    "ticket": "K-42",
    "code": "А042",
    "rank": "ordinary",
    "service": "family-composition",
    "ahead": 3,
    "wait_minutes": {"low": 10, "high": 20},
    "taken_at": "2026-11-23T10:15:00+06:00",
}


async def take(request: web.Request) -> web.Response:
    body = await request.json()
    return web.json_response({**ANSWER, "service": body["service"]}, status=201)


async def main() -> None:
    app = web.Application()
    app.router.add_post("/api/tickets", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    print(f"bare server ready: http://127.0.0.1:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    run = uvloop.run if "--uvloop" in sys.argv else asyncio.run
    run(main())
