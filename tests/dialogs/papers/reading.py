"""Reads a paper back, as whoever opens it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree


def paragraphs(content: bytes) -> list[str]:
    """The paragraphs of the body in their order, those of tables row by row."""
    return [paragraph.text for paragraph in _paragraphs(content)]


def styles(content: bytes) -> list[tuple[str, str]]:
    """The paragraphs with their styles."""
    return [(str(paragraph.style and paragraph.style.name), paragraph.text) for paragraph in _paragraphs(content)]


def _paragraphs(content: bytes) -> Iterator[Paragraph]:
    for block in Document(BytesIO(content)).iter_inner_content():
        match block:
            case Paragraph():
                yield block
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.paragraphs


def footer(content: bytes) -> str:
    """What stands at the foot of every page."""
    return str(Document(BytesIO(content)).sections[0].footer.paragraphs[0].text)


def check_parts(content: bytes) -> None:
    """Every part is well formed, and none reaches out of the document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part, parser)
            assert b"TargetMode" not in part, name
