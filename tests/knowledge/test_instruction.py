"""The act as data: word for word in English, the same clauses in all languages, honest about what is not held."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.files import DATA, DataError
from knowledge.instruction import (
    Article,
    Instruction,
    NoSuchClauseError,
    chapter_of,
    load_instruction,
    paragraph,
)
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law

PUBLISHED = Path(__file__).with_name("instruction-en.txt")


@pytest.fixture
def act(law: Law) -> Instruction:
    """The act as it is held."""
    return law.act


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    shutil.copytree(DATA / "instruction", tmp_path / "instruction")
    shutil.copy(DATA / "codes.toml", tmp_path / "codes.toml")
    return tmp_path / "instruction"


def spoil(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def numbered(clause: str) -> str:
    """A clause's number as the act prints it before the text: `7. `, `2) `."""
    number = clause.removeprefix("order.")
    if not number[0].isdigit():
        return ""
    return f"{number.rpartition('.')[2]}) " if "." in number else f"{number}. "


def test_the_english_text_is_the_published_one_word_for_word(act: Instruction) -> None:
    """A quote must be what stands in the act, slips and all."""
    published = "".join(PUBLISHED.read_text(encoding="utf-8").split())
    for clause in act.ids:
        text = act.text(clause, "en").present
        for part in (numbered(clause) + text.text[0], *text.text[1:], text.footnote):
            held = "".join(part.split())
            assert held in published, clause


def test_nothing_of_the_published_text_is_missing(act: Instruction) -> None:
    """Every word of the published text stands in the data once, in its order."""
    published = "".join(PUBLISHED.read_text(encoding="utf-8").split())
    pieces = [*_all_pieces(act)]
    left = published
    for piece in sorted(("".join(p.split()) for p in pieces), key=len, reverse=True):
        left = left.replace(piece, "|", 1)
    assert re.sub(r"[|\d.()]", "", left) == ""


def _all_pieces(act: Instruction) -> list[str]:
    texts = act.texts["en"].values()
    pieces = [p for t in texts for p in (*t.present.text, t.present.footnote) if p]
    file = act.files["en"]
    pieces += [chapter.title for chapter in file.chapter]
    return [*pieces, file.label, file.label, file.instruction, file.footnote]


