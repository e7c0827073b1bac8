"""What a page holds in memory after its rubbish has been collected."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Page


@dataclass(frozen=True, slots=True)
class Held:
    heap_kb: float
    nodes: int
    listeners: int


async def open_gauge(page: Page) -> CDPSession:
    gauge = await page.context.new_cdp_session(page)
    await gauge.send("Performance.enable")
    return gauge


async def held(gauge: CDPSession) -> Held:
    for _ in range(2):
        await gauge.send("HeapProfiler.collectGarbage")
    metrics = {one["name"]: one["value"] for one in (await gauge.send("Performance.getMetrics"))["metrics"]}
    return Held(metrics["JSHeapUsedSize"] / 1024, int(metrics["Nodes"]), int(metrics["JSEventListeners"]))
