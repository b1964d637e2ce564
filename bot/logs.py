"""The log of the program that stays up: one form for our own lines and for those of the libraries."""

import logging
from typing import Final, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

#: What stands first in a line for whoever reads along.
_FIRST: Final = ("timestamp", "level", "logger", "event")


def set_up_logs(level: str, stream: TextIO) -> None:
    """
    Have every log line written to `stream`: as key=value on a terminal, else as JSON.

    No line holds what people wrote: of a library's line stands only what its author wrote, of an error only its name.

    Args:
        level: From which level on our own lines are written: debug, info, warning or error. A library's are from
            warning on.
        stream: Where they go.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _reduced,
    ]
    form: Processor = (
        structlog.processors.LogfmtRenderer(key_order=_FIRST)
        if stream.isatty()
        else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        ProcessorFormatter(
            # without the arguments of a library's line: they may be somebody's words
            foreign_pre_chain=shared,
            processors=[ProcessorFormatter.remove_processors_meta, form],
            use_get_message=False,
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("komek").setLevel(level.upper())
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda name: logging.getLogger(f"komek.{name}"),
    )


def _reduced(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The line without what may quote people: an error's words and traceback, and what follows the first line."""
    raised = event.pop("exc_info", None)
    if isinstance(raised, tuple) and raised[0]:
        event["fault"] = raised[0].__name__
    event.pop("stack_info", None)
    event["event"] = str(event["event"]).partition("\n")[0]
    return event
