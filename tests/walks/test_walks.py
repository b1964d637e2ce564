"""
Every `*.walk` file beside this one is a whole conversation on Tuesday, 24 November 2026.

`> ` is what a person writes, `< ` what the reply must hold, `! ` what it must not hold; `#` begins a remark.
"""

from collections.abc import Iterator
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


@pytest.mark.parametrize("walk", WALKS, ids=[walk.stem for walk in WALKS])
def test_a_conversation_goes_as_written(desk: Desk, walk: Path) -> None:
    """Turn by turn, as a person would read it."""
    talk = Talk(desk)
    for text, checks in turns(walk):
        said = talk.write(text)
        for sign, words, where in checks:
            assert (words in said) is (sign == "<"), f"{where}: {said}"


@pytest.mark.parametrize("walk", CASES, ids=[walk.stem for walk in CASES])
async def test_a_case_goes_as_written(desk: Desk, walk: Path, tmp_path: Path) -> None:
    """With people, a database, and all that was told before; `{clerk}` stands for the clerk's code."""
    async with open_court(desk, tmp_path, LANGUAGES_OF[walk.stem.rpartition("_")[2]]) as court:
        for text, checks in turns(walk):
            said = await court.write(text)
            for sign, words, where in checks:
                assert (words in said) is (sign == "<"), f"{where}: {said}"


def turns(walk: Path) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """What is written in a walk, and what the reply to each must hold or not."""
    checks: list[tuple[str, str, str]] = []
    written, expected = "", 0
    for number, line in enumerate(walk.read_text(encoding="utf-8").splitlines(), start=1):
        sign, _, text = line.partition(" ")
        assert not sign or sign[0] in "><!#", f"{walk.name}:{number}"
        if sign == ">":
            if written:
                yield written, checks
            written, checks = text, []
        elif sign in {"<", "!"}:
            checks.append((sign, text, f"{walk.name}:{number}"))
            expected += sign == "<"
    yield written, checks
    assert expected


def test_there_are_walks_in_three_languages() -> None:
    """Each story is told in each language."""
    for walks in (WALKS, CASES):
        assert {walk.stem.rpartition("_")[2] for walk in walks} >= set(LANGUAGES)
