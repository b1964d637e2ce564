"""What the administrator's commands do about papers: the key of personal answers, and courts' own forms."""

from bot.app import now_utc, opened_storage, seal_of
from bot.errors import InputError
from bot.settings import read_settings


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
