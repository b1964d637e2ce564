"""Marks of a document filled in by docxtpl: names of fields and nothing more, whoever wrote the document."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final

from docx.document import Document as Docx
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dialogs.papers.writing import BLANK, Written

#: When each file in a paper was made, as far as the paper says: the same answers, the same bytes.
_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - a DOCX keeps it without a zone
_ZIPPED: Final = (2026, 1, 1, 0, 0, 0)

#: What the file says of itself; of a court's own form too, that would else name who made it.
_SAID: Final = ("category", "comments", "content_status", "identifier", "keywords", "language", "subject", "version")


class NotPlainError(ValueError):
    """A document has more in it than names of fields; nothing of it was evaluated."""


class _Blank(Undefined):
    """A field that nobody knows: a place to fill in by hand, never nothing."""

    def __str__(self) -> str:
        return f"{BLANK} ({self._undefined_name})"


class _Plain(DocxTemplate):  # type: ignore[misc] # docxtpl has no types
    """Looks at what Jinja is about to read, in the very moment: no other reading of the file can differ from it."""

    def render_xml_part(
        self, src_xml: str, part: object, context: Mapping[str, object], jinja_env: ImmutableSandboxedEnvironment
    ) -> str:
        """A part with its fields filled in."""
        _check(src_xml, jinja_env)
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Leaves them alone: docxtpl would evaluate the title and its like."""

    def resolve_listing(self, xml: str) -> str:
        """Leaves it alone: the values have their line breaks, and the document's own are not ours to change."""
        return xml


def filled(document: Docx, context: Mapping[str, Written], title: str) -> bytes:
    """
    The document with its marks filled in, as bytes that depend on nothing else.

    Raises:
        NotPlainError: A mark is more than the name of a field.
    """
    marked = BytesIO()
    document.save(marked)
    template = _Plain(marked)
    jinja = ImmutableSandboxedEnvironment(autoescape=True, undefined=_Blank)
    jinja.globals.clear()
    template.render(dict(context), jinja, autoescape=True)
    properties = template.docx.core_properties
    for name in _SAID:
        setattr(properties, name, "")
    properties.author, properties.last_modified_by, properties.title = "Komek", "Komek", title
    properties.created = properties.modified = _MADE
    properties.revision = 1
    kept = BytesIO()
    template.docx.save(kept)
    return _settled(kept)


def _check(source: str, jinja: ImmutableSandboxedEnvironment) -> None:
    try:
        tree = jinja.parse(source)
    except TemplateSyntaxError as wrong:
        raise NotPlainError(wrong.message) from wrong
    if "{#" in source:
        msg = "a comment is more than the name of a field"
        raise NotPlainError(msg)
    for output in tree.body:
        for node in output.nodes if isinstance(output, nodes.Output) else [output]:
            if not isinstance(node, nodes.TemplateData | nodes.Name):
                msg = f"{type(node).__name__} is more than the name of a field"
                raise NotPlainError(msg)


def _settled(document: BytesIO) -> bytes:
    """The same document with the same moments in its archive."""
    kept = BytesIO()
    with zipfile.ZipFile(document) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, _ZIPPED), before.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()
