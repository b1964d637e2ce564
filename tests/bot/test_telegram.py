"""Komek in Telegram, end to end over HTTP: the real dispatcher and client, a strict Bot API server."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

import pytest

from bot.desk import Desk
from knowledge.languages import LANGUAGES, Language
from tests.databases import Kind
from tests.telegram import open_chat

#: What a clerk writes or presses, and what the reply to it must hold.
STORIES: Final[Mapping[Language, Sequence[tuple[Literal["write", "press"], str, str]]]] = {
    "en": [
        ("write", "how long do we have to execute a foreign order?", "para 11"),
        ("write", "/register", "Question 1 of 5"),
        ("press", "received order, service of documents", "On what day did your court receive the order?"),
        ("press", "20", "Which foreign state is it?"),
        ("write", "Germany", "What number does the case have"),
        ("write", "12-3", "On what basis"),
        ("write", "Minsk Convention", "Registered: case 12-3."),
        ("write", "/case 12-3", "Monday, 21 December 2026"),
        ("press", "Correct a date", "Which date is wrong?"),
        ("press", "order received by the court, Friday, 20 November 2026", "On what day"),
        ("write", "18.11.2026", "Why is it corrected?"),
        ("write", "misread", "now Friday, 18 December 2026"),
        ("press", "Hand over", "Who takes the case over?"),
        ("press", "Бекова (judge)", "responsible: Бекова"),
        ("press", "Close the case", "Why is the case closed?"),
        ("write", "executed", "Case 12-3 is closed."),
    ],
    "ru": [
        ("write", "в какой срок исполняется поручение иностранного суда?", "п. 11"),
        ("write", "/register", "Вопрос 1 из 5"),
        ("press", "полученное поручение, вручение документов", "В какой день ваш суд получил поручение?"),
        ("press", "20", "Какое иностранное государство?"),
        ("write", "Германия", "Под каким номером дело числится"),
        ("write", "12-3", "На каком основании"),
        ("write", "Минская конвенция", "Зарегистрировано: дело 12-3."),
        ("write", "/case 12-3", "понедельник, 21 декабря 2026 г."),
        ("press", "Исправить дату", "Какую дату исправить?"),
        ("press", "поручение поступило в суд – пятница, 20 ноября 2026 г.", "В какой день?"),
        ("write", "18.11.2026", "Почему дата исправляется?"),
        ("write", "штамп прочитан неверно", "новая: пятница, 18 декабря 2026 г."),
        ("press", "Передать дело", "Кому передать дело?"),
        ("press", "Бекова (судья)", "ответственный: Бекова"),
        ("press", "Закрыть дело", "Почему дело закрывается?"),
        ("write", "исполнено", "Дело 12-3 закрыто."),
    ],
    "kk": [
        ("write", "шетел сотының тапсырмасы қанша мерзімде орындалады?", "11-тармақ"),
        ("write", "/register", "1-сұрақ (барлығы 5)"),
        ("press", "түскен тапсырма, құжаттарды табыс ету", "Тапсырма сотыңызға қай күні келіп түсті?"),
        ("press", "20", "Қай шет мемлекет?"),
        ("write", "Германия", "Істің сотыңыздағы нөмірі қандай?"),
        ("write", "12-3", "Негізі қандай"),
        ("write", "Минск конвенциясы", "№ 12-3 іс тіркелді."),
        ("write", "/case 12-3", "2026 жылғы 21 желтоқсан, дүйсенбі"),
        ("press", "Күнді түзету", "Қай күнді түзету керек?"),
        ("press", "тапсырма сотқа келіп түсті – 2026 жылғы 20 қараша, жұма", "Қай күні?"),
        ("write", "18.11.2026", "Күн неге түзетіледі?"),
        ("write", "мөртабан дұрыс оқылмады", "жаңасы: 2026 жылғы 18 желтоқсан, жұма"),
        ("press", "Істі басқа адамға беру", "Іс кімге беріледі?"),
        ("press", "Бекова (судья)", "жауапты: Бекова"),
        ("press", "Істі жабу", "Іс неге жабылады?"),
        ("write", "орындалды", "№ 12-3 іс жабылды."),
    ],
}
WELCOMES: Final[Mapping[Language, str]] = {
    "en": "Welcome, Айгуль (clerk).",
    "ru": "Добро пожаловать, Айгуль (секретарь суда).",
    "kk": "Қош келдіңіз, Айгуль (сот хатшысы).",
}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_story_of_a_case(desk: Desk, tmp_path: Path, kind: Kind, language: Language) -> None:
    """Invited, asked, registered, corrected, handed over, closed: as a clerk does it with the phone."""
    async with open_chat(desk, tmp_path, kind) as chat:
        clerk = chat.api.person(501, first_name="Айгуль", language_code=language)
        await clerk.starts(chat.court.codes["clerk"])
        await clerk.hears()
        assert WELCOMES[language] in clerk.last.text
        for deed, text, expected in STORIES[language]:
            await (clerk.writes(text) if deed == "write" else clerk.presses(clerk.last, text))
            await clerk.hears()
            assert expected in clerk.last.text, text


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_a_stranger_gets_one_line_and_nothing_of_him_is_kept(desk: Desk, tmp_path: Path, kind: Kind) -> None:
    """Deny by default, however many messages; no state, no text."""
    async with open_chat(desk, tmp_path, kind) as chat:
        stranger = chat.api.person(666, first_name="X", language_code="kk")
        for text in ("/cases", "п. 11", "hello", "/start guessed"):
            await stranger.writes(text)
        await stranger.hears(2)
        await chat.api.settled()
        assert len([message for message in stranger.messages if message.from_bot]) == 2
        async with chat.court.storage.unit(chat.inflow.now()) as unit:
            rows = await unit.connection.exec_driver_sql(
                "SELECT content FROM inbox UNION SELECT state FROM conversations"
            )
            assert {row[0] for row in rows} == {None}
