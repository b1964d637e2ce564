"""What is kept of an update until it is handled: what the answer needs, and no personal data."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dialogs.personal import personal_in

#: The updates that mean something to us.
KINDS: Final = ("message", "callback_query", "inline_query", "my_chat_member")
#: Stands for a text with personal data; Telegram carries no such character.
WITHHELD: Final = "\0"

_USER: Final = ("id", "is_bot", "language_code", "username")
_MESSAGE: Final = ("message_id", "date")
#: A query's own fields.
_QUERY: Final = ("id", "chat_instance", "data", "query", "offset")

_Raw = Mapping[str, Any]


def essence(update: _Raw, *, personal_data: bool) -> dict[str, Any] | None:
    """What is kept of an update; None for one that means nothing to us or that nobody can read."""
    try:
        for name in KINDS:
            if body := update.get(name):
                kept = {"update_id": update["update_id"], name: _KEPT[name](body, personal_data)}
                conversation_of(kept)
                return kept
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return None


def conversation_of(update: _Raw) -> str:
    """The chat whose order an update keeps; for what belongs to no chat, the person."""
    body = next(update[name] for name in KINDS if name in update)
    chat = body.get("chat") or (body.get("message") or {}).get("chat") or body["from"]
    return str(int(chat["id"]))


def _message(message: _Raw, personal_data: bool) -> dict[str, Any]:
    kept = _those(message, _MESSAGE) | {"chat": _chat(message["chat"])}
    if sender := message.get("from"):
        kept["from"] = _user(sender)
    if text := message.get("text"):
        kept["text"] = text if personal_data or not personal_in(text) else WITHHELD
    if answered := message.get("reply_to_message"):
        kept["reply_to_message"] = _message(_those(answered, (*_MESSAGE, "chat", "from")), personal_data)
    return kept


def _callback(query: _Raw, personal_data: bool) -> dict[str, Any]:
    kept = _those(query, _QUERY) | {"from": _user(query["from"])}
    if message := query.get("message"):
        kept["message"] = _message(_those(message, (*_MESSAGE, "chat")), personal_data)
    return kept


def _inline(query: _Raw, personal_data: bool) -> dict[str, Any]:
    kept = _those(query, _QUERY) | {"from": _user(query["from"])}
    if not personal_data and personal_in(query["query"]):
        kept["query"] = ""
    return kept


def _member(event: _Raw, _: bool) -> dict[str, Any]:
    people = {"from": _user(event["from"]), "chat": _chat(event["chat"])}
    states = ("old_chat_member", "new_chat_member")
    return {"date": event["date"], **people, **{s: {**event[s], "user": _user(event[s]["user"])} for s in states}}


def _user(user: _Raw) -> dict[str, Any]:
    return {**_those(user, _USER), "first_name": ""}


def _chat(chat: _Raw) -> dict[str, Any]:
    return _those(chat, ("id", "type"))


def _those(fields: _Raw, names: Iterable[str]) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}


_KEPT: Final = {"message": _message, "callback_query": _callback, "inline_query": _inline, "my_chat_member": _member}
