"""A form laid out as a DOCX that still has its `{{ field }}` marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from dialogs.papers.form import MARK, Block, Form, mark_name
from dialogs.papers.sheet import WIDTH, new_sheet
from dialogs.papers.writing import BLANK
from knowledge.languages import Language

#: In which language Word checks the spelling.
_LOCALES: Final[Mapping[Language, str]] = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}
_STYLES: Final = {"to": "Addressee", "heading": "heading 2"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the blocks of a form; texts may be marks."""

    #: Beside the place for a signature.
    seal: Mapping[Language, str]
    footer: str
    #: In a box above all; nothing when the paper is complete.
    box: Mapping[Language, str] = field(default_factory=dict)
    #: How many lines the lists of enclosures and deficiencies have.
    lines: Mapping[str, int] = field(default_factory=dict)
    #: Marks are plain names: a form that a court is to change.
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph of a paper."""

    style: str
    text: str
    #: Of a place for a signature: what stands at the right of it.
    beside: str | None = None


def mark(name: str, language: Language, around: Surroundings) -> str:
    """The mark of a field, by which it is filled in in one language: in two columns both stand in one document."""
    return f"{{{{ {name} }}}}" if around.is_plain else f"{{{{ {name}_{language} }}}}"


def laid_out(form: Form, blocks: Sequence[Block], languages: tuple[Language, ...], around: Surroundings) -> Docx:
    """The document of a form with these of its blocks, in one language or in two columns."""
    document = new_sheet(in_columns=len(languages) > 1)
    columns = [list(_parts(form, blocks, language, around)) for language in languages]
    if len(languages) == 1:
        for line in (line for part in columns[0] for line in part):
            _put(document.add_paragraph(), line, languages[0])
    else:
        _put_side_by_side(document, columns, languages)
    _put_footer(document, around.footer)
    return document


def _parts(form: Form, blocks: Sequence[Block], language: Language, around: Surroundings) -> Iterator[list[_Line]]:
    """The paragraphs of each part of a paper in one language; the parts of two languages stand side by side."""
    if around.box:
        yield [_Line("Draft Mark", around.box[language])]
    is_titled, number = False, 0
    for block in blocks:
        if block.kind != "to" and not is_titled:
            yield [_Line("heading 1", form.title.by(language))]
            is_titled = True
        number = number + 1 if block.kind == "item" else 0
        yield _lines(block, language, number, around)
    if not is_titled:
        yield [_Line("heading 1", form.title.by(language))]


def _lines(block: Block, language: Language, number: int, around: Surroundings) -> list[_Line]:
    words = MARK.sub(lambda found: mark(found[1], language, around), block.by(language))
    match block.kind:
        case "sign":
            name = f" {mark(mark_name(block.name), language, around)}" if block.name else ""
            signed = [_Line("Signature", words, f"{BLANK}{name}")]
            return [*signed, _Line("Seal", around.seal[language])] if block.seal else signed
        case "enclosures" | "deficiencies":
            lines = range(1, around.lines.get(block.kind, 0) + 1)
            marks = [mark(f"{block.kind}_{place}", language, around) for place in lines]
            listed = [_Line("List Number", f"{place}.\t{words}") for place, words in enumerate(marks, start=1)]
            if around.is_plain:
                listed = [_Line("Body Text", mark(block.kind, language, around))]
            return [_Line("heading 2", words), *listed] if listed else []
        case "item":
            return [_Line("List Number", f"{number}.\t{' '.join(words.split())}")]
        case _:
            style = _STYLES.get(block.kind, "Body Text")
            return [_Line(style, line) for line in words.splitlines() if line]


def _put(paragraph: Paragraph, line: _Line, language: Language) -> None:
    paragraph.style = line.style
    text = line.text if line.beside is None else f"{line.text}\t{line.beside}"
    run = paragraph.add_run(text)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _LOCALES[language])
    run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - python-docx has no word for a run's language


def _put_side_by_side(document: Docx, columns: Sequence[list[list[_Line]]], languages: tuple[Language, ...]) -> None:
    table = document.add_table(rows=0, cols=len(languages))
    table.autofit = False
    for parts in zip(*columns, strict=True):
        cells = table.add_row().cells
        for cell, lines, language in zip(cells, parts, languages, strict=True):
            cell.width = WIDTH // len(languages)
            _put_in_cell(cell, lines, language)
    # behind a table a document needs a paragraph
    document.add_paragraph(style="Tail")


def _put_in_cell(cell: _Cell, lines: Sequence[_Line], language: Language) -> None:
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        # a column has no room for a signature beside its role
        if line.beside is None:
            _put(paragraph, line, language)
        else:
            _put(paragraph, _Line(line.style, line.text), language)
            _put(cell.add_paragraph(), _Line(line.style, line.beside), language)


def _put_footer(document: Docx, words: str) -> None:
    """The case and version at the left, the page and the number of pages at the right."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "footer"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{words}\t")
    _put_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _put_field(paragraph, "NUMPAGES")


def _put_field(paragraph: Paragraph, name: str) -> None:
    counted = OxmlElement("w:fldSimple")
    counted.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    counted.append(run)
    paragraph._p.append(counted)  # noqa: SLF001 - python-docx has no word for fields
