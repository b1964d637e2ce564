"""The talk about a court's people, pure: who may do what, cards and lists, forms, codes, and records in words."""

from dataclasses import replace
from datetime import datetime
from typing import Final

import pytest

from bot.desk import Desk
from dialogs.caseturns import Answered, Began, Form, WantedForm, WroteAnswer
from dialogs.engine import is_in_place, step
from dialogs.memory import kept_state
from dialogs.replies import blocks
from dialogs.staffturns import (
    Colleague,
    FetchRecords,
    FetchStaff,
    InviteAgain,
    NotAllowed,
    RecordLine,
    RecordsFetched,
    Remove,
    SetRole,
    Staff,
    StaffChanged,
    StaffChangeName,
    StaffFetched,
    WantedCode,
    WantedColleague,
    WantedRecords,
    WantedStaff,
)
from dialogs.staffwork import PAGE
from dialogs.turns import Choices, Event, Facts, Reply, Say, State, Step, Wrote
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law
from knowledge.people import LONGEST_EMAIL, LONGEST_NAME, ROLES, Person, Role
from tests.dialogs.test_cases import choices, names
from tests.talk import TODAY

CLERK: Final = Colleague(Person(1, 1, "clerk", "Айгуль", deputy=2), ("telegram",), 3)
JUDGE: Final = Colleague(Person(2, 1, "judge", "Бекова"), (), 0)
CHIEF: Final = Colleague(Person(5, 1, "chief", "Есенов"), ("terminal",), 0)
ADMINISTRATOR: Final = Colleague(Person(6, 1, "administrator", "Садыкова"), ("telegram",), 0)
STAFF: Final = Staff((CLERK, JUDGE, CHIEF, ADMINISTRATOR), ("clerk", "judge", "chief"))

CODE: Final = "Zm9vYmFyYmF6cXV4MTIzNA"
MANAGING: Final[tuple[Event, ...]] = (
    WantedStaff(), WantedColleague(1), WantedCode(1), Began("invite"), Began("role", person=1),
    Began("stand-in", person=1), Began("remove", person=1),
)  # fmt: skip


@pytest.fixture(scope="module")
def chief(law: Law) -> Facts:
    """What a turn of a chief may know."""
    return Facts(law, TODAY, CHIEF.person)


def as_role(facts: Facts, role: Role) -> Facts:
    """What a turn of somebody of a role may know."""
    return replace(facts, person=Person(9, 1, role, "Ерлан"))


def offered(done: Step) -> dict[str, Event]:
    """The choices of a step: what they are called, and what they do."""
    return {one.label.name: one.event for reply in done.says if isinstance(reply, Choices) for one in reply.options}


def worded(desk: Desk, said: tuple[Reply, ...], language: Language = "en") -> str:
    """Replies in words, a block a line."""
    return "\n".join(block.text for block in blocks(said, Wording(desk.texts, desk.law, language)))


# --- who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("event", [*MANAGING, WantedRecords()])
def test_only_who_manages_people_is_heard_about_them(facts: Facts, role: Role, event: Event) -> None:
    """Chiefs and administrators; the records are an administrator's. A form that was open is dropped."""
    may_do = {"administrator"} if isinstance(event, WantedRecords) else {"chief", "administrator"}
    done = step(State(form=Form("remove", person=1)), event, as_role(facts, role))
    is_refused = (names(done), done.state.form, done.deed) == (["may-not-manage"], None, None)
    assert is_refused is (role not in may_do)


@pytest.mark.parametrize("event", [*MANAGING, WantedRecords()])
def test_strangers_are_told_of_the_invitation(facts: Facts, event: Event) -> None:
    """Nothing is looked up for them."""
    done = step(State(), event, facts)
    assert (names(done), done.deed) == (["invited-only"], None)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("/people", FetchStaff(WantedStaff())),
        ("people", FetchStaff(WantedStaff())),
        ("Сотрудники", FetchStaff(WantedStaff())),
        ("қызметкерлер", FetchStaff(WantedStaff())),
        ("/audit", FetchRecords(WantedRecords())),
        ("журнал аудита", FetchRecords(WantedRecords())),
        ("аудит журналы", FetchRecords(WantedRecords())),
    ],
)
def test_it_is_asked_for_in_plain_words(facts: Facts, text: str, deed: object) -> None:
    """In three languages, by people of a court; a stranger's word is a question."""
    assert step(State(), Wrote(text), as_role(facts, "administrator")).deed == deed
    assert step(State(), Wrote(text), facts).deed is None


