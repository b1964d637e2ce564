"""The composition root: everything is made here, and the clock is read here and nowhere else."""

import zoneinfo
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

from bot.desk import Desk
from bot.errors import InputError
from bot.settings import Settings
from dialogs.texts import Texts, load_texts
from knowledge.languages import LANGUAGES
from knowledge.law import load_law

if TYPE_CHECKING:
    from bot.registry import Registry
    from notifier.hours import Hours
    from notifier.post import Envelope, Post
    from storage.seal import Seal
    from storage.unit import Storage

#: One zone for the whole country since 1 March 2024; the rules come from the package tzdata, since a system's
#: own may be older than that.
ZONE_NAME: Final = "Asia/Almaty"


def zone() -> zoneinfo.ZoneInfo:
    """The zone by which the clocks of Kazakhstan go."""
    zoneinfo.reset_tzpath(to=())
    return zoneinfo.ZoneInfo(ZONE_NAME)


def local_time(moment: datetime) -> datetime:
    """What the clocks of Kazakhstan show at a moment."""
    return moment.astimezone(zone())


def civil_date(moment: datetime) -> date:
    """The date in Kazakhstan at a moment."""
    return local_time(moment).date()


def now_utc() -> datetime:
    """The moment now."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the clock


def today_in_kazakhstan() -> date:
    """The date in Kazakhstan now."""
    return civil_date(now_utc())


def open_desk(settings: Settings, today: Callable[[], date] = today_in_kazakhstan) -> Desk:
    """
    The desk of an installation.

    Raises:
        DataError: A data file, or a file that the settings name, is missing or wrong.
    """
    law = load_law(settings.official_texts, settings.calendar_entries)
    return Desk(law, load_texts(), today, settings.default_language)


@asynccontextmanager
async def opened_storage(settings: Settings, *, as_it_stands: bool = False) -> AsyncIterator["Storage"]:
    """
    The storage of an installation, brought to the present shape if it is the embedded one.

    Args:
        settings: Where it is.
        as_it_stands: Whatever shape it has, for a command that changes the shape itself.

    Raises:
        InputError: The database cannot be used; what is wrong and what to do.
    """
    # imported here: an answer about the law does not wait for the database's libraries
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from storage.schema import REVISION, migrate, revision  # noqa: PLC0415
    from storage.unit import open_storage  # noqa: PLC0415

    async with AsyncExitStack() as on_leaving:
        try:
            if settings.is_embedded:
                settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it holds names
            storage = await on_leaving.enter_async_context(open_storage(settings.database))
            step = await (migrate if settings.is_embedded and not as_it_stands else revision)(storage.database)
        except ValueError as wrong:
            raise InputError(str(wrong)) from wrong
        except (OSError, DBAPIError) as broken:
            # of the database's own words only their first line, which names no password
            said = str(getattr(broken, "orig", broken)).splitlines()[0]
            msg = f"the database cannot be used: {said}; see DATABASE_URL and DATA_FOLDER"
            raise InputError(msg) from broken
        if step > REVISION:
            msg = f"the database stands at step {step}, of a newer release than this one ({REVISION}); install that"
            raise InputError(msg)
        if step != REVISION and not as_it_stands:
            msg = f"the database stands at step {step or 'none'}, {REVISION} is needed; run: komek migrate"
            raise InputError(msg)
        yield storage


def open_registry(storage: "Storage", settings: Settings, now: Callable[[], datetime] = now_utc) -> "Registry":
    """The registry of an installation, over its storage. Raises DataError as `open_desk` does."""
    # nor do the libraries of the database and of the channels
    from bot.registry import Registry  # noqa: PLC0415
    from notifier.laws import Laws  # noqa: PLC0415

    laws, texts = Laws(load_law(settings.official_texts, settings.calendar_entries)), load_texts()
    return Registry(
        storage, laws, texts, now, hours_of(settings), _post(texts, settings), settings.default_language,
        seal_of(settings), settings.personal_data_in_telegram,
    )  # fmt: skip


def hours_of(settings: Settings) -> "Hours":
    """The office's hours. Raises InputError when they cannot be read."""
    from notifier.hours import Hours  # noqa: PLC0415

    try:
        morning, afternoon = settings.working_hours.split()
        times = [time.fromisoformat(one) for part in (morning, afternoon) for one in part.split("-", 1)]
        opens, lunch, resumes, closes = times
        return Hours(opens, lunch, resumes, closes, zone())
    except ValueError as wrong:
        given = f"WORKING_HOURS {settings.working_hours!r:.60}"
        msg = f"{given}: two stretches in their order are needed, as in 09:00-13:00 14:30-18:30"
        raise InputError(msg) from wrong


def seal_of(settings: Settings) -> "Seal | None":
    """The keys for what says something of a person; None without them. Raises InputError for one that is no key."""
    from storage.seal import Seal  # noqa: PLC0415

    keys = settings.personal_key.get_secret_value()
    try:
        return Seal(keys) if keys.strip() else None
    except ValueError as wrong:
        msg = "setting PERSONAL_KEY: keys as `komek new-key` prints them are needed, the newest first"
        raise InputError(msg) from wrong


def _post(texts: Texts, settings: Settings) -> "Post":
    """The forms that letters have on the channels that are configured."""
    from notifier.post import Post  # noqa: PLC0415

    envelopes: dict[str, Envelope] = {}
    if token := settings.bot_token.get_secret_value():
        from bot.telegram.buttons import Seal  # noqa: PLC0415
        from bot.telegram.envelope import ChatEnvelope  # noqa: PLC0415

        envelopes["telegram"] = ChatEnvelope(Seal.of(token))
    if settings.smtp_host:
        from notifier.mail import MailEnvelope  # noqa: PLC0415

        name = "mail-reply" if settings.imap_host else "mail-answer"
        answer = {language: texts.words(name, language) for language in LANGUAGES}
        envelopes["email"] = MailEnvelope(settings.mail_from, answer)
    return Post(texts, envelopes, settings.default_language)
