"""Clauses named by number, in three languages and as people type them."""

import pytest

from knowledge.finding.references import Named
from knowledge.finding.words import plain
from knowledge.law import Law

NAMED = {
    "22": "22",
    " 22. ": "22",
    "п. 22": "22",
    "п22": "22",
    "§ 11": "11",
    "pt 28": "28",
    "paragraph 22 (4)": "22.4",
    "22.4": "22.4",
    "22(4)": "22.4",
    "22 (4) пункт": "22.4",
    "22/4": "22.4",
    "п.22(4)": "22.4",
    "пп. 4 п. 22": "22.4",
    "пп 4 22 пункта": "22.4",
    "п.2 пп.5": "2.5",
    "п22пп4": "22.4",
    "подпункт 4) пункта 22": "22.4",
    "22 пункт 4 подпункт": "22.4",
    "23 пп 3": "23.3",
    "22-й пункт": "22",
    "para 2 sub 2": "2.2",
    "sub-item 4 of paragraph 22": "22.4",
    "22-тармақ": "22",
    "22-тармақтың 4) тармақшасы": "22.4",
    "30 тармақ 5)": "30.5",
    "нұсқаулықтың 12-тармағы": "12",
    "пункт 22-25": "22 23 24 25",
    "п. 22, 23 и 24": "22 23 24",
    "11 и 13 пункты": "11 13",
    "22(4), 22(5)": "22.4 22.5",
    "22-4": "22.4",
    "он бесінші тармақ": "15",
    "жиырма екінші тармақ": "22",
    "пятнадцатый пункт": "15",
    "двадцать второй пункт": "22",
    "fourteenth paragraph": "14",
    "paragraph twenty-two": "22",
    "п.п. 4 п. 22": "22.4",
    "что говорит п. 32 о судебном приказе": "32",
    "пункт 8 абз. 3": "8",
    "глава 3": " ".join(str(n) for n in range(21, 34)),
    "all of chapter 1": "1 2 3 4 5 6 7 8",
    "order.2.3": "order.2.3",
    "/order.head": "order.head",
    "clause 2 sub 3 of the order": "order.2.3",
    "п. 2 приказа": "order.2",
    "бұйрықтың 2-тармағы": "order.2",
    "бұйрықтың бірінші тармағы": "order.1",
    "первый пункт приказа": "order.1",
    "item 4 of the approving order": "order.4",
    "6001-16-7-6 / 196": "order.head",
    "регистрация 13794": "order.head",
    "постановление 1453": "8",
    "статья 569 упк": "15",
    "569(2) criminal procedure": "15",
    "part two of 476": "15",
    "часть шестая статьи 476, при чём тут она": "order.preamble",
    "476 ч. 2": "15",
    "476": "order.preamble 15",
    "608 part seven": "19",
    "ст 501": "17",
    "138-бап": "32",
    "статья 11": "11",
    "what does para 12 say about refusal": "12",
    "п. 11 срок с какого дня": "11",
}


def of(law: Law, text: str) -> Named:
    """What a text names."""
    return law.references.named(plain(text))


@pytest.mark.parametrize("text", NAMED)
def test_a_clause_is_named_as_people_type_it(law: Law, text: str) -> None:
    """Each way of writing, with the clauses it stands for."""
    assert " ".join(of(law, text).clauses) == NAMED[text]


@pytest.mark.parametrize(
    "text",
    [
        "does the 10 day limit for the Department run from the receipt of originals?",
        "5 раб дней на пересылку поручения, какой это пункт",
        "3 марта получили поручение из Турции, сколько времени",
        "Hearing will be on 5 March 2027 and we only now (December) think about it",
        "31.01.2026",
        "2026-01-31",
        "31-01-2026",
        "2026.01.31",
        "31/01/2026",
        "12026-01-31",
        "поручение получено 05.12, какой срок исполнения?",
        "заседание в 10.30",
        "10 рабочих дней",
        "6 months",
        "17*23=?",
        "",
        "пункт",
        "subject of the act",
    ],
)
def test_a_number_that_is_no_reference_names_nothing(law: Law, text: str) -> None:
    """Days, dates, sums and lengths are not clauses."""
    assert not of(law, text)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("para 40", ("40",)),
        ("77-тармақ", ("77",)),
        ("22(9)", ("22.9",)),
        ("sub-item 9 of para 22", ("22.9",)),
        ("п. 7 приказа", ("order.7",)),
        ("0", ("0",)),
        ("п. 5000", ("5000",)),
        ("глава 9", ("chapter.9",)),
        ("order.7", ("order.7",)),
    ],
)
def test_what_does_not_exist_is_said_never_replaced_by_a_neighbour(
    law: Law, text: str, missing: tuple[str, ...]
) -> None:
    """Paragraph 40 is not 33."""
    assert of(law, text) == Named(missing=missing, alone=True)


@pytest.mark.parametrize("text", ["статья 15 минской конвенции", "ст. 200 ГПК", "article 999"])
def test_an_article_that_the_instruction_does_not_mention_is_strange(law: Law, text: str) -> None:
    """The number of another act's article is not a paragraph."""
    found = of(law, text)
    assert found.strange_articles
    assert not found.clauses


def test_a_part_is_told(law: Law) -> None:
    """Part 3 of paragraph 8 is quoted alone."""
    assert of(law, "п. 8 часть 3").part == 3
    assert of(law, "8-тармақтың 3-бөлігі").part == 3


@pytest.mark.parametrize(("text", "alone"), [("покажи п. 22 целиком", True), ("п. 22 что писать про юрлицо", False)])
def test_a_reference_that_asks_more_is_not_alone(law: Law, text: str, alone: bool) -> None:
    """Then the question is answered within the clause."""
    assert of(law, text).alone is alone


@pytest.mark.parametrize("text", ["п. " * 400, "1." * 400, "(" * 400, "22" * 400, "часть " * 400, "sub " * 400, "٣٣"])
def test_a_reference_that_is_none_does_no_harm(law: Law, text: str) -> None:
    """Long runs of units, digits and brackets are answered like anything else."""
    assert of(law, text).clauses in {(), ("33",)}
