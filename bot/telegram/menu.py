"""The menu of commands: in each language for whoever comes, and for each person by their role."""

from typing import Final

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from dialogs.texts import Texts
from knowledge.languages import LANGUAGES, Language
from knowledge.people import Person, Right

#: What strangers see: the law, where answers are public, and how to change the language.
FOR_ALL: Final = ("due", "help", "lang", "cancel")
#: What people of a court see, each by the right that it needs.
FOR_PEOPLE: Final[tuple[tuple[str, Right], ...]] = (
    ("cases", "see-cases"),
    ("register", "open-cases"),
    ("people", "manage-people"),
    ("audit", "read-audit"),
)


async def set_menu(bot: Bot, texts: Texts, default: Language) -> None:
    """Tell Telegram our commands; where a client's language is another one, the default's."""
    for language in (None, *LANGUAGES):
        await bot.set_my_commands(
            _commands(FOR_ALL, texts, language or default),
            scope=BotCommandScopeAllPrivateChats(),
            language_code=language,
        )


async def set_own_menu(bot: Bot, texts: Texts, chat: int, person: Person | None, language: Language) -> None:
    """Tell Telegram what somebody can do, in the language they chose; who was removed sees what strangers see."""
    scope = BotCommandScopeChat(chat_id=chat)
    if person is None:
        await bot.delete_my_commands(scope=scope)
        return
    names = (*(name for name, right in FOR_PEOPLE if person.may(right)), *FOR_ALL)
    await bot.set_my_commands(_commands(names, texts, language), scope=scope)


def _commands(names: tuple[str, ...], texts: Texts, language: Language) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.words(f"menu-{name}", language)) for name in names]
