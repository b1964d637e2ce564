"""A court's own form: plain marks are filled in, everything else is refused before it is taken."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from docx import Document

from dialogs.papers.drafting import Content
from dialogs.papers.filling import NotPlainError
from dialogs.papers.form import load_forms
from dialogs.papers.own_form import COMMON, checked, drafted_in, form_document
from dialogs.papers.plain import LARGEST, LARGEST_TEXT, PARTS, UNPACKED, FormError
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
        with pytest.raises(FormError, match=r"only the name of a field|no field may be called"):
            checked(document, FORM, ASKED, "ru")


def changed(part: str, old: bytes, new: bytes, document: bytes | None = None) -> bytes:
    """A document with one of its parts changed."""
    kept = BytesIO()
    before = zipfile.ZipFile(BytesIO(document or docx("MARK", "{{ court }}", foot="FOOT")))
    with before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return kept.getvalue()


def related(kind: str, target: str, mode: str = "") -> bytes:
    """A document that belongs to something else."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" {mode}/></Relationships>'
    return changed("word/_rels/document.xml.rels", b"</Relationships>", one.encode())


def moved() -> bytes:
    """A document whose text is in another part than usual, where an innocent one lies."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(docx("{{ 7*7 }}"))) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            after.writestr(
                name.replace("document.xml", "text.xml"),
                before.read(name).replace(b"/document.xml", b"/text.xml")
                if name == "[Content_Types].xml"
                else before.read(name).replace(b"word/document.xml", b"word/text.xml"),
            )
        with zipfile.ZipFile(BytesIO(docx("{{ court }}"))) as innocent:
            after.writestr("word/document.xml", innocent.read("word/document.xml"))
    return kept.getvalue()


def field_of_word(*pieces: str) -> bytes:
    """A document with one of Word's own fields, its code in pieces."""
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, then, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return changed("word/document.xml", b"<w:r><w:t>MARK</w:t></w:r>", f"{begin}{codes}{then}{end}".encode())


def part_of(document: bytes, name: str) -> str:
    """A part as it is written."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return archive.read(name).decode()


def with_note(text: bytes) -> bytes:
    """A document with a footnote of these words in XML."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = b"<w:footnote><w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p></w:footnote>"
    kind = f'<Override PartName="/word/footnotes.xml" ContentType="{word}.footnotes+xml"/></Types>'
    document = changed("[Content_Types].xml", b"</Types>", kind.encode(), related("footnotes", "footnotes.xml"))
    return with_part("word/footnotes.xml", f"<w:footnotes {space}>".encode() + note + b"</w:footnotes>", document)


def untrue(said: int, summed: int) -> bytes:
    """A document with a part that says it is smaller than it is, with the checksum of so much of it."""
    part = b"<a/>".ljust(5000)
    whole = with_part("customXml/item.xml", part)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        info = archive.getinfo("customXml/item.xml")
    true = struct.pack("<3L", info.CRC, info.compress_size, info.file_size)
    assert whole.count(true) == 2, "where the part begins, and in the list of parts"
    return whole.replace(true, struct.pack("<3L", zlib.crc32(part[:summed]), info.compress_size, said))


def packed_by(method: int) -> bytes:
    """A document with a part that is packed in another way."""
    kept = BytesIO(docx("x"))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("word/media/a.png", b"x", method)
    return kept.getvalue()