@pytest.mark.parametrize("text", ["/invite", "invite", "пригласить", "шақыру"])
def test_an_invitation_begins_with_the_name(chief: Facts, text: str) -> None:
    """Nothing needs to be looked up for that."""
    done = step(State(), Wrote(text), chief)
    assert (names(done), done.deed) == (["form-step", "ask-invite-name"], None)


# --- lists and cards -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 1])
def test_everybody_stands_on_one_page(chief: Facts, count: int) -> None:
    """Each with a button to their card; the pages lead there and back, and each invites."""
    people = tuple(Colleague(Person(n, 1, "clerk", f"Clerk {n}"), (), 0) for n in range(1, count + 1))
    pages = -(-count // PAGE)
    seen = []
    for page in range(pages):
        done = step(State(), StaffFetched(Staff(people, ()), WantedStaff(page)), chief)
        assert names(done) == ["staff-people"]
        seen += [event.person for event in done.state.options if isinstance(event, WantedColleague)]
        turns = {"choice-next-page": page < pages - 1, "choice-page-before": page > 0}
        assert offered(done).keys() - {"colleague"} == {name for name, is_there in turns.items() if is_there} | {
            "choice-invite"
        }
        assert offered(done).get("choice-next-page", WantedStaff(page + 1)) == WantedStaff(page + 1)
        assert offered(done).get("choice-page-before", WantedStaff(page - 1)) == WantedStaff(page - 1)
    assert seen == [one.person.id for one in people]


def test_a_card_says_who_it_is_and_who_stands_in(desk: Desk, chief: Facts) -> None:
    """Whether they came in, how many open cases they have; a stand-in who left is not named."""
    said = worded(desk, step(State(), StaffFetched(STAFF, WantedColleague(1)), chief).says)
    assert said.splitlines()[:3] == ["Айгуль, clerk. Open cases: 3.", "Talks with Komek.", "Deputy: Бекова."]
    assert "Has not come in yet." in worded(desk, step(State(), StaffFetched(STAFF, WantedColleague(2)), chief).says)
    left = replace(STAFF, people=(CLERK, CHIEF))
    assert "Deputy" not in worded(desk, step(State(), StaffFetched(left, WantedColleague(1)), chief).says)


@pytest.mark.parametrize(
    ("viewer", "person", "is_managed"),
    [
        (CHIEF, CLERK, True),
        (CHIEF, CHIEF, False),
        (CHIEF, ADMINISTRATOR, False),
        (ADMINISTRATOR, CHIEF, True),
        (ADMINISTRATOR, ADMINISTRATOR, False),
    ],
)
def test_a_card_offers_what_will_be_done(law: Law, viewer: Colleague, person: Colleague, is_managed: bool) -> None:
    """Nobody manages themselves and only administrators an administrator; a stand-in is named for all."""
    number = person.person.id
    done = step(State(), StaffFetched(STAFF, WantedColleague(number)), Facts(law, TODAY, viewer.person))
    managing = {
        "choice-role": Began("role", person=number),
        "choice-code": WantedCode(number),
        "choice-remove": Began("remove", person=number),
    }
    always = {"choice-stand-in": Began("stand-in", person=number), "choice-people": WantedStaff()}
    assert offered(done) == (always | managing if is_managed else always)


@pytest.mark.parametrize("then", [WantedColleague(7), Began("role", person=7), Began("remove"), WantedForm()])
def test_who_is_not_there_any_more_is_refused(chief: Facts, then: Event) -> None:
    """Removed meanwhile, or of another court; without its form nothing goes on."""
    done = step(State(), StaffFetched(STAFF, then), chief)
    assert (names(done), done.state.form) == (["may-not-manage"], None)


# --- forms ---------------------------------------------------------------------------------------------------


def test_a_role_is_given_that_the_person_has_not_yet(chief: Facts) -> None:
    """Of those that whoever asks may give; one choice is the whole form."""
    asked = step(State(), StaffFetched(STAFF, Began("role", person=1)), chief)
    assert asked.state.options == (Answered("role", "judge"), Answered("role", "chief"))
    assert step(asked.state, Answered("role", "judge"), chief).deed == SetRole(1, "judge")
    invited = State(form=Form("invite", answers=(("name", "Нурлан"),)))
    again = step(invited, StaffFetched(STAFF, WantedForm()), chief)
    assert again.state.options == tuple(Answered("role", role) for role in STAFF.roles)


def test_a_stand_in_is_somebody_else_or_nobody(chief: Facts) -> None:
    """Nobody stands in for themselves."""
    asked = step(State(), StaffFetched(STAFF, Began("stand-in", person=2)), chief)
    assert asked.state.options == tuple(Answered("person", number) for number in ("1", "5", "6", "0"))
    assert choices(asked)[-1] == "stand-in-nobody"


def test_somebody_is_removed_after_one_more_word(chief: Facts) -> None:
    """Not by writing something, only by the choice."""
    asked = step(State(), StaffFetched(STAFF, Began("remove", person=1)), chief)
    assert (names(asked), asked.deed) == (["ask-remove-sure"], None)
    assert names(step(asked.state, WroteAnswer("no"), chief)) == ["form-take-choice"]
    assert step(asked.state, Answered("sure", "yes"), chief).deed == Remove(1)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("name", "12345", "form-no-name"),
        ("name", "—", "form-no-name"),
        ("name", "я" * (LONGEST_NAME + 1), "too-long"),
        ("email", "serikov", "form-no-email"),
        ("email", "a@b@c", "form-no-email"),
        ("email", "a b@sud.kz", "form-no-email"),
        ("email", "a@sud.kz, b@sud.kz", "form-no-email"),
        ("email", f"{'a' * LONGEST_EMAIL}@sud.kz", "too-long"),
    ],
)
def test_what_is_no_name_or_address_is_asked_again(chief: Facts, question: str, text: str, said: str) -> None:
    """What was answered before stays."""
    before = () if question == "name" else (("name", "Нурлан"), ("role", "clerk"))
    state = State(form=Form("invite", answers=before))
    done = step(state, WroteAnswer(text), chief)
    assert (names(done), done.state.form) == ([said], state.form)


