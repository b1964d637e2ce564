"""The server is as strict as Telegram with texts, buttons, menus and results."""

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)
from aiogram.utils.formatting import BlockQuote, Bold, Text, TextLink

from tests.botapi.bots import button, buttons
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.botapi.world import Upload

LATE = "query is too old and response timeout expired or query ID is invalid"


# --- texts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain", "kinds"),
    [
        ("<b>a<i>b</i></b> &lt;&amp;&#x1F600;&#33;", "ab <&😀!", "bold italic"),
        ("😀<a href='https://x.kz/?a=1&amp;b=2'>x</a>", "😀x", "text_link"),
        ('<pre><code class="language-python">x</code></pre>', "x", "pre"),
        ("<pre>x</pre> <code>y</code>", "x y", "pre code"),
        ("<blockquote expandable><b>x</b></blockquote>", "x", "bold expandable_blockquote"),
        ('<blockquote><code>x</code></blockquote><span class="tg-spoiler">y</span>', "xy", "code blockquote spoiler"),
        ('<tg-time unix="1647531900" format="wDT">then</tg-time>', "then", "date_time"),
        ("  <u> x</u>\n<s></s>", "x", "underline"),
    ],
)
async def test_html_becomes_text_and_entities(bot: Bot, aigul: Person, text: str, plain: str, kinds: str) -> None:
    """What Telegram's tags say, offsets in UTF-16."""
    await bot.send_message(7, text, parse_mode="HTML")
    assert aigul.last.text == plain
    assert [entity["type"] for entity in aigul.last.entities] == kinds.split()


@pytest.mark.parametrize(
    "text",
    [
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "<p>x</p>",
        "<br>",
        "<1>",
        "a < b",
        "a > b",
        "a & b",
        "&nbsp;",
        "<a>x</a>",
        "<a href='#top'>x</a>",
        "<b class='x'>x</b>",
        "<code class='language-x'>x</code>",
        "<span class='x'>x</span>",
        "<tg-time unix='now'>x</tg-time>",
        "<code><b>x</b></code>",
        "<b><code>x</code></b>",
        "<blockquote>a<blockquote>x</blockquote></blockquote>",
        "<a href='tg://x'>a<a href='tg://y'>b</a></a>",
    ],
)
async def test_bad_html_is_refused(api: BotApi, bot: Bot, aigul: Person, text: str) -> None:
    """As Telegram does, or more strictly where Telegram guesses."""
    with pytest.raises(TelegramBadRequest, match="Bad Request: can't parse entities"):
        await bot.send_message(7, text, parse_mode="HTML")
    assert len(api.faults) == 1
    assert len(aigul.messages) == 1


