"""What the program logs: one form for all lines, and no word of what people wrote."""

import asyncio
import json
import os
import pty
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]

#: Writes lines of our own and of libraries, some with the words "s3cret" in what they were given.
LOGGING: Final = """
import asyncio, logging, sys
import structlog
from bot.logs import set_up_logs

set_up_logs(sys.argv[1], sys.stderr)
structlog.get_logger("telegram").debug("counted")
structlog.get_logger("telegram").info("up", bot="a b")
structlog.get_logger("telegram").error("update given up", row=7)
logging.getLogger("aiogram.event").info("Update is handled")
logging.getLogger("alembic").warning("cannot read %s", "s3cret")
try:
    raise ValueError("s3cret")
except ValueError:
    logging.getLogger("aiohttp.server").exception("Error handling request")
    logging.getLogger("apscheduler.executors").error("Job raised an exception", exc_info=True, stack_info=True)

async def fail():
    raise ValueError("s3cret")

async def forget():
    asyncio.ensure_future(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

asyncio.run(forget())
"""

_OURS: Final = [("info", "komek.telegram", "up"), ("error", "komek.telegram", "update given up")]
_THEIRS: Final = [
    ("warning", "alembic", "cannot read %s"),
    ("error", "aiohttp.server", "Error handling request"),
    ("error", "apscheduler.executors", "Job raised an exception"),
    ("error", "asyncio", "Task exception was never retrieved"),
]


@pytest.mark.parametrize(
    ("level", "ours"),
    [("debug", [("debug", "komek.telegram", "counted"), *_OURS]), ("info", _OURS), ("error", _OURS[1:])],
)
async def test_a_log_that_is_collected_is_json(level: str, ours: list[tuple[str, str, str]]) -> None:
    """A line each: ours from the level on, the libraries' warnings without anything that they were given."""
    lines = [json.loads(line) for line in (await _logged(level)).splitlines()]
    assert [(line["level"], line["logger"], line["event"]) for line in lines] == [*ours, *_THEIRS]
    assert [line.get("fault") for line in lines[-3:]] == ["ValueError"] * 3
    assert all(line["timestamp"].endswith("Z") for line in lines)


async def test_a_log_on_a_terminal_is_read_by_people() -> None:
    """The same lines as text, each on one line."""
    lines = (await _logged("info", on_terminal=True)).splitlines()
    assert [line.partition(" ")[2] for line in lines[:2]] == [
        'level=info logger=komek.telegram event=up bot="a b"',
        'level=error logger=komek.telegram event="update given up" row=7',
    ]
    assert len(lines) == len(_OURS) + len(_THEIRS)


async def _logged(level: str, *, on_terminal: bool = False) -> str:
    reading, writing = pty.openpty() if on_terminal else os.pipe()
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOGGING, level, stderr=writing, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert await program.wait() == 0
    os.close(writing)
    said = os.read(reading, 65_536).decode()
    os.close(reading)
    assert "s3cret" not in said
    assert "Traceback" not in said
    return said
