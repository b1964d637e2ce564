"""A message read by a program of its own, which is stopped when it takes too long or too much memory."""

import asyncio
import json
import sys
from typing import Final

from bot.mailbox.reading import Nothing, Read, from_json

#: Seconds after which the program is stopped. Its work ends long before (`reading.SECONDS`); the rest is for a machine
#: that does much else: what is not read in time is left alone, and an answer of a clerk would be lost.
PATIENCE: Final = 60.0


async def parsed(data: bytes, trusted_host: str, ours: frozenset[str]) -> Read:
    """What a message is, or that it cannot be read; see `bot.mailbox.reading.read`."""
    asked = json.dumps({"trusted_host": trusted_host, "ours": sorted(ours)}).encode()
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.mailbox.reading",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            said, _ = await program.communicate(asked + b"\n" + data)
    except TimeoutError:
        return Nothing("unreadable")
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    return from_json(said.decode(errors="replace")) or Nothing("unreadable")
