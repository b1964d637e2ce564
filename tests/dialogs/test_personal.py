"""Numbers of persons and of their documents in what people write, and the many numbers that are none of them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.personal import personal_in

FOUND = {
    # an IIN as it is typed; every number here is made up
    "850101300124": "iin",
    "ИИН 850101300124": "iin",
    "ЖСН:850101300124, Алматы": "iin",
    "ИИН850101300124": "iin",
    "850101 300124": "iin",
    "850101-300124": "iin",
    "850101 – 300124": "iin",
    "850 101 300 124": "iin",
    "8 5 0 1 0 1 3 0 0 1 2 4": "iin",
    "8501\u00a00130\u00a00124": "iin",
    "850101\n300124": "iin",
    "850101\u200b300124": "iin",
    "8\u200d5\u200d0\u200d101300124": "iin",
    "850101\u00ad300124": "iin",
    "٨٥٠١٠١٣٠٠١٢٤": "iin",
    "８５０１０１３００１２４": "iin",
    "𝟴𝟱𝟬𝟭𝟬𝟭𝟯𝟬𝟬𝟭𝟮𝟰": "iin",
    "8️⃣5️⃣0️⃣1️⃣0️⃣1️⃣3️⃣0️⃣0️⃣1️⃣2️⃣4️⃣": "iin",
    "от 31.01.2026 850101300124": "iin",
    "дело 7512-26-00-2/123, ответчик 850101300124": "iin",
    "87011234567 850101300124": "iin",
    "12850101300124": "iin",
    "(850101300124)": "iin",
    "850101300124/850101300124": "iin",
    "iin=850101300124;": "iin",
    # born in each century, and one whose check digit comes of the second weights
    "991231600349": "iin",
    "850101100121": "iin",
    "040229500015": "iin",
    "900101300811": "iin",
    # both: the IIN is what is said
    "паспорт N12345678, ИИН 850101300124": "iin",
    # the passport of Kazakhstan
    "N12345678": "passport",
    "N 12345678": "passport",
    "Н12345678": "passport",
    "паспорт Н 12345678": "passport",
    "n12345678": "passport",
    "выдан паспорт №N12345678.": "passport",
    "паспорт N-12345678, действителен до 2030": "passport",
    "N１２３４５６７８": "passport",
    "N1234\u200b5678": "passport",
    # the identity card
    "удостоверение личности 012345678": "passport",
    "по удостоверению личности № 012345678": "passport",
    "удостоверение № 012345678, выдано МВД РК": "passport",
    "удостоверением личности гражданина Республики Казахстан от 12.03.2020 № 012345678": "passport",
    "уд. личности 012345678": "passport",
    "уд.личности N 012345678": "passport",
    "жеке куәлік 012345678": "passport",
    "жеке куәлігінің нөмірі: 012345678": "passport",
    "жеке куалик № 012345678": "passport",
    "ID card 012345678": "passport",
    "ID-карта №012345678": "passport",
    "identity card no. 012345678": "passport",
    # Russian passports
    "паспорт 4509 123456": "passport",
    "паспорт 45 09 123456": "passport",
    "паспорт 4509123456": "passport",
    "по паспорту РФ 45 09 № 123456": "passport",
    "passport 4509 123456": "passport",
    "төлқұжаты 4509 123456": "passport",
    "толкужат 4509 номер 123456": "passport",
    "паспорт гражданина Российской Федерации серии 45 09 № 123456": "passport",
    "серия 4509 № 123456": "passport",
    "серия: 45 09, номер 123456": "passport",
    "сериясы 4509 нөмірі 123456": "passport",
    # other passports
    "паспорт AA1234567": "passport",
    "паспорт гражданина Республики Узбекистан серии AA № 1234567": "passport",
    "паспорт АА 1234567": "passport",
    "passport No. AB1234567": "passport",
    "passport a1234567": "passport",
    "төлқұжат C-1234567": "passport",
    "серия FA № 1234567": "passport",
    "passport 123456789": "passport",
}

NOTHING = [
    "",
    " \n\t",
    "Здравствуйте, когда отвечать на поручение?",
    # cases and acts
    "7512-26-00-2/123",
    "дело № 7512-26-00-2/123 от 31.01.2026",
    "2-3456/2026",
    "751226002123",
    "7512 26 00 2123",
    "приказ № 12345678",
    "приказ №12345678",
    "исх. N 12345678/2026",
    "исх. N 12345678-26",
    "исх. N12345678.1",
    "V1600013794",
    "рег. № V1600013794, паспорт не нужен",
    "п. 22(4), пп. 1-12, ст. 10",
    "пункты 1 2 3 4 5 6 7 8 9 10 11 12",
    "1.1.1.1.1.1.1.1.1.1.1.1",
    # days and telephones
    "31.01.2026",
    "2026-01-31 2026-02-28 2026-03-31",
    "01.02.2026-28.02.2026",
    "+7 701 123 45 67",
    "8 (701) 123-45-67",
    "87011234567 87017654321",
    "7011234567",
    "паспорт готов, тел. 7011234567",
    "паспорт готов, телефон: 701 1234567",
    "passport, phone 701123456",
    "удостоверение, моб. 701123456",
    "паспорт, +7011234567",
    # companies: the fifth digit is 4, 5 or 6
    "БИН 990240003134",
    "051041000204",
    # nearly an IIN
    "850101300125",
    "85010130012",
    "850101 30012",
    "850101700125",
    "851301300124",
    "850132300123",
    "850230300017",
    "000229300015",
    "900101300800",
    "850101.300124",
    "850101_300124",
    "850101a300124",
    "850101    300124",
    "1850101 3001242",
    # nearly a document
    "N1234567",
    "N123456789",
    "AN12345678",
    "012345678",
    "удостоверить подпись на 012345678",
    "удостоверение 12345678",
    "паспорт 4509 12345",
    "4509 123456",
    "паспорт 12.2015 123456",
    "AA1234567",
    "паспорт № 1234567",
    "паспорт No1234567",
    "паспорт и 5000000 тенге",
    "ПАСПОРТ И 5000000 ТЕНГЕ",
    "ПАСПОРТ ЗА 5000000 ТЕНГЕ",
    "серия AA и ещё что-то № 1234567",
    "сериал 4509 123456",
    "4509 123456 паспорт",
    "паспорт" + " слово" * 20 + " 4509 123456",
]

HOSTILE = {
    "one digit": "1" * 4000,
    "single digits": "1 " * 2000,
    "thin rows": "1   " * 1000,
    "days": "010101 1 " * 444,
    "Arabic digits": "١٢٣" * 1333,
    "the word": "паспорт " * 500,
    "the word and half a number": "паспорт 4509 12345 " * 210,
    "numbers without a word": "A1234567 " * 444,
    "a word with numbers that go on": "паспорт " + "A1234567/" * 444,
    "long signs": "ﷺ" * 4000,
    "faces": "😀" * 4000,
    "every sign": "".join(map(chr, range(0x4000, 0x4000 + 4000))),
    "control characters": "\x00\x1b\u202e" * 1333,
    "halves of a pair": "\ud83d" * 4000,
    "no end": "уд" + "a" * 3998,
}


def check_digit(digits: str) -> int:
    """The last digit of an IIN by the official rule, told another way than the module does; 10 when there is none."""
    for shift in (0, 2):
        left = sum(int(digit) * ((place + shift) % 11 + 1) for place, digit in enumerate(digits)) % 11
        if left != 10:
            return left
    return 10


@st.composite
def iins(draw: st.DrawFn) -> str:
    """A right IIN of anybody born from 1800 to 2099."""
    born = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    sex = draw(st.integers(1, 2)) + 2 * (born.year // 100 - 18)
    beginning = f"{born:%y%m%d}{sex}"
    rest = draw(st.integers(0, 9999).filter(lambda n: check_digit(f"{beginning}{n:04}") < 10))
    digits = f"{beginning}{rest:04}"
    return f"{digits}{check_digit(digits)}"


@pytest.mark.parametrize("text", FOUND)
def test_a_personal_number_is_found(text: str) -> None:
    """IIN, passports and identity cards as the field writes them."""
    assert personal_in(text) == FOUND[text]


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_are_not_personal(text: str) -> None:
    """Cases, acts, days, telephones, companies, and what is one sign short of a personal number."""
    assert personal_in(text) == ""


@given(st.text(), iins(), st.text())
def test_every_iin_is_found_in_any_text(before: str, iin: str, after: str) -> None:
    """Whatever stands around it, more digits too."""
    assert personal_in(before + iin + after) == "iin"


def is_digit(character: str) -> bool:
    """Whether the sign is read as a digit, as it is or in its compatible form."""
    return any(map(str.isdecimal, unicodedata.normalize("NFKC", character)))


@given(
    st.text().map(lambda text: "".join(c for c in text if not is_digit(c))),
    iins(),
    st.lists(st.sampled_from(["", "", " ", "-", "\u00a0", "\u200b", "–", " - ", "\n"]), min_size=11, max_size=11),
)
def test_an_iin_with_spaces_and_dashes_is_found(around: str, iin: str, gaps: list[str]) -> None:
    """Wherever they stand between its digits, as long as no other digits touch it."""
    typed = "".join(digit + gap for digit, gap in zip(iin, [*gaps, ""], strict=True))
    assert personal_in(f"{around},{typed},{around}") == "iin"


@given(iins(), st.integers(0, 9), st.integers(1, 9))
def test_a_digit_that_is_wrong_is_noticed(iin: str, place: int, by: int) -> None:
    """Where the first weights decide; the eleventh digit weighs 11, so that one they do not see."""
    digits = [int(digit) for digit in iin]
    digits[place] = (digits[place] + by) % 10
    wrong = "".join(map(str, digits))
    sums = [sum(int(digit) * weight for weight, digit in enumerate(typed[:11], start=1)) for typed in (iin, wrong)]
    if all(total % 11 < 10 for total in sums):
        assert personal_in(wrong) == ""


@given(st.integers(0, 99), st.integers(1, 12), st.integers(4, 6), st.integers(0, 9_999_999))
def test_the_number_of_a_company_is_not_personal(year: int, month: int, kind: int, rest: int) -> None:
    """Its fifth digit is 4, 5 or 6, so no day of birth stands there."""
    assert personal_in(f"{year:02}{month:02}{kind}{rest:07}") == ""


@given(st.integers(1000, 9999), st.integers(0, 99), st.integers(1, 99), st.integers(1, 999_999))
def test_the_number_of_a_case_is_not_personal(court: int, year: int, kind: int, number: int) -> None:
    """The court's code and the year may look like a day of birth."""
    assert personal_in(f"{court}-{year:02}-00-{kind}/{number}") == ""
    assert personal_in(f"паспорт по делу {court}-{year:02}-00-{kind}/{number}") == ""


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nothing raises."""
    assert personal_in(text) in {"", "iin", "passport"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read(name: str) -> None:
    """The longest message of anything carries nothing personal."""
    assert personal_in(HOSTILE[name]) == ""
