"""The clock and its steadiness, with a real event loop and real, short intervals."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from notifier.clock import AGREEING, Clock, Steadiness
from notifier.pace import Pace


def now() -> datetime:
    """The moment now."""
    return datetime.now(UTC)  # noqa: TID251 - what the scheduler compares with


async def until(event: asyncio.Event) -> None:
    """Wait until something has happened; a test that waits for ever is stopped by whoever runs it."""
    await event.wait()


async def test_jobs_run_at_once_and_again_and_a_failure_stops_nothing() -> None:
    """One fails each time, the other goes on; both are run again and again."""
    stop, done = asyncio.Event(), asyncio.Event()
    runs = {"bad": 0, "good": 0}

    async def bad() -> None:
        runs["bad"] += 1
        raise RuntimeError

    async def good() -> None:
        runs["good"] += 1
        if runs["good"] > 2 and runs["bad"] > 2:
            done.set()

    clock = asyncio.create_task(Clock(now, (("bad", 0.01, bad), ("good", 0.01, good))).run(stop))
    await until(done)
    stop.set()
    await clock
    assert min(runs.values()) > 2


async def test_what_runs_is_finished_and_never_run_twice_at_once() -> None:
    """A slow job is not begun again beside itself, and the end waits for it."""
    stop, begun, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()
    ended: list[str] = []

    async def slow() -> None:
        assert not begun.is_set() or ended
        begun.set()
        await go_on.wait()
        ended.append("slow")

    clock = asyncio.create_task(Clock(now, (("slow", 0.01, slow),)).run(stop))
    await until(begun)
    await asyncio.sleep(0.05)
    stop.set()
    asyncio.get_running_loop().call_later(0.05, go_on.set)
    await clock
    assert ended


async def test_a_scheduler_that_went_silent_is_replaced() -> None:
    """As when a lock of the database stopped it: it says that it runs and runs nothing."""
    stop, once, again = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        (again if once.is_set() and clock.scheduler is not first else once).set()

    clock = Clock(now, (("job", 0.1, job),), silence=0.2)
    running = asyncio.create_task(clock.run(stop))
    await asyncio.sleep(0)
    first = clock.scheduler
    await until(once)
    first.pause()
    await until(again)
    assert clock.scheduler is not first
    stop.set()
    await running


@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=-1)])
def test_a_clock_that_jumps_is_believed_once_it_is_steady_again(jump: timedelta) -> None:
    """A jump must not fire a year of reminders."""
    at, seconds = datetime(2026, 11, 24, 7, tzinfo=UTC), 0.0
    steadiness = Steadiness(lambda: at, lambda: seconds)
    assert steadiness.is_steady()
    at, seconds = at + timedelta(seconds=1), 1.0
    assert steadiness.is_steady()
    at, seconds = at + jump, 2.0
    readings = []
    for _ in range(AGREEING + 1):
        readings.append(steadiness.is_steady())
        at, seconds = at + timedelta(seconds=1), seconds + 1
    assert readings == [False] * AGREEING + [True]


async def test_a_pace_is_kept_in_all_and_to_one_address() -> None:
    """No second holds more messages than the channel bears, whoever they are for."""
    pace, times = Pace(in_all=50, to_one=20), []
    loop = asyncio.get_running_loop()

    async def send(address: str) -> None:
        await pace.wait(address)
        times.append((loop.time(), address))

    await asyncio.gather(*(send(address) for address in ("a", "a", "b", "c", "a")))
    moments = sorted(moment for moment, _ in times)
    own = sorted(moment for moment, address in times if address == "a")
    assert all(later - earlier > 0.015 for earlier, later in pairwise(moments))
    assert own[-1] - own[0] > 0.08
    await asyncio.sleep(0.1)
    await pace.wait("d")
