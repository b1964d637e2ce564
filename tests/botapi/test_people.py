"""What people do and see is what they would in Telegram."""

from itertools import pairwise

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import (
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)

from tests.botapi.bots import button, buttons
from tests.botapi.people import Person
from tests.botapi.server import BotApi

# --- changing and deleting -----------------------------------------------------------------------------------


async def test_an_edit_replaces_what_the_person_sees(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Without buttons given, the old ones are gone; the same again is no edit, and no fault."""
    sent = await bot.send_message(7, "one", reply_markup=buttons([button()]))
    shown = aigul.last
    await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id, reply_markup=buttons([button("No")]))
    assert shown.buttons == [[("No", "yes")]]
    await bot.edit_message_text("<b>two</b>", chat_id=7, message_id=sent.message_id, parse_mode="HTML")
    assert (shown.html, shown.buttons, len(aigul.messages)) == ("<b>two</b>", [], 2)
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content and reply"):
        await bot.edit_message_text(" <b>two</b>", chat_id=7, message_id=sent.message_id, parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id)
    assert len(await aigul.hears(3)) == 3
    assert not api.faults


async def test_what_is_gone_cannot_be_changed(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Not a fault, but the person's own messages are not the bot's to edit."""
    sent = await bot.send_message(7, "one")
    assert await bot.delete_message(7, sent.message_id)
    assert [message.text for message in aigul.messages] == ["/start"]
    with pytest.raises(TelegramBadRequest, match="Bad Request: message to edit not found"):
        await bot.edit_message_text("two", chat_id=7, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="Bad Request: message to delete not found"):
        await bot.delete_message(7, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(7, "x", reply_parameters=ReplyParameters(message_id=99))
    assert not api.faults
    with pytest.raises(TelegramBadRequest, match="can't be edited"):
        await bot.edit_message_text("two", chat_id=7, message_id=aigul.messages[0].message_id)
    with pytest.raises(TelegramBadRequest, match="message identifier is not specified"):
        await bot.edit_message_text("two")
    assert len(api.faults) == 2


async def test_replies_and_reactions(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A reply holds what it replies to; a reaction is one of Telegram's emoji."""
    asked = aigul.messages[0]
    sent = await bot.send_message(7, "x", reply_parameters=ReplyParameters(message_id=asked.message_id))
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "/start"
    lost = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    assert (await bot.send_message(7, "y", reply_parameters=lost)).reply_to_message is None
    await bot.set_message_reaction(7, asked.message_id, [ReactionTypeEmoji(emoji="👍")])
    assert (asked.reactions, api.faults) == (["👍"], [])
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await bot.set_message_reaction(7, asked.message_id, [ReactionTypeEmoji(emoji="🐫")])


# --- chats and people ----------------------------------------------------------------------------------------


async def test_where_the_bot_may_not_write(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Strangers, people who blocked it, chats that do not exist; none of it is a fault."""
    await api.person(8, "Berik").asks_inline("22.4")
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(8, "x")
    for nobody in (9, "@nobody"):
        with pytest.raises(TelegramBadRequest, match="Bad Request: chat not found"):
            await bot.send_message(nobody, "x")
    api.block(aigul)
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await bot.send_chat_action(7, "typing")
    api.unblock(aigul)
    assert await bot.send_chat_action(7, "typing")
    assert not api.faults


async def test_groups(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A group has messages of its own, of others too, until the bot leaves it."""
    group = api.group(-100500, "Court")
    await aigul.writes("/due@komek_test_bot now", in_group=group)
    update = (await bot.get_updates(offset=1002))[0]
    assert update.message
    assert (update.message.chat.type, update.message.chat.title) == ("supergroup", "Court")
    sent = await update.message.reply("in the group")
    assert [message.text for message in await aigul.hears(in_group=group)] == ["in the group"]
    assert [message.text for message in api.chat(-100500).messages][1:] == ["in the group"]
    assert len(aigul.messages) == 1
    assert await bot.delete_message(group.id, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, update.message.message_id)
    assert (await bot.get_chat(group.id)).title == "Court"
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramForbiddenError, match="not a member"):
        await bot.send_message(group.id, "x")
    assert not api.faults
    with pytest.raises(TelegramBadRequest, match="private chats"):
        await bot.leave_chat(aigul.id)


async def test_everything_people_do_is_an_update_that_aiogram_reads(api: BotApi, aigul: Person) -> None:
    """No field is missing or wrong, and the marks are Telegram's."""
    await aigul.writes("😀 /due @komek_test_bot a@mail.kz", reply_to=aigul.messages[0], message_thread_id=5)
    await aigul.writes("better", edited=True)
    await aigul.starts("token-1")
    for kind in ("voice", "sticker", "photo", "contact", "location", "document"):
        await aigul.sends(kind)
    await aigul.forwards("seen elsewhere", of="Somebody")
    await aigul.forwards("seen elsewhere", of=api.person(8, "Berik", language_code=None))
    await aigul.asks_inline("22.4")
    updates = [Update.model_validate(update) for update in api.updates.queue]
    types = [update.message.content_type for update in updates if update.message]
    assert types[:3] == ["text"] * 3
    assert types[3:] == ["voice", "sticker", "photo", "contact", "location", "document", "text", "text"]
    marks = updates[1].message and updates[1].message.entities
    assert [(mark.type, mark.offset) for mark in marks or []] == [("bot_command", 3), ("mention", 8)]
    assert updates[2].edited_message
    assert updates[2].edited_message.text == "better"
    assert (aigul.messages[1].text, aigul.messages[2].text) == ("better", "/start token-1")
    assert all(after.update_id == before.update_id + 1 for before, after in pairwise(updates))


async def test_a_long_text_is_sent_in_several_messages(api: BotApi, aigul: Person) -> None:
    """As clients do."""
    number = await aigul.writes("x" * 5000)
    assert ([len(message.text) for message in aigul.messages[1:]], number) == ([4096, 904], 1003)
    assert len(api.updates.queue) == 3


async def test_a_pushed_update_is_queued_as_it_is(api: BotApi, bot: Bot) -> None:
    """With a number if it has none."""
    number = api.push({"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -1, "type": "channel"}}})
    assert [update.update_id for update in await bot.get_updates()] == [number]


async def test_who_hears_nothing_is_told_what_was_last_seen(aigul: Person) -> None:
    """The error of a test that waited in vain."""
    with pytest.raises(TimeoutError, match=r"Aigul heard 0 of 1 in 0\.01 s; last seen: '/start'"):
        await aigul.hears(timeout=0.01)


async def test_what_does_not_settle_is_named(api: BotApi, aigul: Person) -> None:
    """Updates that nobody fetches."""
    assert aigul.id == 7
    with pytest.raises(TimeoutError, match="1 updates not confirmed, 0 calls at work"):
        await api.settled(0.01)
