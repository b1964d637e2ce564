"""Every test of storage runs on both databases, each on a fresh one."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest

from storage.unit import Storage, open_storage
from tests.databases import Databases, Kind
from tests.storage.scene import Scene, furnished


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from; one PostgreSQL server for the whole session."""
    with ExitStack() as closing:
        yield Databases(tmp_path_factory.mktemp("databases"), closing)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """One of the two databases, then the other."""
    found: Kind = request.param
    return found


@pytest.fixture
async def empty(databases: Databases, kind: Kind) -> AsyncIterator[str]:
    """The address of a database without tables."""
    address = await databases.empty(kind)
    yield address
    await databases.drop(address)


@pytest.fixture
async def address(databases: Databases, kind: Kind) -> AsyncIterator[str]:
    """The address of a database in the present shape."""
    address = await databases.migrated(kind)
    yield address
    await databases.drop(address)


@pytest.fixture
async def storage(address: str) -> AsyncIterator[Storage]:
    """A storage with nothing in it."""
    async with open_storage(address) as opened:
        yield opened


@pytest.fixture
async def scene(storage: Storage) -> Scene:
    """Courts and people in that storage."""
    return await furnished(storage)