def test_all_thirty_three_paragraphs_and_the_order_are_there(act: Instruction) -> None:
    """33 paragraphs with their sub-items, and the Order with its four items."""
    paragraphs = [clause for clause in act.ids if clause.isdigit()]
    assert paragraphs == [str(n) for n in range(1, 34)]
    assert [len(act.sub_items(c)) for c in ("2", "22", "23", "30", "order.2")] == [5, 6, 3, 5, 4]
    assert [c for c in act.ids if c.startswith("order.") and c.count(".") == 1] == [
        "order.head", "order.preamble", "order.1", "order.2", "order.3", "order.4",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_has_a_heading_and_as_many_parts_in_each_language(act: Instruction, language: Language) -> None:
    """Part 3 of paragraph 8 is part 3 in every language."""
    for clause in act.ids:
        text, english = act.text(clause, language), act.text(clause, "en")
        assert text.heading
        assert len(text.present.text) == len(english.present.text), clause
        assert bool(text.present.footnote) == bool(english.present.footnote), clause
        assert [w.since for w in text.wording] == [w.since for w in english.wording], clause


def test_our_translations_are_labelled_as_ours(act: Instruction) -> None:
    """Nobody may take our Russian or Kazakh for the act's."""
    assert {t.standing for t in act.texts["ru"].values()} == {"working-translation"}
    assert {t.standing for t in act.texts["en"].values()} == {"unofficial-translation"}
    assert all(t.label for texts in act.texts.values() for t in texts.values())


def test_the_articles_of_other_acts_are_those_that_the_text_names(act: Instruction) -> None:
    """The table of articles is checked against the text, never kept by hand alone."""
    for clause in act.ids:
        text = " ".join(act.text(clause, "en").present.text)
        named = set(re.findall(r"\b(?:Articles?|,) (\d{3})\b", text))
        held = {a.article.partition("(")[0] for a in _own(act, clause) if a.code != "resolution-1453"}
        assert held == named, clause


def _own(act: Instruction, clause: str) -> tuple[Article, ...]:
    data = act.data.clause.get(clause)
    return data.articles if data else ()


def test_a_sub_item_has_what_its_paragraph_has(act: Instruction) -> None:
    """Related clauses are kept once, with the paragraph."""
    assert act.about("22.4") == act.about("22")
    assert act.about("order.2.3") == act.about("order.2")


def test_clauses_know_their_paragraph_and_chapter() -> None:
    """The ids carry the structure of the act."""
    assert [paragraph(c) for c in ("22.4", "order.2.3", "7", "order.head")] == ["22", "order.2", "7", "order.head"]
    assert [chapter_of(c) for c in ("8", "9.1", "22.4", "33", "order.2")] == [1, 2, 3, 3, 0]


def test_a_clause_that_is_not_there_is_named(act: Instruction) -> None:
    """An error says what was given and what there is."""
    with pytest.raises(NoSuchClauseError, match=r"no clause '40': the Instruction has paragraphs 1 to 33"):
        act.text("40", "en")


@pytest.mark.parametrize(
    ("clause", "day", "held"),
    [
        ("7", date(2024, 1, 1), None),
        ("7", date(2025, 9, 1), "unknown"),
        ("7", date(2026, 11, 22), "2025-5"),
        ("11", date(2018, 1, 1), None),
        ("11", date(2024, 1, 1), "unknown"),
    ],
)
def test_an_earlier_wording_is_not_passed_off_as_held(
    act: Instruction, clause: str, day: date, held: str | None
) -> None:
    """The day an amendment entered into force is not known, and is said to be unknown."""
    found = act.wording_on(clause, "en", day)
    assert (found if isinstance(found, str) or found is None else found.since) == held


def test_several_dated_wordings_of_one_clause_can_be_held(folder: Path) -> None:
    """When the day is known, each day has its wording."""
    spoil(
        folder / "act.toml",
        'adopted  = 2025-07-17\nin_force = "unknown"',
        "adopted  = 2025-07-17\nin_force = 2025-08-01",
    )
    spoil(
        folder / "act.toml",
        'adopted  = 2019-04-24\nin_force = "unknown"',
        "adopted  = 2019-04-24\nin_force = 2019-05-20",
    )
    older = '[[clause.wording]]\nsince = "2019-3"\ntext = "the older words"\n\n[[clause.wording]]\nsince = "2025-5"'
    for language in LANGUAGES:
        spoil(folder / f"{language}.toml", '[[clause.wording]]\nsince = "2025-5"', older)
    act = load_instruction(folder)
    before, after = act.wording_on("7", "en", date(2025, 7, 31)), act.wording_on("7", "en", date(2025, 8, 1))
    assert not isinstance(before, str)
    assert before is not None
    assert before.text == ("the older words",)
    assert after == act.text("7", "en").present


def test_an_official_text_is_laid_over_ours_with_one_file(tmp_path: Path) -> None:
    """The clauses of the file replace ours and carry its label; the others stay."""
    over = tmp_path / "official-ru.toml"
    over.write_text(
        'language = "ru"\nstanding = "official"\nlabel = "Официальный текст"\n'
        '[[clause]]\nid = "11"\n[[clause.wording]]\nsince = "2019-3"\ntext = "официальные слова"\n',
        encoding="utf-8",
    )
    act = load_instruction(overlays=(over,))
    laid, kept = act.text("11", "ru"), act.text("12", "ru")
    assert (laid.present.text, laid.standing, laid.label) == (("официальные слова",), "official", "Официальный текст")
    assert laid.heading == load_instruction().text("11", "ru").heading
    assert kept.standing == "working-translation"


def test_an_overlay_with_a_strange_clause_is_refused(tmp_path: Path) -> None:
    """A mistyped id must not vanish in silence."""
    over = tmp_path / "official-ru.toml"
    over.write_text(
        'language = "ru"\nstanding = "official"\nlabel = "x"\n'
        '[[clause]]\nid = "34"\n[[clause.wording]]\nsince = "2019-3"\ntext = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError, match=r"official-ru.toml: no clause 34 in the act"):
        load_instruction(overlays=(over,))


def test_an_overlay_with_fewer_parts_is_refused(tmp_path: Path) -> None:
    """An answer quotes a part by its number, which must be there."""
    over = tmp_path / "official-ru.toml"
    over.write_text(
        'language = "ru"\nstanding = "official"\nlabel = "x"\n'
        '[[clause]]\nid = "12"\n[[clause.wording]]\nsince = "2019-3"\ntext = "one part only"\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError, match=r"clause 12: 2 unnumbered parts are needed"):
        load_instruction(overlays=(over,))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("ru.toml", 'id = "12"', 'id = "12x"', r"ru.toml: not the same clauses"),
        (
            "en.toml",
            'since = "2019-3"',
            'since = "2020-1"',
            r"en.toml: clause .*: since = '2020-1': no such \[amendment\]",
        ),
        ("act.toml", 'related = ["2", "order.1"]', 'related = ["99"]', r"act.toml: clause 1: no clause 99"),
        ("act.toml", "treaty  = true", "treaty  = 7.5", r"act.toml: clause\.6\.treaty: .*given: 7.5"),
        ("kk.toml", "[[chapter]]", "[[chapter", r"kk.toml: cannot be read as a TOML file"),
        ("en.toml", '[[clause.wording]]\nsince = "2016-196"\ntext', "[clause.other]\ntext", r"en.toml: clause.*other"),
    ],
)
def test_a_spoilt_file_is_named_with_its_key(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    """Who edits the data is told the file, the key, what stands there and what is needed."""
    spoil(folder / file, old, new)
    with pytest.raises(DataError, match=fault):
        load_instruction(folder)


def test_a_clause_without_words_is_refused(folder: Path) -> None:
    """A clause cannot be held empty."""
    spoil(folder / "en.toml", '[[clause]]\nid = "order.1"', '[[clause]]\nid = "order.0"\n\n[[clause]]\nid = "order.1"')
    for language in ("ru", "kk"):
        spoil(
            folder / f"{language}.toml",
            '[[clause]]\nid = "order.1"',
            '[[clause]]\nid = "order.0"\n\n[[clause]]\nid = "order.1"',
        )
    with pytest.raises(DataError, match=r"clause order.0: no \[\[clause.wording\]\]"):
        load_instruction(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The remedy begins with the path."""
    with pytest.raises(DataError, match=r"act.toml: no such file"):
        load_instruction(tmp_path)
