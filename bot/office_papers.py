"""What the administrator's commands do about papers: the key of personal answers, and courts' own forms."""

import asyncio
from pathlib import Path
from typing import get_args

from bot.app import now_utc, opened_storage, seal_of
from bot.errors import InputError
from bot.office import court_named
from bot.settings import read_settings
from dialogs.checklists.checklist import load_checklists
from dialogs.checklistturns import PaperLanguage
from dialogs.papers.form import Form, load_forms, mark_name
from dialogs.papers.own_form import COMMON, checked, form_document
from dialogs.papers.plain import FormError
from dialogs.texts import load_texts


async def key_renewed() -> str:
    """All personal answers under the first key of the setting."""
    settings = read_settings()
    seal = seal_of(settings)
    if seal is None:
        msg = "PERSONAL_KEY is not set: put the new key before the old one, with a comma between them"
        raise InputError(msg)
    async with opened_storage(settings) as storage, storage.unit(now_utc()) as unit:
        renewed, unread = await unit.personal_answers.renew(seal)
        await unit.audit.note("key-rotated", "database", None)
    if unread:
        msg = f"{renewed} answers are under the first key; {unread} open with none of the keys: keep the old ones"
        raise InputError(msg)
    return f"{renewed} answers are under the first key; the others can be taken out of PERSONAL_KEY"


async def form_given(name: str, language: str, file: Path) -> str:
    """A form of ours as a file, for a court to change and bring back."""
    form, spoken = _form(name), _language(language)
    document = form_document(form, spoken, load_texts())
    try:
        await asyncio.to_thread(_written_anew, file, document)
    except FileExistsError as there:
        msg = f"{file}: is there already; name a new file"
        raise InputError(msg) from there
    except OSError as broken:
        msg = f"{file}: cannot be written: {broken.strerror}"
        raise InputError(msg) from broken
    fields = ", ".join(f"{{{{ {field} }}}}" for field in sorted(_asked(name) | COMMON))
    choice = sum(bool(block.when) for block in form.block)
    kept = f"; {choice} of its paragraphs stand only after certain answers, keep what you need" if choice else ""
    return f"{file}: the form with its marks{kept}; these can stand in it: {fields}"


async def form_taken(court: str, name: str, language: str, file: Path) -> str:
    """A court's own form, checked, in the place of ours or of an earlier one."""
    form, spoken = _form(name), _language(language)
    try:
        document = await asyncio.to_thread(file.read_bytes)
        marks = checked(document, form, _asked(name), spoken)
    except OSError as broken:
        msg = f"{file}: cannot be read: {broken.strerror}"
        raise InputError(msg) from broken
    except FormError as wrong:
        msg = f"{file}: {wrong}"
        raise InputError(msg) from wrong
    if marks.unknown:
        msg = (
            f"{file}: there are no such fields: {', '.join(marks.unknown)}; komek form-file lists those that there are"
        )
        raise InputError(msg)
    async with opened_storage(read_settings()) as storage, storage.unit(now_utc()) as unit:
        office = await court_named(unit.people, court)
        await unit.own_forms.put(office.id, name, spoken, document)
        await unit.audit.note("form-taken", f"court:{office.id}", None)
    unused = f"; fields of our form that it has not: {', '.join(marks.unused)}" if marks.unused else ""
    return f'"{office.name}" drafts {name} ({spoken}) in its own form from now on{unused}'


async def form_withdrawn(court: str, name: str, language: str) -> str:
    """A court's own form counts no more; the one before it does again, or ours."""
    _form(name)
    spoken = _language(language)
    async with opened_storage(read_settings()) as storage, storage.unit(now_utc()) as unit:
        office = await court_named(unit.people, court)
        if not await unit.own_forms.withdraw(office.id, name, spoken):
            msg = f'"{office.name}" has no own form {name} ({spoken}); komek forms lists those that it has'
            raise InputError(msg)
        await unit.audit.note("form-withdrawn", f"court:{office.id}", None)
        left = await unit.own_forms.current(office.id, spoken)
    return f"{name} ({spoken}): {'the form before counts again' if name in left else 'our form counts again'}"


async def forms_listed(court: str) -> str:
    """The forms that there are; of a court, its own ones."""
    if not court.strip():
        return "\n".join(f"{name:32}{form.title.en}" for name, form in load_forms().items())
    async with opened_storage(read_settings()) as storage, storage.unit(now_utc()) as unit:
        office = await court_named(unit.people, court)
        own = await unit.own_forms.listed(office.id)
    if not own:
        return f'"{office.name}" has no own forms; komek form --court C --form F --language L FILE takes one'
    return "\n".join(f"{one.form:32}{one.language:7}since {one.since:%d.%m.%Y}, {one.earlier} before it" for one in own)


def _form(name: str) -> Form:
    form = load_forms().get(name)
    if form is None:
        msg = f"--form {name!r}: no such form; one of: {', '.join(load_forms())}"
        raise InputError(msg)
    return form


def _language(written: str) -> PaperLanguage:
    found: PaperLanguage | None = next((one for one in get_args(PaperLanguage) if one == written.casefold()), None)
    if found is None:
        msg = f"--language {written!r}: one of {', '.join(get_args(PaperLanguage))} is needed"
        raise InputError(msg)
    return found


def _asked(name: str) -> frozenset[str]:
    """The fields of the papers of this form: whatever its checklists ask."""
    return frozenset(
        mark_name(question.id)
        for checklist in load_checklists().values()
        if any(paper.form == name for paper in checklist.paper)
        for question in checklist.questions
    )


def _written_anew(file: Path, content: bytes) -> None:
    with file.open("xb") as out:
        out.write(content)
