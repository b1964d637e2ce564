"""Foreign states in the words of three languages: which ones are meant, and where that must be asked."""

import re
from pathlib import Path

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import DATA, DataError
from knowledge.languages import LANGUAGES, Language
from knowledge.states import load_states

STATES = load_states()

#: What is written, and the codes it means.
ONE = {
    # codes
    "DE": "DE", "de": "DE", "DEU": "DE", "deu": "DE", " kg ": "KG", "KGZ": "KG", "«UZ»": "UZ", "no": "NO", "IN": "IN",
    "суд DE": "DE", "из KGZ": "KG", "court of UZB": "UZ",
    # everyday names and abbreviations
    "РФ": "RU", "рф": "RU", "Россия": "RU", "Российская Федерация": "RU", "Ресей": "RU", "Russia": "RU",
    "Russian Federation": "RU", "ФРГ": "DE", "Германия": "DE", "Germany": "DE", "США": "US", "сша": "US", "АҚШ": "US",
    "акш": "US", "USA": "US", "U.S.": "US", "Америка": "US", "United States of America": "US", "UK": "GB",
    "Великобритания": "GB", "Англия": "GB", "England": "GB", "Ұлыбритания": "GB", "Улыбритания": "GB",
    "Белоруссия": "BY", "Беларусь": "BY", "Белорусь": "BY", "РБ": "BY", "Киргизия": "KG", "Кыргызстан": "KG",
    "Киргизстан": "KG", "Қырғызстан": "KG", "Кыргызстан Республикасы": "KG", "Молдавия": "MD", "Молдова": "MD",
    "Туркмения": "TM", "Туркменистан": "TM", "Түрікменстан": "TM", "Туркменстан": "TM", "ОАЭ": "AE", "Эмираты": "AE",
    "БАӘ": "AE", "UAE": "AE", "КНР": "CN", "Китай": "CN", "Қытай": "CN", "Кытай": "CN", "China": "CN", "ҚХР": "CN",
    "Чехия": "CZ", "Czech Republic": "CZ", "Южная Корея": "KR", "Оңтүстік Корея": "KR", "Онтустик Корея": "KR",
    "Северная Корея": "KP", "КНДР": "KP", "Голландия": "NL", "Нидерланды": "NL", "Турция": "TR", "Түркия": "TR",
    "Туркия": "TR", "Türkiye": "TR", "Turkiye": "TR", "Turkey": "TR", "Македония": "MK", "Азербайджан": "AZ",
    "Әзірбайжан": "AZ", "Азербайжан": "AZ", "Өзбекстан": "UZ", "Озбекстан": "UZ", "Узбекистан": "UZ",
    "Тәжікстан": "TJ", "Тажикстан": "TJ", "Таджикистан": "TJ", "Грузия": "GE", "Украина": "UA", "ЮАР": "ZA",
    "Cote d'Ivoire": "CI", "Кот д’Ивуар": "CI", "Берег Слоновой Кости": "CI", "остров Мэн": "IM", "Мэн аралы": "IM",
    "Saint Lucia": "LC", "St Lucia": "LC", "Гонконг": "HK", "Бирма": "MM", "Palestine": "PS", "Тайвань": "TW",
    # a capital, none, or all
    "герМАНИЯ": "DE", "ГЕРМАНИЯ": "DE", "өзбекстан": "UZ",
    # long names
    "Республика Узбекистан": "UZ", "Федеративная Республика Германия": "DE", "Федеративной Республики Германия": "DE",
    "Kingdom of Spain": "ES", "Королевство Испания": "ES", "Испания Корольдігі": "ES", "Өзбекстан Республикасы": "UZ",
    "Ресей Федерациясы": "RU", "Ресей Федерациясының": "RU", "Кыргызская Республика": "KG",
    "Кыргызской Республики": "KG", "Қырғыз Республикасы": "KG", "Чешская Республика": "CZ",
    "Латвийской Республике": "LV", "Республика Корея": "KR", "Republic of Korea": "KR",
    "Democratic People's Republic of Korea": "KP", "Корейская Народно-Демократическая Республика": "KP",
    "People's Republic of China": "CN", "Republic of China": "TW", "Китайская Народная Республика": "CN",
    "Қытай Халық Республикасы": "CN", "Islamic Republic of Iran": "IR", "Iran, Islamic Republic of": "IR",
    "Исламская Республика Иран": "IR", "Великое Герцогство Люксембург": "LU", "Swiss Confederation": "CH",
    "Швейцарская Конфедерация": "CH", "Южно-Африканская Республика": "ZA", "Объединённая Республика Танзания": "TZ",
    "Объединенные Арабские Эмираты": "AE", "Біріккен Араб Әмірліктерінен": "AE",
    "United Kingdom of Great Britain and Northern Ireland": "GB", "Северная Ирландия": "GB",
    "Democratic Republic of the Congo": "CD", "Республика Конго": "CG", "Республика Гвинея": "GN",
    "Гвинея-Бисау": "GW", "Экваториальная Гвинея": "GQ", "Папуа - Новая Гвинея": "PG", "Новая Гвинея": "PG",
    "Доминиканская Республика": "DO", "Доминиканской Республики": "DO", "Доминика": "DM", "Южный Судан": "SS",
    "Хашимитское Королевство Иордания": "JO", "Америка Құрама Штаттарының": "US", "Корея Республикасы": "KR",
    # Russian cases, with what stands beside a name
    "в Германию": "DE", "из России": "RU", "суд Германии": "DE", "от Польши": "PL", "с Украиной": "UA",
    "в Китае": "CN", "из Китая": "CN", "из Египта": "EG", "по Дании": "DK", "в Израиль": "IL", "Израилем": "IL",
    "из США": "US", "в ОАЭ": "AE", "из Саудовской Аравии": "SA", "в Новую Зеландию": "NZ", "Боснии и Герцеговины": "BA",
    "Королевства Нидерландов": "NL", "на Филиппинах": "PH", "в Чехию": "CZ", "из Беларуси": "BY", "из Перу": "PE",
    "гражданин Узбекистана": "UZ", "поручение суда Турции": "TR", "Министерство юстиции Латвии": "LV",
    "немецкий суд": "DE", "польскому суду": "PL", "German court": "DE", "неміс соты": "DE",
    # Kazakh endings
    "Германияға": "DE", "Ресейден": "RU", "Польшаның": "PL", "Қытайға": "CN", "Қытайдан": "CN", "Түркиядағы": "TR",
    "Беларусьпен": "BY", "Ресей соты": "RU", "Германия сотынан": "DE", "Өзбекстан Республикасының сотына": "UZ",
    "АҚШ-тан": "US", "АҚШ-қа": "US", "РФ-дан": "RU", "Сауд Арабиясына": "SA", "Америка Құрама Штаттарына": "US",
    "Чадқа": "TD", "Латвиялық сот": "LV", "Нидерландқа": "NL", "Кипрдегі": "CY", "германия жане": "DE",
    # slips
    "Гирмания": "DE", "Германя": "DE", "Гремания": "DE", "Узбикистан": "UZ", "Узбикестан": "UZ", "Озербайджан": "AZ",
    "Казакстан Узбекистон": "UZ", "Кыргызстон": "KG", "Таджикестан": "TJ", "Беларусия": "BY", "Украена": "UA",
    "Швейцырия": "CH SE", "Голандия": "NL", "Нидерлнды": "NL", "Polnad": "PL", "Germny": "DE", "Azerbaijn": "AZ",
    "Uzbekstan": "UZ", "Филипины": "PH", "Тайланд": "TH", "Соединенные Штты": "US", "Велекобритания": "GB",
    "Росия": "RU", "Poссия": "RU",
    "Гер\u200bмания": "DE", "Ге\u0301рмания": "DE", "Гермнияға": "DE", "Өзбекістан": "UZ",
    "Саудовская Арвия": "SA", "Доминиканская Респблика": "DO DM",
    # in what somebody tells
    "Нужно вручить документы ответчику, он живёт в Германии": "DE", "Жауапкер Польшада тұрады": "PL",
    "The defendant has lived in Turkey since 2019": "TR", "кроме того, поручение из Германии": "DE",
    "Он давно переехал в Перу": "PE", "из Казахстана в Германию": "DE",
}  # fmt: skip
SEVERAL = {
    "Корея": "KR KP", "Кореяға": "KR KP", "Korea": "KR KP", "корейский суд": "KR KP", "Congo": "CG CD",
    "Конго": "CD CG", "Dominican": "DO DM", "Республика Доминика": "DM DO", "Виргинские острова": "VG VI",
    "Чехословакия": "CZ SK", "Югославия": "RS ME", "Германия и Польша": "DE PL", "Литва, Латвия, Эстония": "LT LV EE",
    "Georgia, USA": "GE US",
    # a slip in a name that is taken for another
    "Словакея": "SK SI", "Словенея": "SI SK", "Австрея": "AT AU", "Автралия": "AU AT", "Ирлондия": "IE IS",
    "Ирсландия": "IE IS", "Литвия": "LV LT", "Индонизия": "ID IN", "Нигереия": "NG NE", "Нигирия": "NG NE",
    "Швейция": "SE CH", "Доминека": "DM DO", "Парагвый": "PY UY", "Мавритакия": "MR MU",
}  # fmt: skip
#: One letter or an ending apart, and never mistaken.
APART = {
    "Гана": "GH", "Нигер": "NE", "Нигера": "NE", "Нигерия": "NG", "Нигерии": "NG", "Niger": "NE", "Nigeria": "NG",
    "Австрия": "AT", "Австрии": "AT", "Австралия": "AU", "Австралии": "AU", "Аустрия": "AT", "Аустралия": "AU",
    "Austria": "AT", "Australia": "AU", "Иран": "IR", "Ирана": "IR", "Ирак": "IQ", "Ирака": "IQ", "Iran": "IR",
    "Iraq": "IQ", "Словакия": "SK", "Словакии": "SK", "Словения": "SI", "Словении": "SI", "Мали": "ML", "Мальта": "MT",
    "Малави": "MW", "Ирландия": "IE", "Ирландии": "IE", "Исландия": "IS", "Исландии": "IS", "Ireland": "IE",
    "Iceland": "IS", "Литва": "LT", "Литвы": "LT", "Латвия": "LV", "Латвии": "LV", "Индия": "IN", "Индии": "IN",
    "Индонезия": "ID", "Үндістан": "IN", "Замбия": "ZM", "Гамбия": "GM", "Гвинея": "GN", "Гайана": "GY",
    "Французская Гвиана": "GF", "Ливия": "LY", "Ливан": "LB", "Либерия": "LR", "Маврикий": "MU", "Мавритания": "MR",
    "Парагвай": "PY", "Уругвай": "UY", "Швеция": "SE", "Швейцария": "CH", "Самоа": "WS", "Американское Самоа": "AS",
    "Сомали": "SO", "Судан": "SD", "Чили": "CL", "Чад": "TD", "Чада": "TD", "Сирия": "SY", "Сербия": "RS",
    "Доминика": "DM", "Доминики": "DM", "Куба": "CU", "Кубы": "CU", "Того": "TG", "Тонга": "TO", "Оман": "OM",
}  # fmt: skip
WRITTEN = ONE | SEVERAL | APART
NONE = [
    "", " ", "\n\t", "?", "...", "12345", "7512-26-00-2/123", "2026", "😀😀😀", "🇩🇪", "\x00\x1b[31m", "\u202e\u200b",
    "x", "хз", "не знаю", "пока неизвестно", "I do not know", "білмеймін", "да", "нет", "иә", "жоқ", "суд", "сот",
    "court", "республика", "Республика", "Королевство", "Федерация", "kingdom", "из", "народная республика", "zz",
    # no state of today, or none that ISO lists
    "Европейский союз", "EU", "European Union", "ООН", "Косово", "СССР", "Абхазия", "Татарстан", "Южная Америка",
    "Латинская Америка", "Северный Кипр", "Африка", "Туркестан", "Түркістан", "туркистан", "Кубани", "Бали", "Берлин",
    "Курдистан",
    # words that are near a name, and more than a slip away in kind
    "данные", "данных", "малина", "малый", "малы", "самое", "самой", "остров", "острова", "царь", "который", "первый",
    "пенсия", "польза", "лексика", "окраина", "фракция", "канал", "студия", "студияға", "планами", "серия", "Катарина",
    "ғана", "ғананың", "қатар", "қалада", "қандай", "белгілі", "бағасы", "бағамы", "сомасы", "алынды", "қылмыстан",
    "құралдары", "қаралаушы", "туралы", "hungry", "surname", "Cameron", "Гаванна", "Индея", "Ирам", "Малин", "КР",
    # a language or a person, and an everyday word inside a text
    "English", "русский", "на русском языке", "перевод на немецкий", "кроме того", "в результате того, что",
    "Он предъявил паспорт, кроме того справку", "roast turkey with potatoes",
    # a name with a slip in what somebody tells is not looked for
    "Нужно вручить документы ответчику, он живёт в Гермнии",
]  # fmt: skip
OWN = [
    "Казахстан", "Қазақстан", "Казакстан", "Kazakhstan", "KZ", "kaz", "РК", "ҚР", "Республика Казахстан",
    "Республики Казахстан", "в Казахстане", "Қазақстанда", "Қазақстан Республикасының", "Казахстон", "Қазахстан",
    "суд Казахстана", "казахстанский суд", "Қазақстан соты", "Republic of Kazakhstan",
]  # fmt: skip

