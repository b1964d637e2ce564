"""What a talk remembers, as text: the closed sets of `turns` to JSON and back."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Final, get_args

from dialogs.caseturns import Form
from dialogs.checklistturns import Run
from dialogs.turns import Event, Offer, State
from knowledge.finding.references import Named
from knowledge.limits import Override

#: Bare names would clash with what people write; nothing else in a state has such a key.
_KIND: Final = "_"


def _members(union: object) -> set[type]:
    """The classes of a union, of unions in it too."""
    return {one for part in get_args(union) for one in (_members(part) or {part})}


_KINDS: Final[Mapping[str, type]] = {
    kind.__name__: kind
    for kind in sorted({*_members(Event), State, Offer, Form, Run, Named, Override}, key=lambda k: k.__name__)
}


def kept_state(state: State) -> str:
    """The state as JSON; of a walk through a checklist only which one it is, since its answers lie elsewhere."""
    if state.run:
        state = state.but(run=Run(state.run.checklist, state.run.id))
    return json.dumps(_out(state), ensure_ascii=False, separators=(",", ":"))


def read_state(text: str) -> State | None:
    """The state that was kept; None for what an earlier release kept in a way that is no longer read."""
    state = _read(text)
    return state if isinstance(state, State) else None


def kept_form(form: Form) -> str:
    """A form with its answers as JSON."""
    return json.dumps(_out(form), ensure_ascii=False, separators=(",", ":"))


def read_form(text: str) -> Form | None:
    """The form that was kept; None for what is no longer read."""
    form = _read(text)
    return form if isinstance(form, Form) else None


def _read(text: str) -> object:
    try:
        return _back(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _out(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        usual = {field.name: field.default for field in fields(value)}
        return {_KIND: type(value).__name__, **{k: _out(one) for k, one in said.items() if one != usual[k]}}
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    return {_KIND: "date", "iso": value.isoformat()} if isinstance(value, date) else value


def _back(value: object) -> object:
    if isinstance(value, list):
        return tuple(_back(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = value.pop(_KIND)
    if kind == "date":
        return date.fromisoformat(value["iso"])
    return _KINDS[kind](**{name: _back(one) for name, one in value.items()})
