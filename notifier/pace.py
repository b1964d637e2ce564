"""How fast people may be spoken to unasked: what a channel bears in all, and what one address bears."""

from aiolimiter import AsyncLimiter


class Pace:
    """
    A channel's pace.

    Args:
        in_all: Messages a second to all addresses together.
        to_one: Messages a second to one address.
    """

    def __init__(self, in_all: float, to_one: float) -> None:
        # one at a time, so that no second ever holds more: a bucket that is larger lets through a burst and its refill
        self._all = AsyncLimiter(1, 1 / in_all)
        self._to_one = to_one
        self._each: dict[str, AsyncLimiter] = {}

    async def wait(self, address: str) -> None:
        """Wait until one more message may go to an address."""
        for other in [one for one, limiter in self._each.items() if limiter.has_capacity()]:
            del self._each[other]  # it has been quiet there long enough
        await self._each.setdefault(address, AsyncLimiter(1, 1 / self._to_one)).acquire()
        await self._all.acquire()
