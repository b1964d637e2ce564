"""A checklist is walked through in a chat up to its papers; what says something of a person is filled in elsewhere."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document

from bot.desk import Desk
from dialogs.turns import Wrote
from tests.botapi.people import Person
from tests.botapi.world import Upload
from tests.dialogs.papers.reading import check_parts, paragraphs
from tests.telegram_rooms.room import Room, open_room

NAME: Final = "Мюллер Ганс Петрович"


async def walked(room: Room) -> Person:
    """A clerk who has walked through the checklist of an order that is forwarded, as far as a chat asks."""
    clerk = await room.invited("clerk", 501)
    await clerk.writes("/papers")
    await clerk.hears()
    await clerk.presses(clerk.last, "Forward an order for lack of jurisdiction")
    await clerk.hears()
    answers = {"foreign state": "Germany", "foreign order bear": "B-17", "Which judge": "Ахметов А.А."}
    for _ in range(30):
        said = clerk.last.text
        if "Review:" in said:
            return clerk
        labels = [label for row in clerk.last.buttons for label, _ in row]
        if "Service of documents" in labels:
            await clerk.presses(clerk.last, "Service of documents")
        elif wrote := next((text for words, text in answers.items() if words in said), ""):
            await clerk.writes(wrote)
        else:
            await clerk.presses(clerk.last, "Not known yet")
        await clerk.hears()
    raise AssertionError(clerk.last.text)


def documents(room: Room) -> list[tuple[str, bytes]]:
    """The files that were sent, with their names."""
    uploads: list[Any] = [call["document"] for call in room.api.called("sendDocument")]
    assert all(isinstance(one, Upload) for one in uploads)
    return [(one.name, one.content) for one in uploads]


async def test_a_walk_in_a_chat_ends_in_papers(desk: Desk, tmp_path: Path) -> None:
    """Questions take each other's place, the papers come as files, names are blanks."""
    async with open_room(desk, tmp_path) as room:
        clerk = await walked(room)
        assert "continue 1" in clerk.last.text
        assert "addressee" not in [label for row in clerk.last.buttons for label, _ in row]
        await clerk.presses(clerk.last, "Draft the papers")
        await clerk.hears()
        await clerk.presses(clerk.last, "Russian")
        await clerk.hears(3)
        await room.idle()
        found = documents(room)
        assert [name.rpartition(" ")[2] for name, _ in found] == ["1-1.docx", "1-1.docx"]
        for _, content in found:
            check_parts(content)
            assert "______________ (" in "\n".join(paragraphs(content))
            assert Document(BytesIO(content)).core_properties.author == "Komek"


async def test_begun_in_a_chat_it_is_finished_in_the_terminal(desk: Desk, tmp_path: Path) -> None:
    """And the paper holds both halves."""
    async with open_room(desk, tmp_path) as room:
        await walked(room)
        court = room.court
        async with court.storage.unit(room.clock()) as unit:
            clerk = await unit.people.known_by("telegram", "501")
            assert clerk
            code = await unit.people.invitation(clerk.id)
        await court.write(f"/start {code}", "desk")
        said = await court.write("continue 1", "desk")
        for _ in range(10):
            if "Review:" in said:
                break
            said = await court.write(NAME if "Whom does the order" in said else "нет сведений", "desk")
        assert "Review:" in said
        number = next(line.split()[0] for line in said.splitlines() if line.endswith("Draft the papers"))
        said = await court.write(number, "desk")
        number = next(line.split()[0] for line in said.splitlines() if line.endswith("  Russian"))
        blocks = await court.registry.hear("terminal", "desk", Wrote(number))
        files = [block for block in blocks if block.kind == "file"]
        assert files
        text = "\n".join(line for file in files for line in paragraphs(b64decode(file.content)))
        assert NAME in text
        assert "B-17" in text
        assert "Германия" in text
