"""Tables in and out: real files, the hostile ones too."""

import codecs
import os
import re
import resource
import tempfile
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import sheets
from bot.errors import InputError
from bot.sheets import Row, read_table
from bot.workbooks import Value, write_workbook

COLUMNS = ("case_id", "received", "note")
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's days have no zone


def csv_file(tmp_path: Path, content: str | bytes) -> Path:
    """A file with this content, its text in UTF-8."""
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def xlsx_file(tmp_path: Path, *rows: Sequence[object]) -> Path:
    """A workbook as openpyxl writes it."""
    path = tmp_path / "table.xlsx"
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def with_parts(path: Path, parts: Mapping[str, bytes], *, without: str = "") -> Path:
    """The workbook with these parts in place of its own, and one left out."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name != without} | dict(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def with_sheet(tmp_path: Path, rows: str, before: str = "", *, first: str = "") -> Path:
    """A workbook whose sheet has this XML for its rows, below a header."""
    header = '<row r="1"><c t="inlineStr"><is><t>case_id</t></is></c><c t="inlineStr"><is><t>note</t></is></c></row>'
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'{first}<worksheet xmlns="{namespace}">{before}<sheetData>{header}{rows}</sheetData></worksheet>'
    return with_parts(xlsx_file(tmp_path), {SHEET: xml.encode()})


def rows_of(path: Path, columns: Sequence[str] = COLUMNS) -> tuple[Row, ...]:
    """The rows of a table whose columns have one name each."""
    return read_table(path, dict(zip(columns, columns, strict=True))).rows


def refused(path: Path) -> str:
    """Why the file is refused: one line that names it."""
    with pytest.raises(InputError) as refusal:
        rows_of(path)
    words = str(refusal.value)
    assert words.startswith(str(path) if str(path).isprintable() else repr(str(path)))
    assert words.isprintable()
    return words.removeprefix(str(path))


def fields(path: Path) -> list[dict[str, str | date]]:
    """The fields of every row."""
    return [dict(row.fields) for row in rows_of(path)]


# --- CSV -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_in_the_header(tmp_path: Path, delimiter: str) -> None:
    """Whichever program wrote the file, and whatever other delimiters its cells hold."""
    path = csv_file(tmp_path, delimiter.join(COLUMNS) + "\n" + delimiter.join(("7", '"a;b,c\td"', "x")) + "\n")
    assert rows_of(path) == (Row(2, {"case_id": "7", "received": "a;b,c\td", "note": "x"}),)


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("cp1251"),
    ],
)
def test_every_encoding_people_save_in_is_read(tmp_path: Path, encoded: Callable[[str], bytes]) -> None:
    """UTF-8 and UTF-16 show themselves by their mark or their form; what is left is Windows-1251."""
    path = csv_file(tmp_path, encoded("case_id;note\r\n№ 7;Поручение «Ромашка»\r\n"))
    assert fields(path) == [{"case_id": "№ 7", "note": "Поручение «Ромашка»"}]


@pytest.mark.parametrize(
    "content", [b"case_id\n\x98", codecs.BOM_UTF8 + b"case_id\n\xff", codecs.BOM_UTF16_LE + b"c\0a\0s"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    """A mark that promises an encoding is held to it."""
    assert "not text in UTF-8" in refused(csv_file(tmp_path, content))


def test_text_without_a_mark_that_is_utf_16_is_refused(tmp_path: Path) -> None:
    """It looks like text full of NUL characters."""
    assert "NUL characters" in refused(csv_file(tmp_path, "case_id\n7".encode("utf-16-le")))


def test_a_line_is_the_one_a_person_sees(tmp_path: Path) -> None:
    """Empty rows and line breaks in quotation marks count, and the row begins where its first line is."""
    path = csv_file(tmp_path, 'case_id;note\r\n1;"a\r\nb\rc"\r\n\r\n;;\r\n2;d\r\n')
    assert rows_of(path) == (
        Row(2, {"case_id": "1", "note": "a\nb\nc"}),
        Row(7, {"case_id": "2", "note": "d"}),
    )


def test_lines_may_end_as_on_any_system(tmp_path: Path) -> None:
    """Old files end them with a carriage return alone."""
    assert [row.line for row in rows_of(csv_file(tmp_path, "case_id\r1\r2"))] == [2, 3]


def test_values_are_stripped_and_empty_ones_left_out(tmp_path: Path) -> None:
    """A space around a value means nothing, and no value is not an empty one."""
    path = csv_file(tmp_path, 'case_id; note; received\n 7\xa0;  " two words "; \n')
    assert fields(path) == [{"case_id": "7", "note": "two words"}]


def test_names_of_columns_are_compared_as_people_write_them(tmp_path: Path) -> None:
    """A field may have several names; the table tells which one the file uses, on one line."""
    path = csv_file(tmp_path, ' CASE-id ;;"Дата\nПолучения"\n7;;8\n')
    table = read_table(path, {"Case_ID": "case", "received": "day", "дата-получения": "day"})
    assert table.rows == (Row(3, {"case": "7", "day": "8"}),)
    assert table.header == {"case": "CASE-id", "day": "Дата Получения"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("case_id;Foo;\x07bar\n", r", line 1: unknown column 'Foo', '\x07bar'; accepted are case_id, received, note:"),
        ("a;b;c;d;e;f\n", ", line 1: no known column (found 'a', 'b', 'c', 'd', 'e' and 1 more);"),
        ("note;case_id;Case ID\n", ", line 1: column 'case_id' stands there more than once: leave one and"),
        (" \n\n", ", line 1: no known column (the file has no line with content);"),
        (";".join(["note"] * 101), ", line 1: 101 columns; at most 100 can be read"),
    ],
)
def test_a_header_that_cannot_be_used_is_named(tmp_path: Path, content: str, why: str) -> None:
    """With the file, the columns and what is accepted."""
    assert refused(csv_file(tmp_path, content)).startswith(why)


def test_a_file_of_a_header_has_no_rows(tmp_path: Path) -> None:
    """That is a table, too; empty lines above the header count as lines."""
    assert rows_of(csv_file(tmp_path, "\n;;\ncase_id;note;;\n")) == ()


def test_more_cells_than_the_header_has_are_refused(tmp_path: Path) -> None:
    """A comma too many would move everything behind it; cells that are empty move nothing."""
    assert fields(csv_file(tmp_path, "case_id,note\n1,a,, \n")) == [{"case_id": "1", "note": "a"}]
    words = refused(csv_file(tmp_path, "case_id,note\n1,a\n2,b,c\n"))
    assert words.startswith(", line 3: a cell in column C, which the header does not name;")
    assert "column 18279," in refused(csv_file(tmp_path, "case_id;note\n" + ";" * 18_278 + "x\n"))


def test_a_quotation_mark_that_is_not_closed_is_refused(tmp_path: Path) -> None:
    """Else it would take the rest of the file into one cell."""
    assert ", line 3: not CSV (" in refused(csv_file(tmp_path, 'case_id;note\n1;a\n2;"b\n3;c\n4;d\n'))
    assert ", line 1: not CSV (" in refused(csv_file(tmp_path, '"case_id'))
    assert fields(csv_file(tmp_path, 'case_id;note\n1;ТОО "Ромашка"\n')) == [{"case_id": "1", "note": 'ТОО "Ромашка"'}]


def test_a_cell_beyond_what_csv_takes_is_refused(tmp_path: Path) -> None:
    """The reader of the standard library has a limit of its own."""
    assert ", line 2: not CSV (field larger" in refused(csv_file(tmp_path, "case_id\n" + "x" * 200_000))


@pytest.mark.parametrize("control", ["\x07", "\x0c", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_refused(tmp_path: Path, control: str) -> None:
    """With line and column, without what else the cell holds."""
    words = refused(csv_file(tmp_path, f"case_id;note\n1;Иванов{control}\n"))
    assert words.startswith(f", line 2, column B (note): the control character U+{ord(control):04X};")
    assert "Иванов" not in words


def test_limits_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    """Rows and characters: the last that is taken, and one more."""
    assert len(rows_of(csv_file(tmp_path, "case_id\n" + "1\n" * 20_000))) == 20_000
    assert "more than 20,000 rows" in refused(csv_file(tmp_path, "case_id\n" + "1\n" * 20_001))
    assert len(str(fields(csv_file(tmp_path, "case_id\n" + "x" * 5_000))[0]["case_id"])) == 5_000
    words = refused(csv_file(tmp_path, "note;case_id\n;" + "x" * 5_001))
    assert words.startswith(", line 2, column B (case_id): 5,001 characters; at most 5,000")


# --- files ---------------------------------------------------------------------------------------------------


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    """Missing, a folder, a device, a name that cannot be: each says what it is."""
    assert ": no such file;" in refused(tmp_path / "none.csv")
    assert ": a folder;" in refused(tmp_path)
    assert ": not a file;" in refused(Path(os.devnull))
    assert "cannot be read: " in refused(tmp_path / ("x" * 300))
    assert "no such file" in refused(tmp_path / "two\nlines.csv")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what the system says."""
    path = csv_file(tmp_path, "case_id\n")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path).startswith(": cannot be read: Permission denied;")


