"""What is said reaches the screen as it was said: split at sentence ends, marked by construction, never refused."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.telegram.pages import LONGEST, messages, split, units
from dialogs.replies import blocks
from dialogs.turns import Quote
from dialogs.wording import Block, Wording
from knowledge.languages import LANGUAGES, Language
from tests.botapi.markup import formatted
from tests.telegram_rooms.room import open_room

#: What would break marks that are put together by hand, an emoji of two units, one of several, marks of direction.
AWKWARD = """<b>Ай&гүль</b> "O'Hara" &lt; <a>&amp; 👩\u200d⚖️ 🇰🇿 \u200fעברית\u200e עמוד \u2067x\u2069 <!-- {0} %s"""

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("<>&\"'\n👩🏽😀.!? "), max_size=300)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_instruction_fits_into_messages(desk: Desk, language: Language) -> None:
    """Thirty-three paragraphs: nothing is lost, every part ends with a sentence, and Telegram takes each."""
    wording = Wording(desk.texts, desk.law, language)
    clauses = [clause for clause in desk.law.act.ids if "." not in clause]
    said = blocks((Quote(clause, is_whole=True) for clause in clauses), wording)
    sent = _sent(said)
    assert len(sent) > 3
    _are_taken(sent)
    for text, _ in sent:
        assert text.rstrip()[-1] in '.;:!?»)"”' or text.rstrip()[-1].isalnum()
    assert _letters("".join(text for text, _ in sent)) == _letters("".join(block.text for block in said))


def test_a_long_text_is_split_at_sentence_ends() -> None:
    """No sentence is cut that fits into a message."""
    sentences = [f"Предложение номер {number} о порядке исполнения поручений." for number in range(400)]
    parts = list(split(" ".join(sentences)))
    assert len(parts) > 1
    assert all(part.endswith(".") and units(part) <= LONGEST for part in parts)
    assert " ".join(parts) == " ".join(sentences)


@pytest.mark.parametrize("piece", ["а", "😀", "<", "&"])
def test_a_text_without_any_end_is_split_all_the_same(piece: str) -> None:
    """Not one unit too long, not one character lost."""
    parts = list(split(piece * 20_000))
    assert all(units(part) <= LONGEST for part in parts)
    assert "".join(parts) == piece * 20_000


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["text", "date", "quote", "source", "note", "step"]), texts), max_size=30))
def test_whatever_is_said_is_taken_and_read_as_it_was(said: list[tuple[str, str]]) -> None:
    """No text can break the marks, and none is changed but in its white space."""
    given_blocks = [Block(kind, text) for kind, text in said]  # type: ignore[arg-type]
    sent = _sent(given_blocks)
    _are_taken(sent)
    if shown := _letters("".join(text for _, text in said)):
        assert _letters("".join(text for text, _ in sent)).replace("•", "") == shown.replace("•", "")


def test_quotes_can_be_unfolded(desk: Desk) -> None:
    """The act's words stand in expandable quotes, a date in bold."""
    wording = Wording(desk.texts, desk.law, "en")
    (_, entities), *_ = _sent(blocks((Quote("22", is_whole=True),), wording))
    assert [entity["type"] for entity in entities] == ["expandable_blockquote", "italic"]
    (_, entities), *_ = _sent([Block("date", "Monday")])
    assert [entity["type"] for entity in entities] == ["bold"]


def test_many_long_choices_are_shown_short() -> None:
    """A button's label is cut where a phone would cut it; the text is never empty."""
    said = [Block("choice", "слово " * 40, number) for number in range(1, 21)]
    (message,) = messages(1, said, str)
    params = json.loads(message)["params"]
    assert params["text"]
    assert all(len(row[0]["text"]) <= 60 for row in params["reply_markup"]["inline_keyboard"])


async def test_awkward_answers_come_back_as_they_were_written(desk: Desk, tmp_path: Path) -> None:
    """A case number and a treaty's name with marks, quotes and emoji, in the card, the list and the history."""
    number, basis = "<b>&\"'</b>-7 😀", "Treaty <i>\"A&B\"</i> 'x' &lt; 🇰🇿"
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501, first_name=AWKWARD)
        await clerk.writes("/register")
        await clerk.hears()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        for answer in ("20.11.2026", "Germany", number, basis):
            await clerk.writes(answer)
            await clerk.hears()
        assert number in clerk.last.text
        assert basis in clerk.last.text
        await clerk.writes("/cases")
        await clerk.hears()
        assert any(label.startswith(number) for row in clerk.last.buttons for label, _ in row)
        await clerk.writes(f"/case {number}")
        await clerk.hears()
        assert number in clerk.last.text


async def test_awkward_names_come_back_as_they_were_entered(desk: Desk, tmp_path: Path) -> None:
    """Whoever runs the machine named somebody so: the greeting, the card and the buttons show it."""
    async with open_room(desk, tmp_path) as room:
        async with room.court.storage.unit(room.clock()) as unit:
            court = await unit.people.court("Суд № 1")
            assert court
            _, code = await unit.people.invite(court.id, "clerk", AWKWARD, None)
        clerk = room.api.person(501, "A", "en")
        await clerk.starts(code)
        await clerk.hears()
        assert AWKWARD in clerk.last.text
        await clerk.writes("/register")
        await clerk.hears()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        for answer in ("20.11.2026", "Germany", "12-3", "x"):
            await clerk.writes(answer)
            await clerk.hears()
        assert AWKWARD in clerk.last.text


@pytest.mark.parametrize(
    "text", ["<b>", "&", "</code>", "&amp;lt;", "/<x>&", "💥" * 50, "\u202eevil", "п. 11 <script>"]
)
async def test_what_people_write_cannot_break_the_answer(desk: Desk, tmp_path: Path, text: str) -> None:
    """The server parses as strictly as Telegram; nothing is refused."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes(text)
        await clerk.hears()
        assert clerk.last.text


async def test_a_text_longer_than_a_question_is_refused_politely(desk: Desk, tmp_path: Path) -> None:
    """A whole act pasted into the chat: clients cut it, each part is too long for a question."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("слово " * 1500)
        await clerk.hears(3)
        assert "2" in clerk.last.text


def _sent(said: Iterable[Block]) -> list[tuple[str, list[Any]]]:
    """The texts and entities, as the server reads them."""
    read = [json.loads(message)["params"] for message in messages(1, said, str)]
    parts = [formatted(params["text"], params["parse_mode"], ()) for params in read]
    return [(part.text, list(part.entities)) for part in parts]


def _are_taken(sent: list[tuple[str, list[Any]]]) -> None:
    for text, _ in sent:
        assert text.strip()
        assert units(text) <= 4096


def _letters(text: str) -> str:
    return "".join(text.split())
