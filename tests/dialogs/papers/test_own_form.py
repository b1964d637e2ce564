"""A court's own form: plain marks are filled in, everything else is refused before it is taken."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from dialogs.papers.drafting import Content
from dialogs.papers.form import load_forms
from dialogs.papers.own_form import COMMON, LARGEST, PARTS, UNPACKED, FormError, checked, drafted_in, form_document
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES
from tests.dialogs.papers.reading import check_parts, footer, paragraphs

FORM = load_forms()["notice-to-authority"]
ASKED = frozenset({"court", "case_number", *FORM.fields})


def docx(*lines: str, foot: str = "") -> bytes:
    """A document of these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if foot:
        document.sections[0].footer.paragraphs[0].text = foot
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def split(text: str) -> bytes:
    """A paragraph whose every letter is a run of its own, as Word leaves it after corrections."""
    document = Document()
    paragraph = document.add_paragraph()
    for letter in text:
        paragraph.add_run(letter)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def with_part(name: str, content: bytes, document: bytes | None = None) -> bytes:
    """A document with another part in its archive."""
    kept = BytesIO(document or docx("x"))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def content_of(text: str = "x", missing: tuple[str, ...] = ()) -> Content:
    """The same words in every field."""
    fields = {field.replace("_", "-"): dict.fromkeys(LANGUAGES, text) for field in ASKED}
    lists = dict.fromkeys(LANGUAGES, ("one", "two"))
    return Content({}, fields, lists, lists, dict.fromkeys(LANGUAGES, missing), "7/2026", 2)


def test_its_fields_are_known_unknown_or_unused() -> None:
    """In the body, the foot and marks that Word has split."""
    marks = checked(docx("{{ court }} {{judge}}", "{{ wrong }}", foot="{{ version }}"), FORM, ASKED, "ru")
    assert marks.known == ("court", "judge", "version")
    assert marks.unknown == ("wrong",)
    assert "other_court" in marks.unused
    assert checked(split("{{ case_number }}"), FORM, ASKED, "ru").known == ("case_number",)
    columns = checked(docx("{{ court_kk }} {{ court_ru }} {{ court_en }}"), FORM, ASKED, "kk-ru")
    assert columns.known == ("court_kk", "court_ru")
    assert columns.unknown == ("court_en",)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{{ court.name }}", "{{ court|upper }}", "{% for a in b %}", "{%p if x %}", "{# x #}", "{{r court }}",
        "{{ self }}", "{{ ''.__class__ }}", "{{ court", "court }}", "{{}}", "{{ Court }}",
    ],
)  # fmt: skip
def test_a_mark_that_is_more_than_a_field_is_refused(text: str) -> None:
    """Whole, or in pieces."""
    for document in (docx(f"a {text} b"), split(text), docx("x", foot=text)):
        with pytest.raises(FormError, match="is more than the name of a field"):
            checked(document, FORM, ASKED, "ru")


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"", "is no DOCX"),
        (b"PK\x03\x04 broken", "is no DOCX"),
        (b"x" * (LARGEST + 1), "are the most"),
        (with_part("word/vbaProject.bin", b"x"), "holds macros"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "holds embedded objects"),
        (with_part("word/_rels/x.rels", b'<a TargetMode="External"/>'), "points to something outside"),
        (with_part("customXml/item.xml", b'<!DOCTYPE a [<!ENTITY b "c">]>'), "defines entities"),
        (with_part("big.bin", bytes(UNPACKED)), "packed too tightly"),
    ],
)
def test_what_is_no_plain_document_is_refused(document: bytes, why: str) -> None:
    """It says what to do."""
    with pytest.raises(FormError, match=why):
        checked(document, FORM, ASKED, "ru")


def test_an_archive_of_something_else_is_refused() -> None:
    """With or without a part of that name, or with too many."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FormError, match="holds no document"):
        checked(kept.getvalue(), FORM, ASKED, "ru")
    with pytest.raises(FormError, match="cannot be read as a DOCX"):
        checked(with_part("word/document.xml", b"x", kept.getvalue()), FORM, ASKED, "ru")
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(PARTS + 1):
            archive.writestr(f"{number}.txt", "")
    with pytest.raises(FormError, match="packed too tightly"):
        checked(kept.getvalue(), FORM, ASKED, "ru")


def test_it_is_filled_in_like_ours(texts: Texts) -> None:
    """What people wrote is data there too; lists stand line by line."""
    document = docx("Court: {{ court }}", "{{ enclosures }}", foot="v. {{ version }}")
    content = drafted_in(document, content_of("{{ 7*7 }} & <b>"), "Notice", "ru", texts)
    check_parts(content)
    assert paragraphs(content) == ["Court: {{ 7*7 }} & <b>", "one\ntwo"]
    assert footer(content) == "v. 2"
    columns = drafted_in(docx("{{ court_kk }} | {{ court_ru }}"), content_of("x"), "Notice", "kk-ru", texts)
    assert paragraphs(columns) == ["x | x"]
    assert content == drafted_in(document, content_of("{{ 7*7 }} & <b>"), "Notice", "ru", texts)


@pytest.mark.parametrize("document", [docx("{{ court }}"), docx()])
def test_it_says_what_is_missing(texts: Texts, document: bytes) -> None:
    """Above all."""
    said = paragraphs(drafted_in(document, content_of("x", ("п. 13",)), "Notice", "ru", texts))
    assert said[0] == "ПРОЕКТ, неполный: п. 13"


@pytest.mark.parametrize("name", sorted(load_forms()))
def test_ours_can_be_changed_and_brought_back(texts: Texts, name: str) -> None:
    """With all its fields, in each language."""
    form = load_forms()[name]
    for language in ("ru", "kk", "en", "kk-ru"):
        document = form_document(form, language, texts)
        marks = checked(document, form, form.fields, language)
        assert marks.unknown == ()
        assert marks.unused == ()
        assert set(marks.known) & COMMON