def test_a_file_of_the_wrong_size_is_refused(tmp_path: Path) -> None:
    """Nothing of a large one is parsed."""
    assert ": an empty file;" in refused(csv_file(tmp_path, ""))
    assert ": larger than 10 MB;" in refused(csv_file(tmp_path, "case_id\n" + "\n" * 10 * 1024 * 1024))


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    """People rename files."""
    path = xlsx_file(tmp_path, COLUMNS, ["7"])
    assert fields(path.rename(tmp_path / "table.csv")) == [{"case_id": "7"}]
    assert fields(csv_file(tmp_path, "case_id\n7\n").rename(path)) == [{"case_id": "7"}]


# --- XLSX ----------------------------------------------------------------------------------------------------


def test_cells_of_a_workbook_are_text_or_dates(tmp_path: Path) -> None:
    """As a person sees them: a whole number has no point, a day no hour."""
    moment = datetime(2026, 3, 2, 15, 30)  # noqa: DTZ001 - a workbook's days have no zone
    rows: list[Sequence[object]] = [
        ["case_id", "received", "note"],
        [123.0, date(2026, 3, 2), " two\r\nlines "],
        [],
        [990101300123, moment, 0.1 + 0.2],
        [1e17, "02.03.2026", time(9, 5)],
    ]
    assert rows_of(xlsx_file(tmp_path, *rows)) == (
        Row(2, {"case_id": "123", "received": date(2026, 3, 2), "note": "two\nlines"}),
        Row(4, {"case_id": "990101300123", "received": date(2026, 3, 2), "note": "0.3"}),
        Row(5, {"case_id": "100000000000000000", "received": "02.03.2026", "note": "09:05"}),
    )


