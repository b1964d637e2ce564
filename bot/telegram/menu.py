"""The menu of commands: in each language for whoever comes, and for each person by their role."""

from typing import Final

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from dialogs.texts import Texts
from knowledge.languages import LANGUAGES, Language
from knowledge.people import Person, Right

#: The commands and the names of their texts.
_Entries = tuple[tuple[str, str], ...]

#: What strangers see: the law, where answers are public, and how to change the language.
FOR_ALL: Final[_Entries] = (
    ("due", "menu-count"),
    ("help", "menu-help"),
    ("lang", "menu-lang"),
    ("cancel", "menu-cancel"),
)
#: What people of a court see, each by the right that it needs; what is due stands in the place of a count.
FOR_PEOPLE: Final[tuple[tuple[Right, _Entries], ...]] = (
    ("see-cases", (("cases", "menu-cases"), ("due", "menu-due"))),
    ("open-cases", (("register", "menu-register"),)),
    ("see-cases", (("papers", "menu-papers"),)),
    ("see-cases", (("reminders", "menu-reminders"),)),
    ("manage-people", (("people", "menu-people"),)),
    ("move-days", (("days", "menu-days"),)),
    ("read-audit", (("audit", "menu-audit"),)),
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
    own = tuple(entry for right, entries in FOR_PEOPLE if person.may(right) for entry in entries)
    await bot.set_my_commands(_commands((*own, *FOR_ALL[1:]), texts, language), scope=scope)


def _commands(entries: _Entries, texts: Texts, language: Language) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.words(text, language)) for name, text in entries]
