"""The parameters of a call, out of whatever form they came in."""

import json
import re
from typing import Any, Final

import aiohttp
from aiohttp import web

from tests.botapi.refusals import Raw, RuleError, require
from tests.botapi.world import Upload

_ATTACHED: Final = "attach://"
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


async def parameters(request: web.Request) -> Raw:
    """The parameters of a request: of its query, its form or its JSON. Raises RuleError."""
    given: Raw = dict(request.query)
    try:
        if request.content_type == "application/json":
            return given | _object(await request.text())
        for name, value in (await request.post()).items():
            given[name] = _upload(value) if isinstance(value, web.FileField) else value
    except UnicodeDecodeError as broken:
        msg = "strings must be encoded in UTF-8"
        raise RuleError(msg) from broken
    return _with_attached(given)


async def replied_call(response: aiohttp.ClientResponse) -> Raw:
    """The call with which a webhook answered, its method among the parameters; empty when there is none."""
    if response.content_type == "application/json":
        return _object(await response.text() or "{}")
    if not response.content_type.startswith("multipart/"):
        return {}
    given: Raw = {}
    async for part in aiohttp.MultipartReader.from_response(response):
        if isinstance(part, aiohttp.BodyPartReader) and part.name:
            whole = await part.read()
            given[part.name] = Upload(part.filename, bytes(whole)) if part.filename else whole.decode()
    return _with_attached(given)


def json_value(text: str) -> Any:  # noqa: ANN401 - it is whatever the bot sent
    """The value, or ValueError, also for half a character: Telegram knows whole ones only."""
    value = json.loads(text)
    if _HALF.search(text):
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _object(text: str) -> Raw:
    try:
        body = json_value(text)
    except ValueError:
        body = None
    require(isinstance(body, dict), "can't parse JSON object")
    return dict(body or {})


def _upload(sent: web.FileField) -> Upload:
    with sent.file:
        return Upload(sent.filename, sent.file.read(), sent.content_type)


def _with_attached(given: Raw) -> Raw:
    """The parameters with each file in the place that names it."""
    files = {name for name, value in given.items() if isinstance(value, Upload)}
    named = {name: str(value).removeprefix(_ATTACHED) for name, value in given.items() if _attaches(value)}
    placed = {name: given[part] for name, part in named.items() if part in files}
    return {name: value for name, value in given.items() if name not in named.values()} | placed


def _attaches(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_ATTACHED)