def test_a_number_written_with_a_point_is_whole_if_it_is(tmp_path: Path) -> None:
    """Some programs store every number so."""
    path = with_sheet(tmp_path, "<row><c><v>123.0</v></c><c><v>9.90101300123E11</v></c></row>")
    assert fields(path) == [{"case_id": "123", "note": "990101300123"}]


def test_days_are_also_read_as_the_standard_writes_them(tmp_path: Path) -> None:
    """A cell of type d holds the date itself."""
    path = with_sheet(tmp_path, '<row><c t="d"><v>2026-03-02</v></c><c t="d"><v>2026-03-03T10:00:00</v></c></row>')
    assert fields(path) == [{"case_id": date(2026, 3, 2), "note": date(2026, 3, 3)}]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (True, "TRUE or FALSE;"),
        ("#REF!", "an error value (#REF!);"),
        ("#N/A", "an error value (#N/A);"),
        (timedelta(hours=30), "a length of time;"),
    ],
)
def test_a_cell_that_is_neither_text_number_nor_date_is_refused(tmp_path: Path, value: object, why: str) -> None:
    """With line, letter and name of the column."""
    path = xlsx_file(tmp_path, ["note", "case_id"], ["a", "b"], ["c", value])
    assert refused(path).startswith(f", line 3, column B (case_id): {why}")


