"""A device may fail all day: it is started again, and the log says so once."""

import asyncio
import logging

import pytest

from link.supervise import Well, supervise


class Life:
    """Fails as often as told, then works until told to fail again."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.starts = 0
        self.works = asyncio.Event()

    async def __call__(self, well: Well) -> None:
        self.starts += 1
        if self.failures:
            raise self.failures.pop(0)
        well()
        self.works.set()
        await asyncio.Event().wait()


async def run_until_it_works(life: Life) -> None:
    task = asyncio.create_task(supervise("sign", life, pause_s_min=0.001, pause_s_max=0.01))
    async with asyncio.timeout(60):
        await life.works.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.asyncio
async def test_many_failures_are_one_line_and_the_recovery_another(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await run_until_it_works(life := Life(*(OSError("no such port") for _ in range(20))))
    assert life.starts == 21
    first, second = (record.getMessage() for record in caplog.records)
    assert "sign" in first and "no such port" in first
    assert "answers again" in second


@pytest.mark.asyncio
async def test_a_device_that_works_from_the_start_is_not_worth_a_line(caplog: pytest.LogCaptureFixture) -> None:
    await run_until_it_works(Life())
    assert not caplog.records


@pytest.mark.asyncio
async def test_a_fault_of_the_program_shows_its_trace_once(caplog: pytest.LogCaptureFixture) -> None:
    await run_until_it_works(Life(*(KeyError("А") for _ in range(5))))
    assert sum(record.exc_info is not None for record in caplog.records) == 1


@pytest.mark.asyncio
async def test_the_cause_inside_a_group_is_named(caplog: pytest.LogCaptureFixture) -> None:
    await run_until_it_works(Life(ExceptionGroup("tasks", [ExceptionGroup("more", [OSError("pulled out")])])))
    assert "pulled out" in caplog.records[0].getMessage()


@pytest.mark.asyncio
async def test_the_pauses_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    life = Life(*(OSError("gone") for _ in range(6)))
    task = asyncio.create_task(supervise("sign", life, pause_s_min=1, pause_s_max=8))
    await life.works.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert pauses == [1, 2, 4, 8, 8, 8]
