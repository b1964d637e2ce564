"""
Every `*.walk` file beside this one is a whole conversation on Tuesday, 24 November 2026.

`> ` is what a person writes, `< ` what the reply must hold, `! ` what it must not hold; `#` begins a remark.
"""

from pathlib import Path

import pytest

from bot.desk import Desk
from tests.talk import Talk

WALKS = sorted(Path(__file__).parent.glob("*.walk"))


@pytest.mark.parametrize("walk", WALKS, ids=[walk.stem for walk in WALKS])
def test_a_conversation_goes_as_written(desk: Desk, walk: Path) -> None:
    """Turn by turn, as a person would read it."""
    talk = Talk(desk)
    expected = 0
    for number, line in enumerate(walk.read_text(encoding="utf-8").splitlines(), start=1):
        sign, _, text = line.partition(" ")
        where = f"{walk.name}:{number}: {talk.said}"
        match sign:
            case ">":
                talk.write(text)
            case "<":
                assert text in talk.said, where
                expected += 1
            case "!":
                assert text not in talk.said, where
            case _:
                assert not sign or sign.startswith("#"), where
    assert expected


def test_there_are_walks_in_three_languages() -> None:
    """Each story is told in each language."""
    assert {walk.stem.rpartition("_")[2] for walk in WALKS} >= {"en", "ru", "kk"}