async def test_other_ways_to_format(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Entities are taken, aiogram's too; Markdown is not, nor both at once."""
    content = Text("😀 ", Bold("bold ", TextLink("link", url="https://x.kz")), BlockQuote("quote"))
    await bot.send_message(**content.as_kwargs(), chat_id=7)
    html = '😀 <b>bold <a href="https://x.kz">link</a></b><blockquote>quote</blockquote>'
    assert aigul.last.html == html
    bold = MessageEntity(type="bold", offset=0, length=1)
    for mode, entities in (("MarkdownV2", None), ("HTML", [bold])):
        with pytest.raises(TelegramBadRequest, match="parse_mode"):
            await bot.send_message(7, "x", parse_mode=mode, entities=entities)
    assert len(api.faults) == 2


@pytest.mark.parametrize(("offset", "length"), [(0, 3), (2, 1), (-1, 1), (0, 0), (0, 1), (1, 1)])
async def test_an_entity_outside_the_text_is_refused(
    api: BotApi, bot: Bot, aigul: Person, offset: int, length: int
) -> None:
    """Also one that cuts a character of two units."""
    with pytest.raises(TelegramBadRequest, match="entity beginning at UTF-16 offset"):
        await bot.send_message(7, "😀", entities=[MessageEntity(type="bold", offset=offset, length=length)])
    assert len(api.faults) == len(aigul.messages) == 1


async def test_entities_that_cross_are_refused(bot: Bot, aigul: Person) -> None:
    """One lies inside of the other, or beside it."""
    crossing = [MessageEntity(type="bold", offset=0, length=2), MessageEntity(type="italic", offset=1, length=2)]
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await bot.send_message(aigul.id, "abc", entities=crossing)


async def test_the_length_of_a_text(api: BotApi, bot: Bot, aigul: Person) -> None:
    """4,096 units after the parsing, and something to read."""
    await bot.send_message(7, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="Bad Request: message is too long"):
        await bot.send_message(7, "😀" * 2048 + "x")
    for nothing in ("", " \n"):
        with pytest.raises(TelegramBadRequest, match="Bad Request: message text is empty"):
            await bot.send_message(7, nothing)
    assert len(api.faults) == 3
    assert len(aigul.messages) == 2


# --- buttons -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [[button(data="x" * 65)]],
        [[button(data="ә" * 33)]],
        [[button(data="")]],
        [[button(text=" ")]],
        [[InlineKeyboardButton(text="nothing")]],
        [[InlineKeyboardButton(text="both", callback_data="x", url="https://x.kz")]],
        [[InlineKeyboardButton(text="nowhere", url="example")]],
        [[button()] * 9],
        [[]],
        [[button()]] * 101,
    ],
)
async def test_a_bad_keyboard_is_refused(
    api: BotApi, bot: Bot, aigul: Person, rows: list[list[InlineKeyboardButton]]
) -> None:
    """64 bytes of data, one action, 8 in a row, 100 in all."""
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(7, "x", reply_markup=buttons(*rows))
    assert len(api.faults) == len(aigul.messages) == 1


