"""The program as its users start it: real processes, one-line errors, exit status 2, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.questions.scoring import asked_questions

ROOT = Path(__file__).parents[2]


def komek(*arguments: str, given: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The finished run of a command with this standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_a_question_is_answered_with_its_clause() -> None:
    """`komek ask` prints one answer, in the language of the question."""
    run = komek("ask", "в какой срок исполняется поручение иностранного суда?")
    assert run.returncode == 0
    assert "— п. 11." in run.stdout.decode()
    assert run.stderr == b""


def test_the_language_of_the_answer_can_be_chosen() -> None:
    """`--lang` wins over the question's language."""
    assert "11-тармақ" in komek("ask", "--lang", "kk", "how long to execute a foreign order").stdout.decode()


def test_a_date_is_printed_with_its_trace() -> None:
    """`komek due` says the date and how it was reached."""
    run = komek("due", "execute_order", "2026-01-31", "--as-of", "2026-02-20", "--lang", "en")
    words = run.stdout.decode()
    assert run.returncode == 0
    assert "Last day: Monday, 2 March 2026" in words
    assert "10 calendar days left, 6 working days." in words
    assert "How the date was reached" in words


def test_an_override_is_given_on_the_command_line() -> None:
    """Its basis stands on the date."""
    words = komek("due", "execute_order", "2026-03-04", "--override", "2 months: Treaty X, art. 5", "--lang", "en")
    assert "Last day: Monday, 4 May 2026" in words.stdout.decode()
    assert "Treaty X, art. 5" in words.stdout.decode()


def test_a_clause_is_shown_and_an_earlier_wording_is_not_passed_off() -> None:
    """`--on` says honestly what is held."""
    assert "surname, name, patronymic" in komek("clause", "22.4", "--lang", "en").stdout.decode()
    assert "is not held here" in komek("clause", "7", "--on", "2024-01-01", "--lang", "en").stdout.decode().replace(
        "\n", " "
    )
    unknown = komek("clause", "11", "--on", "2024-01-01", "--lang", "en").stdout.decode()
    assert "is not known to us" in unknown.replace("\n", " ")
    assert (
        "On Tuesday, 24 November 2026 this wording"
        in komek("clause", "11", "--on", "2026-11-24", "--lang", "en").stdout.decode()
    )


def test_a_year_is_shown_in_three_languages(tmp_path: Path) -> None:
    """With a file of moved days tried on it."""
    entries = tmp_path / "entries.toml"
    entries.write_text('[[moved]]\noff = 2027-03-19\nworked = 2027-03-20\nact = "Order 1"\n', encoding="utf-8")
    words = komek("calendar", "2027", "--lang", "ru", "--entries", str(entries)).stdout.decode()
    assert "суббота, 20 марта 2027 г.: рабочий день" in words
    assert "Calendar of 2026" in komek("calendar", "2026", "--lang", "en").stdout.decode()
    assert komek("calendar", "2026", "--lang", "kk").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("due", "execute_order", "2026-02-31"), "no such day in the calendar: 2026-02-31"),
        (("due", "execute_order", "soon"), "DATE: not a date written YYYY-MM-DD"),
        (("ask", " "), "no question: write it in quotation marks"),
        (("clause", "11", "--on", "2999-01-01"), "it lies ahead"),
        (("due", "no_such", "2026-01-31"), "no time limit 'no_such'; one of: department_review"),
        (("due", "execute_order", "2026-01-31", "--as-of", "2025-01-01"), "lies after today, 2025-01-01"),
        (("due", "execute_order", "2026-01-31", "--override", "2 months"), "cite the treaty or act"),
        (("due", "consider_petition", "2026-01-31"), "names no number; give the length"),
        (("due",), "no time limit ''"),
        (("ask",), "no question: write it in quotation marks"),
        (("ask", "--lang", "de", "x"), "--lang 'de': one of en, ru, kk is needed"),
        (("clause", "40"), "no clause '40': write 22, 22.4"),
        (("clause", "11", "--on", "last year"), "--on: not a date written YYYY-MM-DD"),
        (("calendar", "1850"), "no calendar for 1850: a year from 1991 to 2100 is needed"),
        (("calendar", "2026", "--entries", "no-such-file.toml"), "no-such-file.toml: no such file"),
        (("calendar", "soon"), "Invalid value"),
        (("no-such-command",), "No such command"),
    ],
)
def test_what_cannot_be_used_gets_one_line_and_status_2(arguments: tuple[str, ...], fault: str) -> None:
    """The thing, what was given, what is needed."""
    run = komek(*arguments)
    assert run.returncode == 2
    assert run.stdout == b""
    (line,) = run.stderr.decode().splitlines()
    assert line.startswith("komek: ")
    assert fault in line


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("DEFAULT_LANGUAGE", "de", "setting DEFAULT_LANGUAGE"),
        ("CALENDAR_ENTRIES", "no-such.toml", "no-such.toml: no such file"),
        ("OFFICIAL_TEXTS", '["no-such.toml"]', "no-such.toml: no such file"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, fault: str) -> None:
    """An administrator sees which variable, and what is needed."""
    run = komek("ask", "x", **{name: value})
    assert run.returncode == 2
    assert fault in run.stderr.decode()