def test_numbers_and_days_without_bounds_are_refused(tmp_path: Path) -> None:
    """A file can hold what no spreadsheet program writes."""
    assert "a number without bounds" in refused(with_sheet(tmp_path, "<row><c><v>1e999</v></c></row>"))
    path = xlsx_file(tmp_path, ["case_id"], [date(2026, 3, 2)])
    serial = str((datetime(2026, 3, 2) - EXCEL_EPOCH).days).encode()  # noqa: DTZ001
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    assert serial in sheet
    assert "an error value (#VALUE!)" in refused(with_parts(path, {SHEET: sheet.replace(serial, b"99999999999")}))


def test_a_faulty_cell_in_a_column_without_a_name_is_refused(tmp_path: Path) -> None:
    """By its letter alone."""
    path = xlsx_file(tmp_path, ["case_id", None, "note"], ["a", True])
    assert refused(path).startswith(", line 2, column B: TRUE or FALSE;")


def test_an_error_value_names_no_column(tmp_path: Path) -> None:
    """A header made by a formula that failed."""
    assert "unknown column '#REF!'" in refused(xlsx_file(tmp_path, ["case_id", "#REF!"]))


def test_the_first_sheet_a_person_sees_is_read(tmp_path: Path) -> None:
    """A hidden one before it holds lists and settings; if all are hidden, the first is it."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["note"])
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("cases").append(["case_id"])
    workbook["cases"].append(["7"])
    workbook.save(tmp_path / "table.xlsx")
    assert fields(tmp_path / "table.xlsx") == [{"case_id": "7"}]
    path = xlsx_file(tmp_path, ["case_id"], ["8"])
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml")
    assert fields(with_parts(path, {"xl/workbook.xml": book.replace(b'"visible"', b'"hidden"')})) == [{"case_id": "8"}]


def test_a_wrong_extent_of_the_sheet_hides_nothing(tmp_path: Path) -> None:
    """Some programs write A1 as the extent of every sheet."""
    path = with_sheet(tmp_path, "<row><c><v>1</v></c><c><v>2</v></c></row>", '<dimension ref="A1"/>')
    assert fields(path) == [{"case_id": "1", "note": "2"}]


def test_what_openpyxl_leaves_out_disturbs_nobody(tmp_path: Path) -> None:
    """It warns of it, and that is no business of a clerk."""
    path = with_sheet(tmp_path, "<row><c><v>1</v></c></row>")
    with zipfile.ZipFile(path) as archive:
        styles = re.sub(rb"<cellStyles.*</cellStyles>", b"", archive.read("xl/styles.xml"))
    with warnings.catch_warnings(record=True) as warned:
        assert fields(with_parts(path, {"xl/styles.xml": styles})) == [{"case_id": "1"}]
    assert warned == []


def test_escaped_characters_are_read_as_spreadsheet_programs_do(tmp_path: Path) -> None:
    """Excel writes a carriage return as _x000D_."""
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    path = with_sheet(tmp_path, f"<row>{cell.format('a_x000D_&#10;b')}{cell.format('_x005F_x000D_ _x0041_')}</row>")
    assert fields(path) == [{"case_id": "a\nb", "note": "_x000D_ _x0041_"}]
    path = with_sheet(tmp_path, f"<row>{cell.format('a_x0007_b')}</row>")
    assert refused(path).startswith(", line 2, column A (case_id): the control character U+0007;")


def test_rows_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    """Rows that hold something are counted, wherever they stand."""
    rows = [["case_id"]] + [["1"]] * 20_000
    path = xlsx_file(tmp_path, *rows[:10_000], [], *rows[10_000:])
    assert rows_of(path)[-1].line == 20_002
    assert "more than 20,000 rows" in refused(xlsx_file(tmp_path, *rows, [], ["1"]))


@pytest.mark.parametrize("rows", ['<row r="4000000000"><c><v>1</v></c></row>', '<row><c r="XFD2"><v/></c></row>' * 310])
def test_a_sheet_that_reaches_too_far_out_is_refused(tmp_path: Path, rows: str) -> None:
    """Few bytes could stand for billions of empty cells."""
    assert "reaches too far out" in refused(with_sheet(tmp_path, rows))


# --- hostile workbooks ---------------------------------------------------------------------------------------


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """One large part that shrinks too well, and many that together are too much."""
    tracemalloc.start()
    words = refused(with_parts(xlsx_file(tmp_path), {"xl/media/image1.png": bytes(60_000_000)}))
    assert "unpacks to more than 100 MB or 100 times its size" in words
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(101):
            archive.writestr(f"{number}.xml", bytes(1024 * 1024))
    tracemalloc.reset_peak()
    assert "unpacks to more than 100 MB" in refused(path)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_a_workbook_of_empty_cells_without_number_is_refused(tmp_path: Path) -> None:
    """Parsed, they would fill the memory; what does not shrink well beside them hides it from the other limits."""
    noise = os.urandom(200_000).hex()
    path = with_sheet(tmp_path, f"<row>{'<c/>' * 4_000_000}</row>", f"<!--{noise}-->")
    assert "more cells than a table of 20,000 rows needs" in refused(path)


ENTITIES = (
    '<!DOCTYPE bomb [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    """In the sheet, which is read as it comes, and in a part that is read whole."""
    rows = '<row><c t="inlineStr"><is><t>&i;</t></is></c></row>'
    assert "declares XML entities" in refused(with_sheet(tmp_path, rows, first=ENTITIES))
    path = xlsx_file(tmp_path, ["case_id"])
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml")
    assert "declares XML entities" in refused(with_parts(path, {"xl/workbook.xml": ENTITIES.encode() + book}))


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    """No workbook reads a file of this machine."""
    (tmp_path / "secret").write_text("secret")
    declared = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    rows = '<row><c t="inlineStr"><is><t>&x;</t></is></c></row>'
    assert "declares XML entities" in refused(with_sheet(tmp_path, rows, first=declared))


def test_protected_old_and_macro_workbooks_are_refused(tmp_path: Path) -> None:
    """Each with its own remedy."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert ": protected by a password;" in refused(csv_file(tmp_path, ole + "EncryptedPackage".encode("utf-16-le")))
    assert ": an old .xls workbook" in refused(csv_file(tmp_path, ole + "Workbook".encode("utf-16-le")))
    assert "with macros" in refused(with_parts(xlsx_file(tmp_path, COLUMNS), {"xl/vbaProject.bin": b""}))
    path = xlsx_file(tmp_path, COLUMNS)
    with zipfile.ZipFile(path) as archive:
        types = archive.read(TYPES)
    plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
    assert plain in types
    assert "with macros" in refused(
        with_parts(path, {TYPES: types.replace(plain, b"ms-excel.sheet.macroEnabled.main")})
    )


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    """The flag stands in the directory at the end of the archive."""
    content = bytearray(xlsx_file(tmp_path, COLUMNS).read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert ": protected by a password;" in refused(csv_file(tmp_path, bytes(content)))


@pytest.mark.parametrize("part", [TYPES, "xl/workbook.xml", SHEET])
def test_a_workbook_that_lacks_a_part_is_refused(tmp_path: Path, part: str) -> None:
    """Or is something else that is a ZIP archive."""
    assert "cannot be read as an XLSX workbook" in refused(with_parts(xlsx_file(tmp_path), {}, without=part))


@pytest.mark.parametrize("part", [TYPES, "xl/workbook.xml", SHEET])
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\xff\xfe\0"])
def test_a_workbook_whose_part_is_broken_is_refused(tmp_path: Path, part: str, content: bytes) -> None:
    """Whatever openpyxl raises then."""
    path = with_parts(xlsx_file(tmp_path, COLUMNS), {part: content})
    assert re.search("cannot be read as an XLSX workbook|no known column", refused(path))


@pytest.mark.parametrize(
    "cell",
    ['<c t="s"><v>99</v></c>', '<c t="b"><v>x</v></c>', '<c r="?"><v>1</v></c>', "<c><v>x</v></c>", "<c/></row>"],
)
def test_a_cell_that_breaks_the_format_is_refused(tmp_path: Path, cell: str) -> None:
    """A string that is not in the table, a place that is none, a number that is none."""
    assert "cannot be read as an XLSX workbook" in refused(with_sheet(tmp_path, f"<row>{cell}</row>"))


def test_a_broken_archive_is_refused_wherever_it_breaks(tmp_path: Path) -> None:
    """Cut off anywhere, or with a byte that is another."""
    whole = xlsx_file(tmp_path, ["case_id"], ["7"]).read_bytes()
    for length in range(4, len(whole) - 22, 97):
        assert "cannot be read as an XLSX workbook" in refused(csv_file(tmp_path, whole[:length]))
    for place in range(4, len(whole), 31):
        damaged = csv_file(tmp_path, whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with suppress(InputError):
            rows_of(damaged)


# --- out -----------------------------------------------------------------------------------------------------


def written(path: Path) -> list[list[openpyxl.cell.Cell]]:
    """The cells of a workbook as openpyxl reads them."""
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows()]


FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://example.kz","x")',
    "+7 701 000 00 00",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "=",
    "#REF!",
    "TRUE",
    "007",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    """Read back it is what was written, of type text, and editing the cell does not change that."""
    path = tmp_path / "out.xlsx"
    write_workbook(path, [text], [[text]])
    for ((cell,),) in (written(path)[:1], written(path)[1:]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix == (text not in {"#REF!", "TRUE", "007"})
    with zipfile.ZipFile(path) as archive:
        assert b"<f" not in archive.read(SHEET)


def test_a_carriage_return_is_a_line_break(tmp_path: Path) -> None:
    """XML would make it one anyway; it still marks the cell as text."""
    path = tmp_path / "out.xlsx"
    write_workbook(path, ["case_id"], [["\r=1"], ["a\r\nb"]])
    cells = [row[0] for row in written(path)]
    assert [cell.value for cell in cells[1:]] == ["\n=1", "a\nb"]
    assert cells[1].quotePrefix
    assert cells[1].data_type == "s"


def test_dates_and_gaps_are_what_they_are(tmp_path: Path) -> None:
    """A day before 1900, which a spreadsheet program does not know, becomes text."""
    path = tmp_path / "out.xlsx"
    rows: list[list[Value]] = [[date(2026, 3, 2), None, ""], [date(1899, 12, 31), None, date(1900, 1, 1)]]
    write_workbook(path, ["a", "b", "c"], rows)
    _, first, second = written(path)
    assert first[0].is_date
    assert first[0].number_format == "DD.MM.YYYY"
    assert [cell.value for cell in first[1:]] == [None, None]
    assert second[0].value == "31.12.1899"
    assert rows_of(path, ["a", "b", "c"])[1].fields["c"] == date(1900, 1, 1)


def test_the_first_row_is_bold_and_stays_and_columns_are_wide_enough(tmp_path: Path) -> None:
    """Up to a width beyond which text is wrapped."""
    path = tmp_path / "out.xlsx"
    write_workbook(path, ["a", "long header", "c"], [["x" * 100, None], ["b\nc", date(2026, 3, 2), "5"]])
    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for cell in sheet[1]] == [True, True, True]
    assert not sheet["A2"].font.bold
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [60, 13, 3]
    assert [sheet[place].alignment.wrap_text for place in ("A2", "A3", "B3")] == [True, True, None]


def test_what_xml_cannot_hold_is_replaced(tmp_path: Path) -> None:
    """Control characters, halves of a pair, and what is no character."""
    path = tmp_path / "out.xlsx"
    write_workbook(path, ["note"], [["a\x00b\x1fc\ud800d\uffffe\tf\ng"]])
    assert fields(path) == [{"note": "a\ufffdb\ufffdc\ufffdd\ufffde\tf\ng"}]


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    """It is not cut short in silence; letters outside the basic plane count twice."""
    path = tmp_path / "out.xlsx"
    with pytest.raises(InputError, match=r"line 2, column B: 32,768 characters; a cell holds 32,767"):
        write_workbook(path, ["a", "b"], [["", "😀" * 16_384]])
    assert list(tmp_path.iterdir()) == []
    write_workbook(path, ["a", "b"], [["", "x" * 32_767]])
    assert len(written(path)[1][1].value) == 32_767


def test_the_same_table_gives_the_same_content(tmp_path: Path) -> None:
    """All but the file's own times."""
    parts = []
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, COLUMNS, [["=1", date(2026, 3, 2), "5"]])
        with zipfile.ZipFile(tmp_path / name) as archive:
            parts.append([(part, archive.read(part)) for part in archive.namelist() if part != "docProps/core.xml"])
    assert parts[0] == parts[1]


