"""A reminder by mail is answered by mail, with the same effect as its buttons; whoever else writes is not heard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk import Desk
from tests.mailbox.scene import Scene, open_scene


@pytest.fixture
async def scene(desk: Desk, tmp_path: Path) -> AsyncIterator[Scene]:
    """A court."""
    async with open_scene(desk, tmp_path) as scene:
        await scene.office.register()
        yield scene


async def test_seen_by_mail_is_seen(scene: Scene) -> None:
    """The answer goes out by mail."""
    mail = await scene.remind()
    assert "noted that you have seen it" in await scene.answer(mail, "получено")
    assert [bool(one.seen_at) for one in await scene.office.kept("501")] == [True]
    print(scene.sent[-1])
