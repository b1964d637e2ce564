"""The administrator's commands about papers: keys, and courts' own forms."""

from pathlib import Path

import pytest
from docx import Document

from bot import office_papers
from bot.app import now_utc, opened_storage
from bot.errors import InputError
from bot.office import court_added
from bot.settings import read_settings
from storage.seal import new_key

LETTER = "forwarding-letter"


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an installation that has one court."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "data"))
    await court_added("Суд № 1", "Алматы", is_department=False)
    return tmp_path


def letter(folder: Path, *lines: str) -> Path:
    """A form of a court's own."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "letter.docx"))
    return folder / "letter.docx"


async def own(language: str = "ru") -> dict[str, bytes]:
    """The forms of the court that count."""
    async with opened_storage(read_settings()) as storage, storage.unit(now_utc()) as unit:
        return dict(await unit.own_forms.current(1, language))


async def test_a_form_is_taken_and_withdrawn(office: Path) -> None:
    """The one before counts again, then ours."""
    assert LETTER in await office_papers.forms_listed("")
    assert "has no own forms" in await office_papers.forms_listed("1")
    said = await office_papers.form_taken("1", LETTER, "ru", letter(office, "{{ court }}"))
    assert "in its own form from now on" in said
    assert "other_court" in said
    first = await own()
    await office_papers.form_taken("Суд № 1", LETTER, "RU", letter(office, "Суд: {{ court }}"))
    assert await own() != first
    assert "1 before it" in await office_papers.forms_listed("1")
    assert await own("kk") == {}
    assert "the form before counts again" in await office_papers.form_withdrawn("1", LETTER, "ru")
    assert await own() == first
    assert "our form counts again" in await office_papers.form_withdrawn("1", LETTER, "ru")
    with pytest.raises(InputError, match="has no own form"):
        await office_papers.form_withdrawn("1", LETTER, "ru")


async def test_ours_is_a_file_to_begin_with(office: Path) -> None:
    """It comes back unchanged, and writes over nothing."""
    file = office / "ours.docx"
    said = await office_papers.form_given(LETTER, "kk-ru", file)
    assert "{{ case_number }}" in said
    assert "in its own form" in await office_papers.form_taken("1", LETTER, "kk-ru", file)
    with pytest.raises(InputError, match="is there already"):
        await office_papers.form_given(LETTER, "ru", file)
    with pytest.raises(InputError, match="cannot be written"):
        await office_papers.form_given(LETTER, "ru", office / "gone" / "x.docx")


async def test_what_cannot_be_taken_says_why(office: Path) -> None:
    """And nothing is changed."""
    for lines, why in (("{{ wrong }}", "there are no such fields: wrong"), ("{{ 7*7 }}", "only the name of a field")):
        with pytest.raises(InputError, match=why):
            await office_papers.form_taken("1", LETTER, "ru", letter(office, lines))
    with pytest.raises(InputError, match="cannot be read"):
        await office_papers.form_taken("1", LETTER, "ru", office / "gone.docx")
    with pytest.raises(InputError, match="no such form; one of"):
        await office_papers.form_taken("1", "letter", "ru", letter(office, "x"))
    with pytest.raises(InputError, match="one of ru, kk, en, kk-ru"):
        await office_papers.form_taken("1", LETTER, "de", letter(office, "x"))
    with pytest.raises(InputError, match="no such court"):
        await office_papers.form_taken("9", LETTER, "ru", letter(office, "x"))
    assert await own() == {}


@pytest.mark.usefixtures("office")
async def test_a_key_is_needed_to_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how."""
    with pytest.raises(InputError, match="PERSONAL_KEY is not set"):
        await office_papers.key_renewed()
    monkeypatch.setenv("PERSONAL_KEY", f"{new_key()},{new_key()}")
    assert "0 answers are under the first key" in await office_papers.key_renewed()
    monkeypatch.setenv("PERSONAL_KEY", "secret")
    with pytest.raises(InputError, match="keys as `komek new-key` prints them"):
        await office_papers.key_renewed()
