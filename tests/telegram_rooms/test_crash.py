"""The program is killed in the middle of its work: nothing is lost, and little is said twice."""

from pathlib import Path

from tests.soak import IN_FLIGHT, Outcome, Soak


async def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    """Killed once and asked to stop once while people write; `python -m tests.soak updates` is the long version."""
    outcome = await Soak(tmp_path, Outcome(60), kills=2, in_haste=True).run()
    assert outcome.lost == 0
    assert outcome.killed == 1
    assert outcome.repeated <= outcome.killed * IN_FLIGHT
    assert outcome.statuses == [0, 0]
    assert outcome.half_done == 0
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert "/x" not in log
    assert "Traceback" not in log