@pytest.mark.parametrize("name", ["Әл-Фараби Ұлықбек", "O'Hara", "王", "я" * LONGEST_NAME])
def test_any_name_is_a_name(chief: Facts, name: str) -> None:
    """Whatever letters it is written in."""
    done = step(State(form=Form("invite")), WroteAnswer(f"  {name}\n"), chief)
    assert done.state.form == Form("invite", answers=(("name", name),))


# --- what came of it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("invited", f"it holds once, for seven days, and is shown only here: /start {CODE}"),
        ("code", f"shown only here: /start {CODE}"),
        ("role", "Айгуль: the role is changed from the next message on."),
        ("stand-in", "Айгуль: noted who stands in."),
    ],
)
def test_what_was_done_is_said_above_the_card(desk: Desk, chief: Facts, what: StaffChangeName, words: str) -> None:
    """A code stands in the words and nowhere in what is remembered; the form is over."""
    code = CODE if what in {"invited", "code"} else ""
    state = State("en", form=Form("stand-in", person=1))
    done = step(state, StaffChanged(what, STAFF, 1, "Айгуль", code, 3), chief)
    lines = worded(desk, done.says).splitlines()
    assert lines[0].endswith(words)
    assert lines[1] == "Айгуль, clerk. Open cases: 3."
    assert done.state.form is None
    assert CODE not in kept_state(done.state)
    # what is shown in the place of a message would take the code out of the chat
    assert any(map(is_in_place, done.state.options)) is not bool(code)


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (0, ""),
        (1, " One open case is still theirs: hand it over."),
        (3, " 3 open cases are still theirs: hand them over."),
    ],
)
def test_whoever_was_removed_leaves_cases_behind(desk: Desk, chief: Facts, cases: int, words: str) -> None:
    """It is said how many; shown are those who are still there."""
    left = replace(STAFF, people=STAFF.people[1:])
    done = step(State(), StaffChanged("removed", left, 1, "Айгуль", cases=cases), chief)
    lines = worded(desk, done.says).splitlines()
    assert lines[:2] == [f"Айгуль is let in no more.{words}", "People of your court: 3."]


