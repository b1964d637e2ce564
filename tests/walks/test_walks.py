"""
Every `*.walk` file beside this one is a whole conversation on Tuesday, 24 November 2026.

`> ` is what a person writes and `>> ` takes the choice whose label begins so; `< ` is what the reply must hold, `! `
what it must not hold; `#` begins a remark. With people, `@ ` says who talks from here on, at first the clerk, and
`{shown}` stands for the code that was shown last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from bot.desk import Desk
from knowledge.languages import LANGUAGES, Language
from tests.court import open_court
from tests.talk import Talk

WALKS = sorted(Path(__file__).parent.glob("*.walk"))
LANGUAGES_OF: Final[dict[str, Language]] = {language: language for language in LANGUAGES}
CASES = sorted((Path(__file__).parent / "cases").glob("*.walk"))


@dataclass
class Turn:
    """What somebody does, and what the reply to it must hold or not."""

    who: str
    text: str
    is_choice: bool
    where: str
    checks: list[tuple[str, str, str]] = field(default_factory=list)

    def written(self, said: str) -> str:
        """What is written after `said`: the text, or the number of the choice."""
        return number_of(self.text, said, self.where) if self.is_choice else self.text

    def check(self, said: str) -> None:
        """Hold the reply to what is expected of it."""
        for sign, words, where in self.checks:
            assert (words in said) is (sign == "<"), f"{where}: {said}"


def number_of(label: str, said: str, where: str) -> str:
    """The number of the choice in a reply whose label begins so; there must be exactly one."""
    numbers = re.findall(rf"^(\d+)  {re.escape(label)}", said, re.MULTILINE)
    assert len(numbers) == 1, f"{where}: {len(numbers)} choices begin with {label!r}: {said}"
    return str(numbers[0])


@pytest.mark.parametrize("walk", WALKS, ids=[walk.stem for walk in WALKS])
def test_a_conversation_goes_as_written(desk: Desk, walk: Path) -> None:
    """Turn by turn, as a person would read it."""
    talk = Talk(desk)
    for turn in turns(walk):
        turn.check(talk.write(turn.written(talk.said)))


@pytest.mark.parametrize("walk", CASES, ids=[walk.stem for walk in CASES])
async def test_a_case_goes_as_written(desk: Desk, walk: Path, tmp_path: Path) -> None:
    """With people, a database, and all that was told before; `{clerk}` stands for the clerk's code."""
    shown = ""
    async with open_court(desk, tmp_path, LANGUAGES_OF[walk.stem.rpartition("_")[2]]) as court:
        for turn in turns(walk):
            text = turn.written(court.said.get(turn.who, "")).replace("{shown}", shown)
            said = await court.write(text, turn.who)
            turn.check(said)
            if code := re.search(r"/start (\S{22})$", said, re.MULTILINE):
                shown = code[1]


def turns(walk: Path) -> Iterator[Turn]:
    """What is done in a walk."""
    turn, who, expected = None, "clerk", 0
    for number, line in enumerate(walk.read_text(encoding="utf-8").splitlines(), start=1):
        sign, _, text = line.partition(" ")
        where = f"{walk.name}:{number}"
        assert sign in {"", ">", ">>", "<", "!", "@", "#"}, where
        if sign in {">", ">>"}:
            if turn:
                yield turn
            turn = Turn(who, text, sign == ">>", where)
        elif sign in {"<", "!"}:
            assert turn, where
            turn.checks.append((sign, text, where))
            expected += sign == "<"
        elif sign == "@":
            who = text
    assert turn
    yield turn
    assert expected


def test_there_are_walks_in_three_languages() -> None:
    """Each story is told in each language."""
    for walks in (WALKS, CASES):
        assert {walk.stem.rpartition("_")[2] for walk in walks} >= set(LANGUAGES)
    assert {walk.stem for walk in CASES} >= {f"{story}_{one}" for story in ("story", "people") for one in LANGUAGES}


def test_a_choice_is_taken_by_the_one_label_that_begins_so() -> None:
    """A walk whose label there is not, or that fits two, would take something else in silence."""
    said = "My cases\n1  Due within 7 days\n2  Due within 14 days\n10  Overdue (1)"
    assert [number_of(label, said, "x:1") for label in ("Due within 14", "Overdue (")] == ["2", "10"]
    for label in ("Due within", "within", "My cases"):
        with pytest.raises(AssertionError, match=r"x:1: [02] choices begin with"):
            number_of(label, said, "x:1")