HOSTILE = {
    "a long word": "германия" * 625,
    "many words": "того чад перу " * 357,
    "many names": "Германия Польша " * 312,
    "letters": "а " * 2500,
    "digits": "1" * 5000,
    "faces": "😀" * 5000,
    "long signs": "ﷺ" * 5000,
    "a flood of marks": "Г" + "\u0301" * 4999,
    "control characters": "\x00\x1b\u202e\ufeff" * 1250,
    "halves of a pair": "\ud83d" * 5000,
    "the beginnings of names": "республика " * 454,
    "the endings of names": "ға-дан " * 714,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_written_name_means_its_states(written: str) -> None:
    """Codes, everyday and long names, cases, endings and slips; several where it is in doubt."""
    assert STATES.named(written) == tuple(WRITTEN[written].split())
    assert not STATES.is_own(written)


@pytest.mark.parametrize("written", NONE)
def test_what_names_no_state_means_none(written: str) -> None:
    """Nonsense, other places, and words that are like a name."""
    assert STATES.named(written) == ()
    assert not STATES.is_own(written)


@pytest.mark.parametrize("written", OWN)
def test_our_own_state_is_said_to_be_it(written: str) -> None:
    """It is not among the foreign ones."""
    assert STATES.named(written) == ()
    assert STATES.is_own(written)


def test_a_foreign_state_beside_ours_is_not_own() -> None:
    """Who names both means the foreign one."""
    assert STATES.named("поручение из Казахстана в Польшу") == ("PL",)
    assert not STATES.is_own("поручение из Казахстана в Польшу")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_understood(language: Language) -> None:
    """CLDR's name of each state means it, first; so do its codes, and our own state's names mean ours."""
    for code in STATES.codes:
        named = STATES.named(STATES.name(code, language))
        assert named[0] == code
        assert len(named) == 1 or named == ("CD", "CG")
    assert STATES.is_own(STATES.name("KZ", language))


def test_every_code_is_understood() -> None:
    """In capitals and small letters, of two and of three."""
    for two, three in STATES.data.alpha3.items():
        if two != "KZ":
            assert {STATES.named(code) for code in (two, two.lower(), three, three.lower())} == {(two,)}


def test_the_codes_are_those_that_cldr_knows() -> None:
    """ISO 3166-1 has 249 codes, ours is no foreign one, and the pairs are those of another source."""
    assert len(STATES.codes) == 248
    assert "KZ" not in STATES.codes
    assert not {"EU", "EZ", "UN", "XA", "XB", "XK", "QO", "ZZ", "AC", "DG", "IC"} & set(STATES.codes)
    aliases = get_global("territory_aliases")
    for two, three in STATES.data.alpha3.items():
        assert aliases[three] == [two]


def cases_by_rule(name: str) -> list[str]:
    """A Russian name in the cases that are formed by rule."""
    if name.endswith("ия"):
        return [name[:-1] + ending for ending in ("и", "ю", "ей")]
    return [name + ending for ending in ("а", "у", "ом", "е")] if re.search("(?:стан|ан|ор|ур|ин|ад)$", name) else []


def endings_by_rule(name: str) -> list[str]:
    """The Kazakh endings of dative, ablative and locative after a name of one word in -ия, -а or -стан."""
    if name.endswith("стан"):
        return ["ға", "нан", "да", "ның", "мен"]
    return ["ға", "дан", "да", "ның", "мен", "лық"] if name.endswith(("ия", "а")) else []


def test_every_name_is_understood_in_russian_cases_and_with_kazakh_endings() -> None:
    """Нигера and Нигерии, Ирана and Ирака stay apart."""
    formed = 0
    for code in STATES.codes:
        russian, kazakh = STATES.name(code, "ru"), STATES.name(code, "kk")
        forms = [*cases_by_rule(russian), *(kazakh + ending for ending in endings_by_rule(kazakh))]
        forms = [form for form in forms if form not in {"Чадан", "Чадда"}]
        formed += len(forms)
        for form in forms:
            if re.fullmatch(r"[\w-]+", form):
                assert STATES.named(form) == (code,), form
    assert formed > 500


def test_only_known_names_are_shared() -> None:
    """A name that two states of the file have by mistake would be asked back for ever."""
    shared = {frozenset(codes) for codes in STATES.data.shared.values()}
    for code, names in STATES.data.names.items():
        for name in names:
            named = STATES.named(name)
            assert named in {(code,), ()} or frozenset(named) in shared, name
            assert named or code == "KZ", name


def test_no_name_of_the_file_is_one_that_cldr_has() -> None:
    """What CLDR has need not be kept twice."""
    cldr = {STATES.name(code, language).casefold() for code in STATES.codes for language in LANGUAGES}
    kept = [name for names in STATES.data.names.values() for name in names if name.casefold() in cldr]
    assert kept == []


def test_a_name_is_said_in_each_language() -> None:
    """As CLDR has it, our own too."""
    assert [STATES.name("DE", language) for language in LANGUAGES] == ["Germany", "Германия", "Германия"]
    assert [STATES.name("KZ", language) for language in LANGUAGES] == ["Kazakhstan", "Казахстан", "Қазақстан"]
    with pytest.raises(KeyError):
        STATES.name("EU", "en")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and nothing but codes comes of it."""
    assert set(STATES.named(text)) <= set(STATES.codes)
    assert STATES.is_own(text) in {True, False}


@given(st.sampled_from(STATES.codes), st.sampled_from(LANGUAGES), st.sampled_from(" \n.,;:!?()«»\"'-—\u00a0\u200b"))
def test_marks_around_a_name_mean_nothing(code: str, language: Language, mark: str) -> None:
    """Nor does their place."""
    name = STATES.name(code, language)
    assert STATES.named(f"{mark}{name}{mark}") == STATES.named(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read(name: str) -> None:
    """Five thousand characters of anything; what they mean is secondary."""
    assert set(STATES.named(HOSTILE[name])) <= set(STATES.codes)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('DE = ["FRG"', 'XX = ["FRG"', "'XX'"),
        ('own = "KZ"', 'own = "QZ"', "'QZ'"),
        ('["AT", "AU"]', '["AT", "XU"]', "'XU'"),
        ('own = "KZ"', "", "own"),
        ("[shared]", "[sharde]", "sharde"),
    ],
)
def test_a_wrong_file_is_told_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """A code that no state has, a missing key, an unknown one."""
    text = (DATA / "states.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "states.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=rf"^states\.toml: .*{fault}"):
        load_states(path)
