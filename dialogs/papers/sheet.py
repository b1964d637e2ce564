"""The empty sheet that every paper begins with: A4, margins, styles and language as Kazakh courts have them."""

from functools import cache
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

#: Between the margins.
WIDTH: Final = Cm(16.5)
FOOT_SPACE: Final = Cm(1)

#: What python-docx's own template brings along and no paper needs: a thumbnail, a theme with other fonts.
_NEEDED: Final = frozenset(
    {
        RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.FONT_TABLE,
    }
)

_FONT: Final = "Times New Roman"

#: The lines around the mark of a draft that is incomplete.
SIDES: Final = ("top", "left", "bottom", "right")

_SETTINGS: Final = f"""<w:settings {nsdecls("w")}>
<w:defaultTabStop w:val="709"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""


def new_sheet(*, in_columns: bool) -> Docx:
    """A sheet with nothing on it; of two columns it has smaller letters and no indents."""
    return Document(BytesIO(_sheet(in_columns=in_columns)))


@cache
def _sheet(*, in_columns: bool) -> bytes:
    document = Document()
    for part in (document.part.package, document.part):
        for key in [key for key, relation in part.rels.items() if relation.reltype not in _NEEDED]:
            part.rels.pop(key)
    _refill(document.styles.element, _styles(in_columns=in_columns))
    _refill(document.settings.element, _SETTINGS)
    _refill(document.part.numbering_part.element, f"<w:numbering {nsdecls('w')}/>")
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.footer_distance = FOOT_SPACE
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _refill(element, xml: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - lxml has no types
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _styles(*, in_columns: bool) -> str:
    """Sizes in half points, the rest in twentieths of a point."""
    size, indent, addressee, hang = (24, 0, 0, 425) if in_columns else (28, 709, 4536, 425)
    number = hang if in_columns else indent + hang
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH.twips}"/></w:tabs>'
    # who signs stands beside the line, and a long name goes on under its beginning
    sign = (
        f'<w:tabs><w:tab w:val="left" w:pos="{addressee}"/></w:tabs><w:spacing w:before="120"/>'
        f'<w:ind w:left="{addressee}" w:hanging="{addressee}"/>'
    )
    box = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>' for side in SIDES)
    return f"""<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="ru-RU" w:eastAsia="en-US" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>
{_style("Addressee", f'<w:spacing w:after="60"/><w:ind w:left="{addressee}"/>')}
{
        _style(
            "heading 1",
            f'<w:keepNext/><w:spacing w:before="{size * 5}" w:after="{size * 5}"/><w:jc w:val="center"/>'
            '<w:outlineLvl w:val="0"/>',
            "<w:b/><w:bCs/>",
        )
    }
{
        _style(
            "heading 2",
            '<w:keepNext/><w:spacing w:before="120" w:after="60"/>'
            f'<w:ind w:firstLine="{indent}"/><w:outlineLvl w:val="1"/>',
            "<w:b/><w:bCs/>",
        )
    }
{_style("Body Text", f'<w:spacing w:after="60"/><w:ind w:firstLine="{indent}"/>')}
{
        _style(
            "List Number",
            f'<w:spacing w:after="60"/><w:ind w:left="{number}" w:hanging="{hang}"/>',
        )
    }
{_style("Signature", f"<w:keepNext/><w:keepLines/>{sign}")}
{_style("Seal", f'<w:keepLines/><w:spacing w:before="120"/><w:ind w:left="{addressee}"/>')}
{
        _style(
            "Draft Mark",
            f'<w:keepNext/><w:pBdr>{box}</w:pBdr><w:spacing w:after="240"/><w:ind w:left="113" w:right="113"/>',
            "<w:b/><w:bCs/>",
        )
    }
{_style("footer", tab, '<w:sz w:val="20"/><w:szCs w:val="20"/>')}
{_style("Tail", '<w:spacing w:line="20" w:lineRule="exact"/>', '<w:sz w:val="2"/><w:szCs w:val="2"/>')}
</w:styles>"""


def _style(name: str, paragraph: str, run: str = "") -> str:
    title = "".join(word.capitalize() for word in name.split())
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{title}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>{letters}</w:style>"
    )
