"""What is meant by what was written: plain words and commands in three languages become an event."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from dialogs.caseturns import Began, UsedCode, WantedCase, WantedCases, WantedForm, WroteAnswer
from dialogs.checklists.position import on_table
from dialogs.checklistturns import (
    BY_HAND,
    UNKNOWN,
    AnsweredStep,
    AskedStepWhy,
    PutRunOff,
    WantedChecklists,
    WantedReview,
    WantedRun,
    WantedStep,
    WentBack,
    WroteStep,
)
from dialogs.dates import COMPANY, WrittenDate, is_meant, written_dates
from dialogs.dating import asks_original, is_override
from dialogs.reminderturns import Verb, WantedSettings
from dialogs.staffturns import WantedRecords, WantedStaff
from dialogs.turns import (
    AnsweredYesNo,
    Asked,
    AskedHelp,
    AskedWhy,
    Cancelled,
    ChoseLanguage,
    DoesNotKnow,
    Event,
    Facts,
    Picked,
    State,
    UnknownCommand,
    WantedCalendar,
    WantedClauses,
    WantedDate,
    Wrote,
    WroteNoDate,
    WroteOverride,
    WroteSeveralDates,
)
from knowledge.finding.words import plain, words_of
from knowledge.languages import Language

_SAYINGS: Final[tuple[tuple[str, Event], ...]] = (
    ("/help /start help помощь справка көмек комек", AskedHelp()),
    ("/cancel cancel отмена отмени отменить болдырмау тоқтат", Cancelled()),
    ("/why why why_so how_come show_steps show_the_steps почему откуда почему_так как_посчитано", AskedWhy()),
    ("покажи_расчет покажи_шаги неге неліктен себебі неге_олай қалай_есептелді", AskedWhy()),
    ("/lang /language language язык тіл", ChoseLanguage(None)),
    ("english in_english по-английски ағылшынша", ChoseLanguage("en")),
    ("русский по-русски на_русском орысша in_russian", ChoseLanguage("ru")),
    ("қазақша казакша по-казахски на_казахском in_kazakh kazakh қазақ_тілінде", ChoseLanguage("kk")),
    ("/due due срок_посчитать рассчитать_срок посчитать_срок мерзімді_есептеу compute_date", WantedDate()),
    ("/skip skip пропустить пропусти өткізу", DoesNotKnow()),
    ("не_знаю не_знаем don't_know i_don't_know dont_know білмеймін белгісіз", DoesNotKnow()),
)
_CASE_SAYINGS: Final[tuple[tuple[str, Event], ...]] = (
    ("/cases cases my_cases мои_дела дела менің_істерім істер істерім", WantedCases()),
    ("overdue просроченные просрочено мерзімі_өткен", WantedCases("court", 0)),
    ("/register /new register register_a_case new_case", Began("register")),
    ("зарегистрировать зарегистрировать_дело новое_дело тіркеу істі_тіркеу жаңа_іс", Began("register")),
    ("/continue continue продолжить жалғастыру", WantedForm()),
    ("/papers /checklists papers checklists документы бумаги чек-листы құжаттар қағаздар", WantedChecklists()),
    ("/people people colleagues сотрудники люди қызметкерлер әріптестер", WantedStaff()),
    ("/invite invite пригласить шақыру", Began("invite")),
    ("/reminders reminders напоминания еске_салулар еске_салу", WantedSettings()),
    ("/days days moved_days перенос_дней күндерді_ауыстыру", Began("days-moved")),
    ("/audit audit аудит журнал_аудита аудит_журналы", WantedRecords()),
)
_CASE_EVENTS: Final = {
    saying.replace("_", " "): event for sayings, event in _CASE_SAYINGS for saying in sayings.split()
}
#: What is said within a walk through a checklist besides the answers.
_WALK_SAYINGS: Final[tuple[tuple[str, Event], ...]] = (
    ("/why why почему зачем неге не_үшін неліктен", AskedStepWhy()),
    ("/back back назад артқа кері", WentBack()),
    ("/review review проверить проверка обзор тексеру қарап_шығу", WantedReview()),
    ("/later /cancel later cancel позже потом отмена кейін кейінірек болдырмау", PutRunOff()),
    ("/continue continue продолжить жалғастыру", WantedRun()),
)
_WALK_EVENTS: Final = {
    saying.replace("_", " "): event for sayings, event in _WALK_SAYINGS for saying in sayings.split()
}
_SKIPS: Final = frozenset("/skip skip пропустить пропусти өткізу".split())
_STEP: Final = re.compile(
    r"(?:/change|change|изменить|измени|исправить|өзгерту|түзету)\s+(?:№\s*)?(\d{1,3})"
    r"|(\d{1,3})\s*(?:-\w{1,4}\s+)?(?:өзгерту|түзету|изменить|исправить)"
)
_RUN_NUMBER: Final = re.compile(r"(?:/continue|continue|продолжить|жалғастыру)\s+(?:№\s*)?(\d{1,9})")
#: What is written in answer to a reminder where there are no buttons, as in a mail.
_ANSWER_SAYINGS: Final[tuple[tuple[str, Verb], ...]] = (
    ("seen ok okay got_it received read noted", "seen"),
    ("видел видела увидел увидела получено получил получила прочитано прочитал прочитала принято", "seen"),
    ("ознакомлен ознакомлена көрдім кордим көрілді оқыдым алдым қабылданды таныстым", "seen"),
    (
        "done completed готово исполнено выполнено сделано орындалды орындалган орындадым дайын дайын_болды жасалды",
        "done",
    ),
    ("snooze later remind_me_later отложить отложи позже напомнить_позже напомните_позже", "snooze"),
    ("кейін кейинге кейінге кейінірек кейінге_қалдыру кейінге_қалдырыңыз", "snooze"),
    ("why why_this_date почему почему_эта_дата неге неге_бұл_күн", "why"),
    ("papers checklist документы чек-лист құжаттар чек-парақ", "papers"),
    ("hand_over передать передать_дело істі_тапсыру тапсыру істі_беру", "hand-over"),
)
_ANSWER_VERBS: Final = {
    saying.replace("_", " "): verb for sayings, verb in _ANSWER_SAYINGS for saying in sayings.split()
}
#: Beside such an answer they mean nothing.
_POLITE: Final = frozenset(
    "thanks thank you please on спасибо благодарю пожалуйста рахмет рақмет өтінемін да yes иә г года ж күні".split()
)
#: A link to a clause, `?start=clause_22_4`; Telegram takes letters, digits and these two signs in it.
_CLAUSE_LINK: Final = re.compile(r"/start\s+clause_([0-9A-Za-z_]{1,40})", re.IGNORECASE)
_CASE_NUMBER: Final = re.compile(r"(?:case|дело|іс)\s*(?:№|no\.?|n)?\s*(\S*\d\S*)", re.IGNORECASE)
_EVENTS: Final = {saying.replace("_", " "): event for sayings, event in _SAYINGS for saying in sayings.split()}
_YES: Final = frozenset(
    "yes y yep да ага конечно иә ия иа оригинал оригиналы подлинник подлинники original originals "
    "түпнұсқа түпнұсқалар".split()
)
_NO: Final = frozenset("no n nope нет неа жоқ жок скан сканы копия копии copy copies scan көшірме көшірмелер".split())
#: What may stand beside the name of a language that is asked for.
_BESIDE_LANGUAGE: Final = frozenset(
    "in now please switch to speak answer what about the language на а и по пожалуйста давай перейди язык языке "
    "отвечай ответь енді айтшы жауап бер тілінде тілге ауыс сөйле өтінемін".split()
)
_LANGUAGES: Final[dict[str, Language]] = {
    "en": "en", "eng": "en", "english": "en", "английский": "en", "английском": "en", "ағылшын": "en",
    "ағылшынша": "en",
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru", "русском": "ru", "орыс": "ru", "рус": "ru",
    "орысша": "ru", "казахском": "kk", "казакша": "kk",
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "казахский": "kk", "қазақ": "kk", "қазақша": "kk", "каз": "kk",
}  # fmt: skip
_YEAR: Final = re.compile(
    r"(?:/calendar|calendar|календарь|күнтізбе)\s+(?:на\s+|for\s+)?(\d{4})(?:\s+(?:год|года|жыл\w*|г\.?))?"
)

#: What is said in the language of whoever says it; a name or "ok" may be in any.
_SPOKEN: Final = (Asked, WantedClauses, WantedDate, AskedWhy, AskedHelp, WantedChecklists)

_NAMES: Final = frozenset({"/help", "/start", "/clause", "/why", "/cancel", "/quit"})

#: Of a command that there is not, no more than this is repeated.
LONGEST_COMMAND: Final = 20


def understood(text: str, state: State, facts: Facts) -> Event:
    """What `text` means in the talk so far."""
    low = " ".join(plain(text).split())
    return (
        _in_walk(text, low, state)
        or _case_command(text, low, facts)
        or _command(low, facts)
        or _choice(low, state)
        or _form_answer(text, state)
        or (_clauses(text, facts) if any(map(str.isalpha, low)) else None)
        or _reply(text, low, state, facts)
        or _clauses(text, facts)
        or _bare_date(text, state, facts)
        or Asked(text)
    )


def code_in(text: str) -> str:
    """The code of an invitation that somebody came with; "" when there is none."""
    name, _, rest = text.strip().partition(" ")
    is_code = name.lower() == "/start" and not _CLAUSE_LINK.fullmatch(text.strip())
    return rest.strip() if is_code else ""


def answer_in(text: str, today: date) -> tuple[Verb, date | None] | None:
    """
    What the first line of a text answers to a reminder, and the day that it names; None when it answers nothing.

    No day is named that lies ahead, or in words that may mean another day.
    """
    line = plain(next(filter(str.strip, text.splitlines()), ""))
    dates = written_dates(line, today)
    beside = words_of(line[: dates[0].start] + " " + line[dates[0].end :]) if dates else words_of(line)
    count = next((count for count in (3, 2, 1) if " ".join(beside[:count]) in _ANSWER_VERBS), 0)
    if not count or not _POLITE.issuperset(beside[count:]) or "?" in line.rstrip("? "):
        return None
    verb = _ANSWER_VERBS[" ".join(beside[:count])]
    if not dates:
        return verb, None
    day = dates[0].nearest(today, ahead=False) if len(dates) == 1 else None
    return (verb, day if day and day <= today else None) if verb == "done" else None


def goes_on(event: Event) -> bool:
    """Whether somebody wants to go on with the form left open, here or on another channel."""
    if isinstance(event, Wrote):
        return _CASE_EVENTS.get(" ".join(plain(event.text).split())) == WantedForm()
    return event == WantedForm()


def spoken_language(text: str, event: Event, facts: Facts) -> Language | None:
    """The language that something was asked in; None where there is nothing to tell it by."""
    if text.lstrip().startswith("/") or not isinstance(event, _SPOKEN):
        return None
    return facts.law.search.language(text)


def _in_walk(text: str, low: str, state: State) -> Event | None:
    """
    What is written in a walk through a checklist: a word about the walk, a choice, or the answer.

    An answer in words is taken as it is: "English" is a language there, and "case 5" the name of a case.
    """
    question = on_table(state)
    if state.run is None:
        return None
    bare = low.rstrip("?!. ")
    if bare in _WALK_EVENTS:
        return _WALK_EVENTS[bare]
    if step := _STEP.fullmatch(bare):
        return WantedStep(int(step[1] or step[2]))
    if low.startswith("/") or low.endswith("?") or question is None or _RUN_NUMBER.fullmatch(low):
        return None
    if isinstance(_EVENTS.get(bare), DoesNotKnow):
        is_skipped = bare in _SKIPS and not question.values
        return AnsweredStep(question.id, BY_HAND if is_skipped else UNKNOWN)
    return _choice(low, state) or WroteStep(text)


def _command(low: str, facts: Facts) -> Event | None:
    bare = low.rstrip("?!. ")
    if bare in _EVENTS:
        return _EVENTS[bare]
    if year := _YEAR.fullmatch(bare):
        return WantedCalendar(int(year[1]))
    words = set(words_of(bare))
    if (spoken := words & set(_LANGUAGES)) and words - spoken <= _BESIDE_LANGUAGE:
        return ChoseLanguage(_LANGUAGES[min(spoken)])
    return _slashed(low, facts) if low.startswith("/") else None


def _slashed(low: str, facts: Facts) -> Event | None:
    name, _, rest = low.partition(" ")
    if name in {"/lang", "/language"}:
        return ChoseLanguage(_LANGUAGES.get(rest.strip()))
    if name == "/calendar":
        return WantedCalendar(0 if rest else facts.today.year)
    if name == "/due":
        return _dated(rest, WantedDate(), facts) or WantedDate()
    if name == "/clause" and rest:
        return None
    return AskedHelp() if name in _NAMES else UnknownCommand(name[:LONGEST_COMMAND])


def _case_command(text: str, low: str, facts: Facts) -> Event | None:
    """A command or saying about cases; sayings count for people who were let in only."""
    name, _, rest = text.strip().partition(" ")
    if run := _RUN_NUMBER.fullmatch(low):
        return WantedRun(int(run[1]))
    if code := code_in(text):
        return UsedCode(code)
    if link := _CLAUSE_LINK.fullmatch(text.strip()):
        linked = facts.law.search.named(link[1].replace("_", "."))
        return WantedClauses(linked) if linked else AskedHelp()
    if name.lower() == "/case":
        return WantedCase(number=rest.strip()) if rest.strip() else WantedCases()
    if low == "/due" and facts.person:
        return WantedCases("mine", 14)  # strangers count a date by it
    if low in _CASE_EVENTS and (facts.person or facts.is_alone or low.startswith("/")):
        return _CASE_EVENTS[low]
    if facts.person and (named := _CASE_NUMBER.fullmatch(" ".join(text.split()))):
        return WantedCase(number=named[1])
    return None


def _form_answer(text: str, state: State) -> Event | None:
    """What is written while a form is open answers it, unless it is a command or a question."""
    if state.form is None or text.lstrip().startswith("/") or text.rstrip().endswith("?"):
        return None
    return WroteAnswer(text)


def _choice(low: str, state: State) -> Event | None:
    number = low.strip(" .)#")
    if number.isascii() and number.isdigit() and len(number) <= 2 and 1 <= int(number) <= len(state.options):
        return Picked(int(number))
    return None


def _reply(text: str, low: str, state: State, facts: Facts) -> Event | None:
    """An answer to what was asked last."""
    if is_override(text) and (state.wanted or state.given):
        return WroteOverride(text)
    wanted = state.wanted
    if (answer := _yes_or_no(words_of(low), is_asked=asks_original(wanted))) is not None:
        return AnsweredYesNo(is_yes=answer)
    if wanted is None:
        return None
    if asks_original(wanted) or not (wanted.limit and wanted.day):
        return _dated(text, wanted, facts)
    # both are known, so another length was asked for
    return WroteOverride(text) if low[:1].isdecimal() else None


def _yes_or_no(words: Sequence[str], *, is_asked: bool) -> bool | None:
    """Yes or no: nothing but that, or by the first word when it was asked for."""
    said = set(words[:1] if is_asked else words)
    if not said or not said <= _YES | _NO or (said & _YES and said & _NO):
        return None
    return bool(said & _YES)


def _bare_date(text: str, state: State, facts: Facts) -> Event | None:
    """A date and hardly anything else: it is for the limit of the clause talked of, if that has one."""
    limits = facts.law.act.about(state.clause).limits if state.clause else ()
    return _dated(text, WantedDate(limits[0] if len(limits) == 1 else ""), facts, company=1)


def _dated(text: str, wanted: WantedDate, facts: Facts, company: int = COMPANY) -> Event | None:
    dates = written_dates(text, facts.today)
    if not dates:
        return None
    if not is_meant(text, dates, company):
        return None
    if len(dates) > 1:
        return WroteSeveralDates(wanted)
    ahead = bool(wanted.limit) and facts.law.limits[wanted.limit].direction == "backward"
    day = dates[0].nearest(facts.today, ahead=ahead)
    if day is None:
        return WroteNoDate(_as_written(text, dates[0]))
    return replace(wanted, day=day, has_year=dates[0].year is not None)


def _as_written(text: str, written: WrittenDate) -> str:
    return plain(text)[written.start : written.end]


def _clauses(text: str, facts: Facts) -> Event | None:
    named = facts.law.search.named(plain(text).strip().removeprefix("/clause").strip() or text)
    return WantedClauses(named) if named and named.alone else None