async def test_a_press_waits_for_its_answer(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A press carries the message, is unanswered until it is answered, and is answered once."""
    rows = ([button(), button("No", "no")], [InlineKeyboardButton(text="Act", url="https://adilet.zan.kz")])
    await bot.send_message(7, "Sure?", reply_markup=buttons(*rows))
    assert aigul.last.buttons == [[("Yes", "yes"), ("No", "no")], [("Act", "https://adilet.zan.kz")]]
    await aigul.presses(aigul.last, "No")
    await aigul.presses(aigul.last, 0)
    await aigul.presses(aigul.last, data="no")
    await aigul.presses_forged(aigul.last, "forged")
    presses = [update.callback_query for update in await bot.get_updates(offset=1002)]
    assert [press.data for press in presses if press] == ["no", "yes", "no", "forged"]
    assert presses[0]
    assert presses[0].message
    assert presses[0].message.message_id == aigul.last.message_id
    assert [press["data"] for press in api.unanswered] == ["no", "yes", "no", "forged"]
    await bot.answer_callback_query(presses[0].id, "Noted")
    assert (aigul.notices, len(api.unanswered)) == (["Noted"], 3)
    with pytest.raises(TelegramBadRequest, match=LATE):
        await bot.answer_callback_query(presses[0].id)
    assert not api.faults
    with pytest.raises(TelegramBadRequest, match="200"):
        await bot.answer_callback_query(str(api.unanswered[0]["id"]), "x" * 201)


async def test_there_is_no_pressing_of_what_is_not_there(bot: Bot, aigul: Person) -> None:
    """A test that looks for a missing button is told what there is; a press on a deleted message says no more."""
    sent = await bot.send_message(7, "Sure?", reply_markup=buttons([button()]))
    shown = aigul.last
    with pytest.raises(LookupError, match="no button 'Maybe' under 'Sure"):
        await aigul.presses(shown, "Maybe")
    await bot.delete_message(7, sent.message_id)
    await aigul.presses(shown, "Yes")
    press = (await bot.get_updates(offset=-1))[0].callback_query
    assert press
    assert press.message
    assert press.message.date == 0


async def test_reply_keyboards_are_checked_but_not_kept(api: BotApi, bot: Bot, aigul: Person) -> None:
    """They are no part of the message."""
    await bot.send_message(7, "x", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Yes")]]))
    await bot.send_message(7, "y", reply_markup=ForceReply(force_reply=True))
    assert (aigul.last.buttons, api.faults) == ([], [])
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(7, "z", reply_markup=ReplyKeyboardMarkup(keyboard=[]))


# --- inline queries, menu, files -----------------------------------------------------------------------------


def article(number: str, text: str = "x") -> InlineQueryResultArticle:
    """A result."""
    return InlineQueryResultArticle(
        id=number, title="22.4", input_message_content=InputTextMessageContent(message_text=text, parse_mode="HTML")
    )


async def test_inline_queries(api: BotApi, bot: Bot, aigul: Person) -> None:
    """At most 50 results with ids of their own, with texts that could be sent; one answer."""
    await aigul.asks_inline("22.4")
    query = (await bot.get_updates(offset=1002))[0].inline_query
    assert query
    wrong = [[article("1"), article("1")], [article("x" * 65)], [article("1", "<p>")], [article("1", "")]]
    wrong += [[article(str(number)) for number in range(51)]]
    for results in wrong:
        with pytest.raises(TelegramBadRequest):
            await bot.answer_inline_query(query.id, [*results])
    assert len(api.faults) == len(wrong)
    await bot.answer_inline_query(query.id, [article("1"), article("2")])
    assert [result["id"] for result in aigul.offered] == ["1", "2"]
    with pytest.raises(TelegramBadRequest, match=LATE):
        await bot.answer_inline_query(query.id, [])


async def test_the_menu_is_kept_per_scope_and_language(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Commands of small letters, with a description."""
    due = BotCommand(command="due", description="Сроки")
    await bot.set_my_commands([due], language_code="ru")
    await bot.set_my_commands([due, due], scope=BotCommandScopeChat(chat_id=aigul.id))
    assert {place: len(menu) for place, menu in api.commands.items()} == {("default", "ru"): 1, ("chat:7", ""): 2}
    assert [command.description for command in await bot.get_my_commands(language_code="ru")] == ["Сроки"]
    assert await bot.get_my_commands() == []
    await bot.delete_my_commands(language_code="ru")
    assert await bot.get_my_commands(language_code="ru") == []
    assert not api.faults
    wrong = [[BotCommand(command=name, description="x")] for name in ("Due", "due-date", "", "x" * 33)]
    wrong += [[BotCommand(command="due", description="")], [due] * 101]
    for commands in wrong:
        with pytest.raises(TelegramBadRequest):
            await bot.set_my_commands(commands)
    assert len(api.faults) == len(wrong)


async def test_the_description_is_kept_per_language(api: BotApi, bot: Bot) -> None:
    """Name, description and short description, each with its longest length."""
    await bot.set_my_name("Көмек", language_code="kk")
    await bot.set_my_description("Help")
    await bot.set_my_short_description("Help")
    assert api.profile == {("name", "kk"): "Көмек", ("description", ""): "Help", ("short_description", ""): "Help"}
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_files_go_both_ways(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A document is kept with its bytes and can be sent again by its id; a person's file can be fetched."""
    sent = await bot.send_document(
        7, BufferedInputFile(b"\x00word", "Order.docx"), caption="<b>x</b>", parse_mode="HTML"
    )
    assert sent.document
    assert api.files[sent.document.file_id].content == b"\x00word"
    again = await bot.send_document(7, sent.document.file_id)
    assert again.document
    assert (again.document.file_name, aigul.messages[1].html) == ("Order.docx", "<b>x</b>")
    with pytest.raises(TelegramBadRequest, match="no text in the message"):
        await bot.edit_message_text("x", chat_id=7, message_id=sent.message_id)
    await aigul.sends("document", file=Upload("cases.xlsx", b"cells"))
    fetched = await bot.download(aigul.messages[-1].raw["document"]["file_id"])
    assert fetched
    assert fetched.read() == b"cells"
    with pytest.raises(TelegramBadRequest, match="wrong file_id"):
        await bot.get_file("unknown")
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_document(7, sent.document.file_id, caption="x" * 1025)
