"""The rooms of bot/ in process: the terminal on a screen, pages, settings, the clock."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot import __main__ as program
from bot.app import civil_date, open_desk, today_in_kazakhstan
from bot.desk import Desk
from bot.errors import InputError
from bot.pages import page, plain_lines
from bot.settings import Settings, read_settings
from bot.terminal import chat, chat_on_screen, completions, is_leaving
from dialogs.wording import Block
from knowledge.files import DataError


def on_screen(desk: Desk, typed: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the chat prints on a terminal where this is typed."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        chat_on_screen(desk.talk(), desk.law.act)
    return capsys.readouterr().out


def test_the_chat_on_a_screen_begins_wraps_and_ends(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The words of a clause stand behind a bar, and control-D leaves."""
    words = on_screen(desk, "п. 11\r\r\x04", capsys)
    assert words.startswith("\nKomek")
    assert "  │ Поручения судов" in words
    assert max(map(len, words.splitlines())) <= 100


def test_an_interrupted_line_is_forgotten_and_a_word_leaves(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Control-C takes back the line; "выход" ends the talk."""
    words = on_screen(desk, "п. 12\x03п. 13\rвыход\r", capsys)
    assert "п. 13" in words
    assert "— п. 12." not in words


def test_a_pipe_gets_plain_lines(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not a terminal is talked with line by line."""
    with (Path(__file__).parents[1] / "walks/first_question_ru.walk").open(encoding="utf-8") as lines:
        monkeypatch.setattr(sys, "stdin", lines)
        chat(desk.talk(), desk.law.act, tmp_path)
    assert "п. 11" in capsys.readouterr().out


def test_the_tab_key_offers_commands_and_clauses(desk: Desk) -> None:
    """Every clause of the act can be completed."""
    offered = list(completions(desk.law.act))
    assert "/clause 22.4" in offered
    assert "/lang kk" in offered
    assert "/due" in offered


@pytest.mark.parametrize(("line", "leaves"), [("/quit", True), (" Выход \n", True), ("шығу", True), ("п. 11", False)])
def test_the_words_that_leave(line: str, leaves: bool) -> None:
    """In three languages."""
    assert is_leaving(line) is leaves


def test_a_page_keeps_together_what_belongs_together() -> None:
    """An empty line between kinds, none within a quote; long words are not lost."""
    blocks = [Block("text", "One."), Block("quote", "a " * 60), Block("quote", "b"), Block("choice", "first", 1)]
    lines = page(blocks, 40).splitlines()
    assert lines[:2] == ["One.", ""]
    assert all(len(line) <= 40 for line in lines)
    assert lines[-1] == "1  first"
    assert page([Block("text", "")]) == ""
    assert list(plain_lines([Block("step", "a\nb")])) == ["  - a", "  - b"]


def test_the_date_is_that_of_kazakhstan() -> None:
    """UTC+5 since 1 March 2024, UTC+6 before: the evening in London is the next day in Almaty."""
    assert civil_date(datetime(2026, 11, 24, 18, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert civil_date(datetime(2026, 11, 24, 19, 0, tzinfo=UTC)) == date(2026, 11, 25)
    assert civil_date(datetime(2024, 2, 28, 18, 0, tzinfo=UTC)) == date(2024, 2, 29)
    assert isinstance(today_in_kazakhstan(), date)


def test_a_desk_with_a_missing_file_is_not_opened(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(DataError, match=r"gone.toml: no such file"):
        open_desk(Settings(_env_file=None, calendar_entries=tmp_path / "gone.toml"))


def test_settings_come_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment wins; a wrong value names its variable."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DEFAULT_LANGUAGE=kk\n", encoding="utf-8")
    assert read_settings().default_language == "kk"
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    assert read_settings().default_language == "en"
    monkeypatch.setenv("DEFAULT_LANGUAGE", "xx")
    with pytest.raises(InputError, match=r"setting DEFAULT_LANGUAGE: .*given: 'xx'.*see .env.example"):
        read_settings()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["komek", "clause", "22.4"], 0),
        (["komek", "clause", "11", "--on", "2026-11-24"], 0),
        (["komek", "clause", "11", "--on", "2024-01-01"], 0),
        (["komek", "clause", "7", "--on", "2024-01-01"], 0),
        (["komek", "clause", "99"], 2),
        (["komek", "calendar", "2026", "--lang", "kk"], 0),
        (["komek", "due", "execute_order", "2026-01-31", "--override", "2 months: X"], 0),
        (["komek", "due", "--list"], 0),
        (["komek", "ask", "кто", "подписывает", "поручение"], 0),
        (["komek"], 2),
    ],
)
def test_the_program_ends_with_its_status(
    arguments: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 when it did what was asked, 2 for what cannot be used."""
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == status
    assert capsys.readouterr().out or status