# --- no half files -------------------------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Nor one that a link names without holding it."""
    path = csv_file(tmp_path, "mine")
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "nowhere")
    for there in (path, link, tmp_path):
        with pytest.raises(InputError, match="there is a file of this name"):
            write_workbook(there, ["a"], [])
    assert path.read_text() == "mine"
    assert set(tmp_path.iterdir()) == {path, link}


def test_a_file_that_comes_to_be_there_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is taken in one step."""
    path = tmp_path / "out.xlsx"
    save = openpyxl.Workbook.save

    def beaten(workbook: openpyxl.Workbook, file: object) -> None:
        save(workbook, file)
        path.write_text("mine")

    monkeypatch.setattr(openpyxl.Workbook, "save", beaten)
    with pytest.raises(InputError, match="there is a file of this name"):
        write_workbook(path, ["a"], [])
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """No such folder, a file for a folder, a name too long for the system: nothing is left behind."""
    file = csv_file(tmp_path, "mine")
    for path in (tmp_path / "none" / "out.xlsx", file / "out.xlsx", tmp_path / ("x" * 300)):
        with pytest.raises(InputError, match="cannot be written: ") as refusal:
            write_workbook(path, ["a"], [])
        assert str(refusal.value).isprintable()
    assert list(tmp_path.iterdir()) == [file]


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    """As long as the system allows one."""
    path = tmp_path / f"{'x' * 250}.xlsx"
    write_workbook(path, ["a"], [])
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_cut_off_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of the system on the size of files stands for a disk that fills while the file is written."""
    save, (soft, hard) = openpyxl.Workbook.save, resource.getrlimit(resource.RLIMIT_FSIZE)

    def limited(workbook: openpyxl.Workbook, file: object) -> None:
        save(workbook, file)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))

    monkeypatch.setattr(openpyxl.Workbook, "save", limited)
    try:
        with pytest.raises(InputError, match="cannot be written: File too large"):
            write_workbook(tmp_path / "out.xlsx", ["a"], [])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    """Those the person's own settings give it."""
    (tmp_path / "other").touch()
    write_workbook(tmp_path / "out.xlsx", ["a"], [])
    assert (tmp_path / "out.xlsx").stat().st_mode == (tmp_path / "other").stat().st_mode


# --- there and back ------------------------------------------------------------------------------------------

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=50),
    st.sampled_from(FORMULAS),
    st.from_regex(r"[_x0F5D]{0,12}_x00[01][0-9A-F]_[_x005F]{0,6}", fullmatch=True),
)


@given(st.lists(st.lists(texts | st.dates(date(1900, 1, 1)), min_size=3, max_size=3), max_size=6))
def test_what_is_written_is_read(rows: list[list[str | date]]) -> None:
    """Every text and day comes back where it was, but for white space around it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        write_workbook(path, COLUMNS, rows)
        stripped = [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows]
        expected = [
            Row(line, {name: cell for name, cell in zip(COLUMNS, row, strict=True) if cell})
            for line, row in enumerate(stripped, start=2)
            if any(row)
        ]
        assert rows_of(path) == tuple(expected)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_content_is_a_table_or_refused(content: bytes) -> None:
    """Nothing but InputError comes out, and it is one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(b"case_id;note\n" + content)
        try:
            rows, words = rows_of(path), ""
        except InputError as refusal:
            rows, words = (), str(refusal)
    assert words.isprintable()
    assert all(sheets._plain(value) == value for row in rows for value in row.fields.values())