def test_every_command_has_a_page_of_help() -> None:
    """A court's administrator reads what it does and an example."""
    for command in ("chat", "ask", "due", "clause", "calendar"):
        run = komek(command, "--help")
        assert run.returncode == 0
        assert "Usage: komek" in run.stdout.decode()
    assert "execute_order" in komek("due", "--list").stdout.decode()


def test_a_system_without_a_locale_shows_cyrillic_all_the_same() -> None:
    """LC_ALL=C must not break the words."""
    run = komek("clause", "22.4", "--lang", "ru", LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii")
    assert "фамилия" in run.stdout.decode()


def test_a_reader_that_has_enough_is_no_error() -> None:
    """`komek ... | head -1` ends quietly."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as run:  # fmt: skip
        assert run.stdin is not None
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdin.write(b'{"id": 1, "q": "22"}\n')
        run.stdin.flush()
        assert run.stdout.readline()
        run.stdout.close()
        run.stdin.write(b'{"id": 2, "q": "22"}\n' * 50)
        run.stdin.close()
        assert run.stderr.read() == b""


def test_the_chat_in_a_pipe_prints_nothing_but_the_talk() -> None:
    """A turn a line, and the last line leaves."""
    run = komek("chat", given="в какой срок исполняется поручение?\n1\n31.01.2026\n\n/quit\nnever read\n")
    words = run.stdout.decode()
    assert run.returncode == 0
    assert run.stderr == b""
    assert words.startswith(("Поручение", "Иностранное поручение"))
    assert "Последний день: понедельник, 2 марта 2026 г." in words
    assert "Пустое сообщение" in words
    assert "never" not in words


def test_the_chat_takes_bytes_that_are_no_text() -> None:
    """A torn character is replaced, and the talk goes on."""
    run = komek("chat", given=b"\xff\xfe\x00\n" + "п. 22\n".encode())
    assert run.returncode == 0
    assert "п. 22" in run.stdout.decode()


def test_questions_in_json_lines_are_answered_one_by_one() -> None:
    """A broken line is named by its number, without its words, and the rest go on."""
    lines = [
        '{"id": "1", "lang": "ru", "q": "подпункт 4 пункта 22"}',
        "not json secret",
        '{"id": "2", "lang": null, "q": "how are you"}',
        "[1, 2]",
        '{"id": "3"}',
        '{"id": "4", "q": 7}',
        '{"id": "5", "q": "отказ"}',
    ]
    run = komek("ask", "--jsonl", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2", "3", "4", "5"]
    assert answers[0] == {"id": "1", "hits": [{"clause": "22.4", "score": 1.0}], "answered": True}
    assert [answer["answered"] for answer in answers[1:]] == [False, False, False, False]
    assert [hit["clause"] for hit in answers[4]["hits"]] == ["15", "19", "12"]
    assert run.stderr.decode().splitlines() == [f"line {n}: not a JSON object; skipped" for n in (2, 4)]


def test_the_questions_command_scores_as_the_search_does() -> None:
    """The protocol of the development questions, end to end."""
    asked = asked_questions("dev")
    lines = "".join(json.dumps({"id": n, "lang": None, "q": one.q}) + "\n" for n, one in enumerate(asked))
    answers = [json.loads(line) for line in komek("ask", "--jsonl", given=lines).stdout.splitlines()]
    inside = [one for one in asked if one.expect]
    right = sum(
        one.is_answered_by(answer["hits"][0]["clause"])
        for one, answer in zip(asked, answers, strict=True)
        if one.expect and answer["answered"]
    )
    assert right >= 0.92 * len(inside)


def test_dates_in_json_lines_are_counted_as_the_contract_says() -> None:
    """All worked examples, with junk between them."""
    cases = [
        json.loads(line) for line in (ROOT / "tests/knowledge/deadlines-dev.jsonl").read_text("utf-8").splitlines()
    ]
    lines = []
    for case in cases:
        sent = {key: value for key, value in case.items() if key not in {"group", "why", "due", "status"}}
        lines += [json.dumps(sent), "{broken"]
    run = komek("due", "--jsonl", given="\n".join(lines))
    answers = {answer["id"]: answer for answer in map(json.loads, run.stdout.splitlines())}
    assert len(run.stderr.splitlines()) == len(cases)
    for case in cases:
        assert (answers[case["id"]]["due"], answers[case["id"]]["status"]) == (case["due"], case["status"]), case


HOSTILE: list[dict[str, object]] = [
    {"rule": "execute_order"},
    {"rule": None, "event_date": "2026-01-31"},
    {"rule": ["execute_order"], "event_date": "2026-01-31"},
    {"rule": "execute_order", "event_date": 20260131},
    {"rule": "execute_order", "event_date": "٢٠٢٦-٠١-٣١"},
    {"rule": "execute_order", "event_date": "2026-01-31 "},
    {"rule": "execute_order", "event_date": "2026-01-31\n"},
    {"rule": "execute_order", "event_date": "0000-01-01"},
    {"rule": "execute_order", "event_date": "2026-01-31", "as_of": None},
    {"rule": "execute_order", "event_date": "2026-01-31", "as_of": "2026-02-30"},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": None},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": "2 months"},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": "2", "unit": "months", "basis": "x"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": 2, "unit": "months", "basis": 5}},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": 2, "unit": ["months"], "basis": "x"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": True, "unit": "months", "basis": "x"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": 10001, "unit": "years", "basis": "x"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "override": {"length": 9999, "unit": "years", "basis": "x"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "calendar_extra": []},
    {"rule": "execute_order", "event_date": "2026-01-31", "calendar_extra": {"off": "2026-02-27"}},
    {"rule": "execute_order", "event_date": "2026-01-31", "calendar_extra": {"off": ["2026-02-31"]}},
    {
        "rule": "execute_order",
        "event_date": "2026-01-31",
        "calendar_extra": {"off": ["2026-02-27"], "work": ["2026-02-27"]},
    },
    {"rule": "execute_order", "event_date": "9999-12-31"},
    {"rule": "send_order_before_hearing", "event_date": "2026-11-09"},
    {"rule": "send_order_before_hearing", "hearing_date": "0001-02-01"},
]


def test_a_line_that_cannot_be_written_back_is_skipped() -> None:
    """NaN is no JSON, and a nest of a thousand lists neither stops the run nor is repeated."""
    deep = '{"id": "d", "rule": "execute_order", "event_date": "2026-01-31", "override": {"length": ' + "[" * 980
    lines = [
        '{"id": NaN, "rule": "x"}',
        deep + "]" * 980 + ', "unit": "months", "basis": "x"}}',
        '{"id": "z", "rule": "x"}',
    ]
    run = komek("due", "--jsonl", given="\n".join(lines))
    assert json.loads(run.stdout.splitlines()[-1])["id"] == "z"
    assert b"Traceback" not in run.stderr


def test_what_cannot_be_counted_is_an_error_and_never_a_date() -> None:
    """Wrong types, impossible days, missing keys, results outside the world's years."""
    lines = "".join(json.dumps({"id": n, **fields}) + "\n" for n, fields in enumerate(HOSTILE))
    answers = [json.loads(line) for line in komek("due", "--jsonl", given=lines).stdout.splitlines()]
    assert [(answer["id"], answer["due"], answer["status"]) for answer in answers] == [
        (n, None, "error") for n in range(len(HOSTILE))
    ]


def test_lines_that_are_torn_deep_or_not_text_are_skipped() -> None:
    """And the last line needs no end."""
    good = json.dumps({"id": "x", "rule": "execute_order", "event_date": "2026-06-15", "as_of": "2026-07-16"}).encode()
    run = komek("due", "--jsonl", given=b"\xff\xfe\n" + b"[" * 100_000 + b"\n\n" + b'{"a": 1' + b"\n" + good)
    assert run.stdout.splitlines() == [b'{"id": "x", "due": "2026-07-15", "status": "late"}']
    assert [line.split(":")[0] for line in run.stderr.decode().splitlines()] == ["line 1", "line 2", "line 3", "line 4"]
