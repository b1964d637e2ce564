"""The Bot API over HTTP."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple, Self

import aiohttp
from aiohttp import web

from tests.botapi.chats import BLOCKED, Bell, Chat
from tests.botapi.methods import METHODS
from tests.botapi.people import Person
from tests.botapi.reading import parameters, replied_call
from tests.botapi.refusals import Raw, RefusedError, RuleError, refusal, without_none
from tests.botapi.world import World


class Call(NamedTuple):
    """A call that came, with its parameters decoded; `at` is a moment of the monotonic clock."""

    method: str
    params: Raw
    at: float


class Answer(NamedTuple):
    """What a call is answered: an object, or a page of HTML."""

    status: int
    body: Raw | str

    def response(self) -> web.Response:
        """The same for HTTP."""
        if isinstance(self.body, str):
            return web.Response(status=self.status, text=self.body, content_type="text/html")
        return web.json_response(self.body, status=self.status)


@dataclass
class Trouble:
    """What happens to the next calls of a method: with an `answer` of its own they take no effect."""

    answer: Answer | None
    chat_id: int | None
    times: int
    drop: bool
    delay: float


class BotApi(World):
    """Telegram for one bot: `async with BotApi() as api`. Not strict, it lets unknown parameters through."""

    def __init__(
        self,
        token: str = "12345:TEST",  # noqa: S107 - it opens nothing
        *,
        port: int = 0,
        name: str = "Komek",
        username: str = "komek_test_bot",
        strict: bool = True,
        keep_calls: bool = True,
        now: Callable[[], float] | None = None,
    ) -> None:
        bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": name, "username": username}
        super().__init__(bot, now)
        self.token = token
        self.port = port
        self.calls: list[Call] = []
        #: Rings with each call that comes, before it is answered.
        self.heard = Bell()
        #: Breaches of the rules, `method: what is wrong`.
        self.faults: list[str] = []
        self._strict = strict
        self._keep_calls = keep_calls
        self._people: dict[int, Person] = {}
        self._troubles: defaultdict[str, list[Trouble]] = defaultdict(list)
        self._calls = 0
        self._at_work = 0
        self._rest = Bell()
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None

    # --- the server ------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen; again on the same port after a stop."""
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/documents/{file_id}", self._download)
        # who waits for updates when the server stops is cut off, as by a crash
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self._delivery = asyncio.create_task(self.updates.deliver(self._answered))

    async def stop(self) -> None:
        """Listen no more; nothing is forgotten."""
        if self._delivery:
            self._delivery.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivery
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # --- calls -----------------------------------------------------------------------------------------------

    async def call(self, method: str, given: Raw) -> Answer:
        """The answer to a call, after it has taken effect."""
        if method not in METHODS:
            return self._refuse(method, RuleError("", 404))
        try:
            result = await METHODS[method].read(given, strict=self._strict).done(self)
        except RefusedError as refused:
            return self._refuse(method, refused)
        return Answer(200, {"ok": True, "result": result})

    def _refuse(self, method: str, refused: RefusedError) -> Answer:
        if isinstance(refused, RuleError):
            self.faults.append(f"{method}: {refused.answer()['description']}")
        return Answer(refused.code, refused.answer())

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return Answer(401, refusal(401, "Unauthorized")).response()
        method = request.match_info["method"]
        with self._working(method):
            try:
                given = self._noted(method, await parameters(request))
            except RuleError as refused:
                return self._refuse(method, refused).response()
            trouble = self.trouble(method, given)
            answer = (trouble and trouble.answer) or await self.call(method, given)
            if trouble:
                await asyncio.sleep(trouble.delay)
                if trouble.drop and request.transport:
                    request.transport.abort()
            return answer.response()

    @contextmanager
    def _working(self, method: str) -> Iterator[None]:
        # a bot that waits for updates is at rest
        if method == "getUpdates":
            yield
            return
        self._at_work += 1
        self._calls += 1
        try:
            yield
        finally:
            self._at_work -= 1
            self._rest.ring()

    def _noted(self, method: str, given: Raw) -> Raw:
        decoded = METHODS[method].decoded(given) if method in METHODS else given
        if self._keep_calls:
            self.calls.append(Call(method, decoded, time.monotonic()))
            self.heard.ring()
        return decoded

    async def _answered(self, response: aiohttp.ClientResponse) -> None:
        try:
            given = await replied_call(response)
        except RuleError as refused:
            self._refuse("webhook", refused)
            return
        if method := given.pop("method", ""):
            await self.call(method, self._noted(method, given))

    async def _download(self, request: web.Request) -> web.Response:
        upload = self.files.get(request.match_info["file_id"])
        if upload is None or request.match_info["token"] != self.token:
            raise web.HTTPNotFound
        return web.Response(body=upload.content, content_type=upload.mime)

    # --- what goes wrong -------------------------------------------------------------------------------------

    def fail(
        self,
        method: str,
        status: int | None = None,
        description: str = "",
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        chat_id: int | None = None,
        times: int = 1,
        drop: bool = False,
        html: bool = False,
        delay: float = 0,
    ) -> None:
        """
        Let the next calls fail, 429 if nothing is said.

        With `html` the answer is a proxy's page. Without a status `drop` (the connection is cut instead of an answer)
        and `delay` (seconds before it) come after the call has taken effect.
        """
        answer = None
        if html:
            answer = Answer(status or 502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
        elif status or not (drop or delay):
            answer = refused(status or 429, description, retry_after, migrate_to_chat_id)
        self._troubles[method].append(Trouble(answer, chat_id, times, drop, delay))

    def trouble(self, method: str, given: Raw) -> Trouble | None:
        """What goes wrong with a call; None when nothing does."""
        for trouble in self._troubles[method]:
            if trouble.chat_id in (None, given.get("chat_id")):
                trouble.times -= 1
                if not trouble.times:
                    self._troubles[method].remove(trouble)
                return trouble
        return None

    def block(self, person: Person) -> None:
        """Let a person want nothing more of the bot."""
        person.chat.closed = BLOCKED

    def unblock(self, person: Person) -> None:
        """Let a person hear the bot again."""
        person.chat.closed = ""

    # --- who is there ----------------------------------------------------------------------------------------

    def person(
        self,
        user_id: int,
        first_name: str = "Aigul",
        language_code: str | None = "ru",
        username: str | None = None,
    ) -> Person:
        """The person with this number, who is made when first asked for."""
        names = {"first_name": first_name, "username": username, "language_code": language_code}
        user = without_none({"id": user_id, "is_bot": False, **names})
        return self._people.setdefault(user_id, Person(self, user))

    def group(self, chat_id: int = -1001000000001, title: str = "Court") -> Chat:
        """The group with this number, in which the bot and everybody are."""
        return self.chats.setdefault(chat_id, Chat({"id": chat_id, "type": "supergroup", "title": title}))

    def chat(self, chat_id: int) -> Chat:
        """A chat that exists."""
        return self.chats[chat_id]

    # --- what happens ----------------------------------------------------------------------------------------

    def push(self, update: Raw) -> int:
        """Queue an update as it is; its number."""
        return self.updates.push(update)

    def called(self, method: str) -> list[Raw]:
        """The parameters of the calls of a method."""
        return [call.params for call in self.calls if call.method == method]

    @property
    def unanswered(self) -> list[Raw]:
        """The presses of buttons that nobody has answered yet."""
        return list(self.pressed.values())

    @property
    def dropped_pending(self) -> list[tuple[str, int]]:
        """One entry a call that asked to drop what was pending: the method, and how many updates were lost."""
        return self.updates.dropped

    async def settled(self, timeout: float = 10) -> None:  # noqa: ASYNC109 - the error says what is left
        """Wait until the bot knows all updates and has called nothing for 50 ms, or raise TimeoutError."""
        try:
            async with asyncio.timeout(timeout):
                calls = -1
                while calls != self._calls or self.updates.queue or self._at_work:
                    await self.updates.bell.until(lambda: not self.updates.queue)
                    await self._rest.until(lambda: not self._at_work)
                    calls = self._calls
                    await asyncio.sleep(0.05)
        except TimeoutError as late:
            msg = f"{len(self.updates.queue)} updates not confirmed, {self._at_work} calls at work after {timeout} s"
            raise TimeoutError(msg) from late


def refused(
    status: int, description: str = "", retry_after: int | None = None, migrate_to_chat_id: int | None = None
) -> Answer:
    """An answer that refuses a call."""
    if status == 429 and retry_after is None:
        retry_after = 2
    said = HTTPStatus(status).phrase + (f": retry after {retry_after}" if retry_after else "")
    body = refusal(status, description or said, retry_after=retry_after, migrate_to_chat_id=migrate_to_chat_id)
    return Answer(status, body)
