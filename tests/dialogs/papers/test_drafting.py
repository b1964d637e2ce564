"""Papers read back: what was typed stands in them as it was typed, and nothing else does."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.checklistturns import PAPER_LANGUAGES, PaperLanguage
from dialogs.papers.drafting import Content, drafted
from dialogs.papers.form import Block, Form, load_forms
from dialogs.papers.writing import BLANK, columns, readable
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES, Names
from tests.dialogs.papers.reading import check_parts, footer, paragraphs, styles

HOSTILE: Final = [
    str(json.loads(line).get("text", line)) if line.startswith("{") else str(json.loads(line))
    for line in (Path(__file__).parents[1] / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
#: What templates and documents would obey.
OBEYED: Final = (
    "{{ 7*7 }}", "{% for a in b %}x{% endfor %}", "{# gone #}", "{_{ 7*7 }_}", "{_% x %_}", "{{r x }}", "{%p if 1 %}",
    "<w:p><w:r><w:t>in</w:t></w:r></w:p>", "]]>", "&amp; & &lt;", "</w:t></w:r>", "\x00\x07\x0b\x1b[31m", "a\nb\tc\fd",
    "\u202egnp.exe", "\ud800", "{{ self.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "a\\nb", "%PDF",
    "]] }}",
)  # fmt: skip


def form_of(*blocks: Block) -> Form:
    """A form with these blocks."""
    return Form(("22",), Names("Order", "Поручение", "Тапсырма"), blocks)


FORM: Final = form_of(
    Block("to", "To: {{ institution }}", "Кому: {{ institution }}", "Кімге: {{ institution }}"),
    Block("text", "Name: {{ full_name }}\n\nBorn", "Имя: {{ full_name }}\n\nРодился", "Аты: {{ full_name }}\n\nТуған"),
    Block("heading", "Case", "Дело", "Іс"),
    Block("item", "first", "первое", "бірінші"),
    Block("item", "second", "второе", "екінші"),
    Block("text", "Only then", "Только тогда", "Сонда ғана", {"purpose": ("service",)}),
    Block("enclosures", "Enclosed:", "Приложения:", "Қосымшалар:"),
    Block("deficiencies", "Against it:", "Замечания:", "Ескертулер:"),
    Block("sign", "Judge", "Судья", "Судья", name="judge", seal=True),
    Block("sign", "Clerk", "Секретарь", "Хатшы"),
)


def content_of(text: str, **more: object) -> Content:
    """What fills the form in, the same words in each field and language."""
    fields = dict.fromkeys(("institution", "full-name", "judge"), dict.fromkeys(LANGUAGES, text))
    return Content({}, fields, **more)  # type: ignore[arg-type]


#: So many texts stand in one paper: to draft one takes longer than to fill in its fields.
AT_ONCE: Final = 40


@pytest.mark.parametrize("start", range(0, len(OBEYED) + len(HOSTILE), AT_ONCE))
@pytest.mark.parametrize("language", ["ru", "kk-ru"])
def test_what_was_typed_is_read_back(texts: Texts, start: int, language: PaperLanguage) -> None:
    """Whatever it is: it is data."""
    typed = dict(enumerate((*OBEYED, *HOSTILE)[start : start + AT_ONCE]))
    lines = {number: f"N{number}: {{{{ field_{number} }}}}" for number in typed}
    form = form_of(*(Block("text", line, line, line) for line in lines.values()))
    fields = {f"field-{number}": dict.fromkeys(LANGUAGES, text) for number, text in typed.items()}
    content = drafted(form, Content({}, fields), language, texts)
    check_parts(content)
    said = paragraphs(content)
    for number, text in typed.items():
        found = [line for line in said if line.startswith(f"N{number}: ")]
        assert found == [f"N{number}: {readable(text)}"] * len(columns(language)), number


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(PAPER_LANGUAGES))
def test_any_text_is_read_back(texts: Texts, text: str, language: PaperLanguage) -> None:
    """With nothing lost but what no document can hold."""
    content = drafted(FORM, content_of(text), language, texts)
    check_parts(content)
    said = paragraphs(content)
    assert sum(line.endswith(": " + readable(text)) for line in said) == 2 * len(columns(language))
    assert sum(line.endswith(f"{BLANK} {readable(text)}") for line in said) == len(columns(language))


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_paper_has_all_that_belongs_to_it(texts: Texts, language: PaperLanguage) -> None:
    """Title, headings, numbers, lists, the place for the signature and the seal, the foot of the page."""
    lists = dict.fromkeys(LANGUAGES, ("first paper", "second paper"))
    content = drafted(FORM, content_of("x", enclosures=lists, number="7/2026", version=3), language, texts)
    said = styles(content)
    first = columns(language)[0]
    title = FORM.title.by(first)
    assert ("Heading 1", title) in said
    assert next(style for style, line in said if line.startswith(("To", "Кому", "Кімге"))) == "Addressee"
    assert "Heading 2" in [style for style, _ in said]
    assert any(line.startswith("2.\t") for style, line in said if style == "List Number")
    assert ("List Number", "2.\tsecond paper") in said
    lines = [line for _, line in said]
    assert any("______________ x" in line for line in lines)
    seals = [line for line in lines if line in {texts.words("paper-seal", one) for one in LANGUAGES}]
    assert len(seals) == len(columns(language)), "only where the act wants it"
    versions = {"en": "version 3", "ru": "редакция 3", "kk": "3-редакция"}
    assert footer(content).split("\t")[0] == " · ".join(("7/2026", *(versions[one] for one in columns(language))))
    assert not any("Only then" in line or "Замечания" in line or "Against it" in line for line in lines)


def test_a_block_stands_by_the_answers(texts: Texts) -> None:
    """And a list that is empty has no heading."""
    content = Content({"purpose": "service"}, content_of("x").fields)
    assert "Only then" in paragraphs(drafted(FORM, content, "en", texts))


def test_what_is_incomplete_says_so(texts: Texts) -> None:
    """In a box above all, with the clauses."""
    missing = dict.fromkeys(LANGUAGES, ("para 22(4)", "para 24"))
    content = drafted(FORM, content_of("x", missing=missing), "en", texts)
    assert styles(content)[0] == ("Draft Mark", "DRAFT, incomplete: para 22(4), para 24")
    assert "ЖОБА" in paragraphs(drafted(FORM, content_of("x", missing=missing), "kk-ru", texts))[0]


def test_the_same_answers_give_the_same_bytes(texts: Texts) -> None:
    """In whichever language."""
    for language in PAPER_LANGUAGES:
        first = drafted(FORM, content_of("x"), language, texts)
        assert first == drafted(FORM, content_of("x"), language, texts)
        assert first != drafted(FORM, content_of("y"), language, texts)


def test_a_form_of_an_addressee_alone_has_its_title_too(texts: Texts) -> None:
    """Behind it."""
    form = form_of(Block("to", "To {{ institution }}", "Кому {{ institution }}", "Кімге {{ institution }}"))
    assert paragraphs(drafted(form, content_of("x"), "ru", texts)) == ["Кому x", "Поручение"]


@pytest.mark.parametrize("name", sorted(load_forms()))
def test_no_form_leaves_a_mark_or_an_empty_bracket(texts: Texts, name: str) -> None:
    """Filled in with words, every one of its blocks."""
    form = load_forms()[name]
    fields = {field.replace("_", "-"): dict.fromkeys(LANGUAGES, f"[{field}]") for field in form.fields}
    lines = dict.fromkeys(LANGUAGES, ("one",))
    whole = Form(form.clause, form.title, tuple(_always(block) for block in form.block))
    for language in PAPER_LANGUAGES:
        content = drafted(whole, Content({}, fields, lines, lines), language, texts)
        check_parts(content)
        said = "\n".join(paragraphs(content))
        assert not re.search(r"\{|\}|\(\s*\)|None", said), said
        for field in form.fields:
            assert f"[{field}]" in said, (name, language, field)


def _always(block: Block) -> Block:
    return Block(block.kind, block.en, block.ru, block.kk, {}, block.name, block.seal)
