"""Answers as people write them."""

from datetime import date

import pytest

from dialogs.answers import NotAnAnswer
from dialogs.checklists.checklist import Question, Takes
from dialogs.checklists.reading import LONGEST_LINE, LONGEST_TEXT, read_step, said_answer
from dialogs.checklistturns import BY_HAND, UNKNOWN
from dialogs.turns import Facts, Say, StateName


def of(takes: Takes, *, personal: bool = False) -> Question:
    """A question that takes this."""
    return Question("one", ("22",), takes, ("a", "b") if takes == "choice" else (), personal=personal)


@pytest.mark.parametrize(
    ("takes", "written", "read"),
    [
        ("text", "  two   words ", "two words"),
        ("long", " first  line \n\n second ", "first line\n\nsecond"),
        ("number", "7/2026", "7/2026"),
        ("day", "2 марта 2026", "2026-03-02"),
        ("day", "02.03", "2026-03-02"),
        ("coming-day", "02.03", "2027-03-02"),
        ("state", "Германия", "DE"),
        ("name", "Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("name", "Müller Hans (no patronymic)", "Müller Hans"),
        ("name", "Мюллер Ганс, без отчества", "Мюллер Ганс"),
        ("name", "Смит Джон әкесінің аты жоқ", "Смит Джон"),
        ("address", "Германия, 10115 Берлин", "Германия, 10115 Берлин"),
        ("address", "Қазақстан, Астана, Достық көшесі, 1", "Қазақстан, Астана, Достық көшесі, 1"),
        ("iin", "850101 300 124", "850101300124"),
        ("bin", "010340000011", "010340000011"),
        ("court", "Есильский районный суд", "Есильский районный суд"),
    ],
)
def test_what_is_written_is_read(facts: Facts, takes: Takes, written: str, read: str) -> None:
    """Spaces mean nothing; names and addresses stay as they are."""
    assert read_step(of(takes), written, facts) == read


@pytest.mark.parametrize(
    ("takes", "written", "why"),
    [
        ("text", "x" * (LONGEST_LINE + 1), "too-long"),
        ("long", "x" * (LONGEST_TEXT + 1), "too-long"),
        ("day", "soon", "form-no-date"),
        ("day", "02.03.2026 03.03.2026", "several-dates"),
        ("day", "31.06.2026", "no-such-day"),
        ("day", "02.03.2027", "fault-event-ahead"),
        ("state", "Kazakhstan", "form-own-state"),
        ("state", "Atlantis", "form-no-state"),
        ("choice", "a", "form-take-choice"),
        ("yes-no", "perhaps", "form-take-choice"),
        ("name", "Мюллер", "step-no-full-name"),
        ("name", "Мюллер Ганс", "step-no-patronymic"),
        ("name", "12345", "form-no-name"),
        ("name", "Мюллер 2", "form-no-name"),
        ("name", "без отчества", "form-no-name"),
        ("address", "улица без страны, 5", "step-no-country"),
        ("iin", "850101300125", "step-no-iin"),
        ("iin", "010340000011", "step-no-iin"),
        ("bin", "850101300124", "step-no-bin"),
        ("bin", "010340000012", "step-no-bin"),
    ],
)
def test_what_is_no_answer_says_why(facts: Facts, takes: Takes, written: str, why: str) -> None:
    """By the name of the text."""
    with pytest.raises(NotAnAnswer) as refused:
        read_step(of(takes), written, facts)
    assert refused.value.say.name == why


def test_a_day_of_birth_has_its_year(facts: Facts) -> None:
    """The nearest one would be wrong in silence."""
    with pytest.raises(NotAnAnswer, match="step-needs-year"):
        read_step(of("day", personal=True), "05.03", facts)
    assert read_step(of("day", personal=True), "05.03.1985", facts) == "1985-03-05"


def test_an_answer_is_said_again() -> None:
    """In the reader's language where it is one of ours, else as it was written."""
    assert said_answer(of("day"), "2026-03-02") == date(2026, 3, 2)
    assert said_answer(of("state"), "DE") == StateName("DE")
    assert said_answer(of("choice"), "a") == Say("option-one-a")
    assert said_answer(of("yes-no"), "yes") == Say("answer-yes")
    assert said_answer(of("enclosure"), "missing") == Say("enclosure-missing")
    assert said_answer(of("text"), "x") == "x"
    assert said_answer(of("day"), BY_HAND) == Say("answer-by-hand")
    assert said_answer(of("day"), UNKNOWN) == Say("answer-unknown")
