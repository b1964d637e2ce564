"""Words as people type them, and the reading that was meant."""

import pytest

from knowledge.finding.finder import load_finder
from knowledge.finding.lexicon import Lexicon, concept_pairs, load_lexicon
from knowledge.finding.readings import Readings
from knowledge.finding.words import folded, plain, stem, transliterated, words_of
from knowledge.languages import Language

READINGS = Readings(load_finder())
LEXICON = load_lexicon()


def test_plain_text_has_no_marks_that_nobody_sees() -> None:
    """Zero-width and bidi marks and combining floods do not part a word."""
    assert plain("По\u200bРУ\u202eчение\u0301") == "поручение"
    assert plain("ＳＴＯＰ ²") == "stop 2"


def test_confused_letters_fall_together() -> None:
    """Kazakh typed without its layout is the same word."""
    assert folded("өтінішхат") == folded("отинишхат")
    assert folded("мерзімі") == folded("мерзыми")


def test_stems_join_the_forms_of_a_word() -> None:
    """Snowball in both languages, folded."""
    assert stem("поручения") == stem("поручением")
    assert stem("orders") == stem("order")


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("gjhextybt byjcnhfyyjuj celf", "поручение иностранного суда", "ru"),
        ("еркуу нуфкы кусщптшешщт", "three years recognition", "en"),
        ("kuda sdavat poruchenie v germaniyu", "куда сдават поручение в германию", "ru"),
        ("vtrty;fq nf,skvfls", "мекенжай табылмады", "kk"),
        ("срок исполнения поручения", "срок исполнения поручения", "ru"),
        ("how long do we have", "how long do we have", "en"),
        ("тапсырманы канша уакытта орындаймыз", "тапсырманы канша уакытта орындаймыз", "kk"),
        ("12345", "12345", None),
        ("", "", None),
    ],
)
def test_a_text_is_read_as_it_was_meant(typed: str, meant: str, language: Language | None) -> None:
    """Another keyboard, Latin letters, or just what stands there."""
    reading = READINGS.reading(typed)
    assert reading.language == language
    if typed == meant:
        assert reading.text == meant
    else:
        assert set(words_of(reading.text)) & set(words_of(meant))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("паручение", "поручение"),
        ("tranlsation", "translation"),
        ("ходотайство", "ходатайство"),
        ("иск", "иск"),
    ],
)
def test_slips_are_mended_only_in_long_unknown_words(typed: str, mended: str) -> None:
    """A short word is too near to others to be changed."""
    assert READINGS.reading(typed).words == (mended,)


def test_one_word_of_another_keyboard_is_read_within_a_text() -> None:
    """The layout is often switched in the middle of a line."""
    assert READINGS.reading("срок исполнения gjhextybz").words[-1] == "поручения"


def test_nonsense_is_little_known() -> None:
    """What no question ever held is no question."""
    assert READINGS.reading("фывфыв цуке").known < READINGS.reading("срок исполнения").known


def test_latin_letters_stand_for_cyrillic() -> None:
    """The longest spelling first."""
    assert transliterated("zhauap shch yu") == "жауап щ ю"


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("в какой срок исполняется поручение", "order"),
        ("судебный приказ", "court-order-payment"),
        ("тапсырманы орындау", "order"),
        ("how long may it take", "how-long"),
    ],
)
def test_words_of_three_languages_mean_one_thing(text: str, concept: str) -> None:
    """The concept is found under an inflected form."""
    assert concept in LEXICON.concepts(words_of(plain(text)))


def test_a_word_is_matched_exactly_before_its_stem() -> None:
    """суд and судья have one stem and are two concepts."""
    lexicon = Lexicon({("суд",): ("court",), ("~суд",): ("judge",), ("просто",): ("no-content",)})
    assert lexicon.concepts(["суд", "судьей", "просто"]) == ["court", "judge"]
    assert lexicon.unknown(["суд", "закон"]) == ["закон"]
    assert lexicon.longest == 1


def test_a_kazakh_word_is_known_by_its_beginning() -> None:
    """Endings stand one after another; nothing of three letters is taken for a word."""
    lexicon = Lexicon({("тапсирма",): ("order",), ("сот",): ("court",)})
    assert lexicon.concepts(["тапсырмалардан", "сотка"]) == ["order"]
    assert lexicon.unknown(["тапсырмалардан", "сотка"]) == ["сотка"]


def test_pairs_of_concepts_stand_once() -> None:
    """Order and repetition do not matter."""
    assert list(concept_pairs(["b", "a", "b"])) == ["a+b"]
