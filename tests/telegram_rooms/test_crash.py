"""The program is killed in the middle of its work: nothing is lost, and little is said twice."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.databases import Kind, postgresql
from tests.soak import IN_FLIGHT, Outcome, Soak, Way


@pytest.mark.parametrize(("way", "kind"), [("polling", "sqlite"), ("webhook", "postgresql")])
async def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path, way: Way, kind: Kind) -> None:
    """Killed once and asked to stop once while people write; `python -m tests.soak updates` is the long version."""
    with postgresql() if kind == "postgresql" else nullcontext("") as database:
        outcome = await Soak(tmp_path, Outcome(60), 2, way, database, in_haste=kind == "postgresql").run()
    assert outcome.lost == 0
    assert outcome.killed == 1
    assert outcome.repeated <= outcome.killed * IN_FLIGHT
    assert outcome.statuses == [0, 0]
    assert outcome.half_done == 0
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "/x" not in log
    assert {json.loads(line)["level"] for line in log.splitlines()} == {"info"}
