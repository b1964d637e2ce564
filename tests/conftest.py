"""What the tests share: the law loaded once, a desk with a fixed date, a talk."""

import pytest

from bot.app import open_desk
from bot.desk import Desk
from bot.settings import Settings
from dialogs.texts import Texts
from dialogs.turns import Facts
from knowledge.law import Law
from tests.talk import TODAY, Talk


@pytest.fixture(scope="session")
def desk() -> Desk:
    """A desk whose today is always the same Tuesday."""
    return open_desk(Settings(_env_file=None), today=lambda: TODAY)


@pytest.fixture(scope="session")
def law(desk: Desk) -> Law:
    """The law as it is held."""
    return desk.law


@pytest.fixture(scope="session")
def facts(law: Law) -> Facts:
    """What a turn may know on the fixed day."""
    return Facts(law, TODAY)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    """A talk that has just begun."""
    return Talk(desk)


@pytest.fixture(scope="session")
def texts(desk: Desk) -> Texts:
    """The wording of the three languages."""
    return desk.texts