def test_what_is_not_allowed_ends_its_form(chief: Facts) -> None:
    """It is no use to go on with it."""
    done = step(State(form=Form("role", person=6)), NotAllowed(), chief)
    assert (names(done), done.state.form) == (["may-not-manage"], None)
    assert step(State(), WantedCode(1), chief).deed == InviteAgain(1)


# --- records -------------------------------------------------------------------------------------------------

NOON: Final = datetime(2026, 11, 24, 12, 5)  # noqa: DTZ001 - what a clock on the wall shows
RECORDS: Final = (
    RecordLine(NOON, "Садыкова", "person-removed", "Айгуль"),
    RecordLine(NOON, "Бекова", "case-seen", "12-3"),
    RecordLine(NOON, "Бекова", "cases-listed", ""),
    RecordLine(NOON, "", "court-added", ""),
)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "24 November 2026, 12:05 — Садыкова: removed a person (Айгуль)",
                "24 November 2026, 12:05 — Бекова: looked at a case (12-3)",
                "24 November 2026, 12:05 — Бекова: looked at a list of cases",
                "24 November 2026, 12:05 — on the machine: added the court",
            ],
        ),
        (
            "ru",
            [
                "24.11.2026, 12:05 – Садыкова: исключение сотрудника (Айгуль)",
                "24.11.2026, 12:05 – Бекова: просмотр дела (12-3)",
                "24.11.2026, 12:05 – Бекова: просмотр списка дел",
                "24.11.2026, 12:05 – на сервере: добавление суда",
            ],
        ),
        (
            "kk",
            [
                "24.11.2026, 12:05 — Садыкова: қызметкерді шығару (Айгуль)",
                "24.11.2026, 12:05 — Бекова: істі қарау (12-3)",
                "24.11.2026, 12:05 — Бекова: істер тізімін қарау",
                "24.11.2026, 12:05 — серверде: сотты қосу",
            ],
        ),
    ],
)
def test_a_record_says_when_who_what_and_of_whom(
    desk: Desk, chief: Facts, language: Language, lines: list[str]
) -> None:
    """A line each, the newest first; of what was done on the machine there is no name."""
    done = step(State(language), RecordsFetched(RECORDS, 0), chief)
    assert worded(desk, done.says, language).splitlines()[1:] == lines
    assert done.state.options == ()


def test_older_records_stand_behind_a_choice(chief: Facts) -> None:
    """Until there are none."""
    done = step(State(), RecordsFetched(RECORDS, 17), chief)
    assert done.state.options == (WantedRecords(17),)
    assert names(step(State(), RecordsFetched((), 0), chief)) == ["records", "records-none"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_about_people_can_be_said(desk: Desk, chief: Facts, language: Language) -> None:
    """With one case and with many, in each language, for each role."""
    for what in ("invited", "code", "role", "stand-in", "removed"):
        for cases in (0, 1, 2, 5, 21):
            said = Say(f"staff-{what}", {"name": "Айгуль", "code": CODE, "cases": cases})
            assert "Айгуль" in worded(desk, (said,), language)
    for role in ROLES:
        changed = replace(STAFF, people=(replace(CLERK, person=replace(CLERK.person, role=role)),))
        assert worded(desk, step(State(), StaffFetched(changed, WantedStaff()), chief).says, language)