DTD = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
DECLARED = b'<?xml version="1.0" encoding="utf-16"?>' + DTD
DOCUMENT = "word/document.xml"
TABLE = b"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"", "is no DOCX"),
        (b"PK\x03\x04 broken", "is no DOCX"),
        (b"x" * (LARGEST + 1), "are the most"),
        (docx("x")[1000:], "is no DOCX"),
        (docx("x")[:1000] + docx("x")[1040:], "is no DOCX"),
        (untrue(4, 4), "is no DOCX"),
        (untrue(4, 5), "larger than it says"),
        (packed_by(zipfile.ZIP_BZIP2), "not a DOCX's"),
        (packed_by(zipfile.ZIP_LZMA), "not a DOCX's"),
        (with_part("word/vbaProject.bin", b"x"), "something else than text and pictures"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "something else than text and pictures"),
        (with_part("word/afchunk.htm", b"x"), "something else than text and pictures"),
        (with_part("word/Document.xml", b"<a/>"), "packed too tightly"),
        (with_part("word/more.xml", b" " * (LARGEST_TEXT + 1)), "are the most"),
        (with_part("word/more.xml", b"<a"), "cannot be read"),
        (with_part("word/more.xml", b"\xff\xfe<\x00a\x00/\x00>\x00"), "cannot be read"),
        (with_part("customXml/item.xml", DTD), "defines entities"),
        (with_part("customXml/item.xml", DECLARED), "not in UTF-8"),
        (with_part("big.bin", bytes(UNPACKED)), "packed too tightly"),
        (related("attachedTemplate", "http://court.example/a.dotm", "TargetMode='External'"), "points to something"),
        (related("image", "file:///a.png", 'TargetMode = "External"'), "points to something"),
        (related("aFChunk", "a.xml"), "holds something that a form does without"),
        (related("oleObject", "a.xml"), "holds something that a form does without"),
        (field_of_word("DDE", "AUTO c:\\x"), "DDEAUTO"),
        (field_of_word(" include", "text x"), "INCLUDETEXT"),
        (field_of_word(" "), "field of Word's"),
        (changed(DOCUMENT, b"MARK", b'</w:t></w:r><w:fldSimple w:instr="LINK x"/><w:r><w:t>'), "LINK"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<w:instrText>LINK</w:instrText><w:t>"), "LINK"),
        # what Jinja would read though it stands in no paragraph, or in none that this name belongs to
        (moved(), "only the name of a field"),
        (changed(DOCUMENT, b"MARK", b"&#123;&#123; 7*7 &#125;&#125;"), "only the name of a field"),
        (changed(DOCUMENT, b"MARK", b"<![CDATA[{{ 7*7 }}]]>"), "only the name of a field"),
        (changed("word/footer1.xml", b"FOOT", b"&#x7b;% x %}"), "only the name of a field"),
        (changed("docProps/core.xml", b"python-docx", b"{{ 7*7 }}"), "where none is filled in"),
        (changed(DOCUMENT, b"<w:t>MARK", b'<w:bookmarkStart w:name="{{ court }}"/><w:t>'), "where none is filled in"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<w:delText>{{ court }}</w:delText><w:t>"), "where none is filled in"),
        (changed("word/styles.xml", b"</w:styles>", b"{{ court }}</w:styles>"), "where none is filled in"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<!-- {{ 7*7 }} --><w:t>"), "as a remark"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<!-- " + b"{{ " * 200_000 + b"--><w:t>", docx("MARK")), "as a remark"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<?a {% x ?><w:t>"), "as a remark"),
        (changed(DOCUMENT, b"<w:body>", b"<w:body><w:t>{{ 7*7 }}</w:t>"), "between paragraphs"),
        (changed(DOCUMENT, b"<w:t>MARK", b"<w:t>a<w:t>{{ court }}</w:t>MARK"), "between paragraphs"),
        # what it says of itself has another shape than python-docx thinks
        (changed("docProps/core.xml", b"cp:coreProperties", b"cp:other"), "cannot be filled in"),
        # docxtpl reads the letters of a note as they are written and would leave this as it is
        (with_note(b"&#123;{ court }}"), "cannot be filled in"),
        # in pieces of two paragraphs; what docxtpl would make a mark of
        (docx("{{ court", "}}"), "only the name of a field"),
        (docx("a {_{ b }_}"), "only the name of a field"),
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
        archive.writestr("a.xml", "<a/>")
    with pytest.raises(FormError, match="cannot be read as a DOCX"):
        checked(kept.getvalue(), FORM, ASKED, "ru")
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(PARTS + 1):
            archive.writestr(f"{number}.xml", "<a/>")
    with pytest.raises(FormError, match="packed too tightly"):
        checked(kept.getvalue(), FORM, ASKED, "ru")


def test_pictures_and_counting_fields_are_taken() -> None:
    """As forms of courts have them."""
    emblem = with_part("word/media/image1.png", b"x", field_of_word(" PAGE ", "\\* Arabic"))
    assert checked(emblem, FORM, ASKED, "ru").known == ("court",)


def test_marks_in_notes_and_boxes_are_filled_in(texts: Texts) -> None:
    """A box hangs on a paragraph and has paragraphs of its own."""
    box = (
        b'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        b"<w:t>Judge: {{ judge }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict><w:t>"
    )
    document = changed(DOCUMENT, b"<w:t>MARK", box)
    assert checked(document, FORM, ASKED, "ru").known == ("court", "judge")
    paper = drafted_in(document, content_of("А. & Б."), "Notice", "ru", texts)
    assert "Judge: А. &amp; Б.</w:t>" in part_of(paper, DOCUMENT)
    document = with_note(b"See {{ court }}")
    assert checked(document, FORM, ASKED, "ru").known == ("court",)
    paper = drafted_in(document, content_of("А. & Б."), "Notice", "ru", texts)
    assert "See А. &amp; Б.</w:t>" in part_of(paper, "word/footnotes.xml")


def test_nothing_is_evaluated_even_of_a_form_that_nobody_checked(texts: Texts) -> None:
    """What docxtpl hands to Jinja is looked at in the moment; what the file says of itself is not handed over."""
    for text in ("{{ 7*7 }}", "{% for a in b %}{% endfor %}", "{# x #}", "{{ court"):
        with pytest.raises(NotPlainError):
            drafted_in(docx(text), content_of(), "Notice", "ru", texts)
    about = changed("docProps/core.xml", b"python-docx", b"{{ 7*7 }}", docx("x"))
    assert Document(BytesIO(drafted_in(about, content_of(), "Notice", "ru", texts))).core_properties.author == "Komek"


def test_a_field_that_is_known_no_more_is_a_blank(texts: Texts) -> None:
    """Never nothing, which would be read as an answer."""
    paper = drafted_in(docx("({{ gone }})"), content_of(), "Notice", "ru", texts)
    assert paragraphs(paper) == ["(______________ (gone))"]


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


@pytest.mark.parametrize("document", [docx("{{ court }}"), docx(), changed(DOCUMENT, b"<w:body>", b"<w:body>" + TABLE)])
def test_it_says_what_is_missing(texts: Texts, document: bytes) -> None:
    """Above all, a table too, in a box, and in both languages."""
    content = content_of("x", ("п. 13",))
    paper = drafted_in(document, content, "Notice", "ru", texts)
    assert paragraphs(paper)[0] == "ПРОЕКТ, неполный: п. 13"
    assert "<w:pBdr>" in part_of(paper, DOCUMENT).partition("ПРОЕКТ")[0]
    said = paragraphs(drafted_in(document, content, "Notice", "kk-ru", texts))
    assert (said[0][:4], said[1][:6]) == ("ЖОБА", "ПРОЕКТ")


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
