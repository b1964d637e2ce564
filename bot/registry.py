"""A turn with whoever is known by a channel: heard, done and remembered in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.paperwork import Paperwork
from bot.registrar import Registrar
from dialogs.engine import is_in_place, meant, offered, step
from dialogs.memory import kept_form, kept_state, read_form, read_state
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Event, Facts, Reply, State
from dialogs.understand import goes_on
from dialogs.wording import Block, Wording
from knowledge.languages import Language
from knowledge.law import Law
from knowledge.people import Person
from notifier.hours import Hours
from notifier.laws import Laws
from notifier.post import Post
from storage.people import Channel
from storage.seal import Seal
from storage.unit import Storage, Unit


@dataclass(frozen=True)
class Registry:
    """Hears people on every channel; what they told is kept, or nothing of the turn is."""

    storage: Storage
    laws: Laws
    texts: Texts
    now: Callable[[], datetime]
    hours: Hours
    #: The ways by which others are told of what changes.
    post: Post
    default_language: Language = "ru"
    #: The key under which answers that say something of a person are kept; without one they are not asked.
    seal: Seal | None = None
    #: Whether such things may be written in Telegram.
    is_telegram_private: bool = False

    @property
    def law(self) -> Law:
        """The law without the days that were entered."""
        return self.laws.law

    async def hear(self, channel: Channel, address: str, event: Event) -> tuple[Block, ...]:
        """What is said to `event` from this address, once what it asked for is committed."""
        now = self.now()
        async with self.storage.unit(now) as unit:
            return (await (await self.turn(unit, now, channel, address)).said_to(event)).blocks

    async def turn(
        self, unit: Unit, now: datetime, channel: Channel, address: str, known: Person | None = None
    ) -> "Turn":
        """A turn in a transaction that was begun elsewhere, where it may be known already who talks."""
        return Turn(self, await self.laws.of(unit), unit, now, channel, address, known)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in a turn; `offer` is the number of the choices in it."""

    blocks: tuple[Block, ...]
    offer: int
    language: Language
    #: To whom; an invitation may just have been used.
    person: Person | None = None
    #: It takes the place of what was asked before: the next question of a form, another page of a list.
    is_in_place: bool = False


@dataclass(frozen=True)
class Turn:
    """One turn of one talk."""

    registry: Registry
    law: Law
    unit: Unit
    now: datetime
    channel: Channel
    address: str
    known: Person | None = None

    async def said_to(self, event: Event) -> Said:
        """What is said; the talk's new state is kept in the same transaction."""
        state = await self._state()
        person = self.known or await self._person()
        before = await self._with_form(state, person, event) if person else state
        after, says, person = await self._steps(before, event, person)
        after = offered(before, after)
        await self._keep(before, after, person)
        wording = Wording(self.registry.texts, self.law, after.language)
        return Said(blocks(says, wording), after.offer, after.language, person, is_in_place(meant(before, event)))

    @property
    def registrar(self) -> Registrar:
        """Who does what the turn asks for."""
        hours, post = self.registry.hours, self.registry.post
        return Registrar(self.unit, self.law, self.now, hours, post, self.channel, self.address, self._paperwork)

    async def _steps(
        self, state: State, event: Event, person: Person | None
    ) -> tuple[State, tuple[Reply, ...], Person | None]:
        """The turn to its end: what is to be done is done, and what came of it is told, until nothing is to be done."""
        registrar = self.registrar
        done = step(state, event, self._facts(person))
        says = done.says
        while done.deed:
            outcome = await registrar.done(done.deed, person)
            person = person or await self._person()  # an invitation may just have been used
            done = step(done.state, outcome, self._facts(person))
            says += done.says
        return done.state, says, person

    def _facts(self, person: Person | None) -> Facts:
        registry = self.registry
        is_private = registry.seal is not None and (self.channel != "telegram" or registry.is_telegram_private)
        return Facts(self.law, registry.hours.day(self.now), person, is_private=is_private)

    def _paperwork(self, person: Person) -> Paperwork:
        return Paperwork(self.unit, self.registry.texts, self._facts(person), person, self.registry.seal)

    async def _person(self) -> Person | None:
        return await self.unit.people.known_by(self.channel, self.address)

    async def _state(self) -> State:
        kept = await self.unit.conversations.locked(self.channel, self.address)
        return read_state(kept) or State(self.registry.default_language)

    async def _with_form(self, state: State, person: Person, event: Event) -> State:
        """The state with the person's language, and the form as it was left, on whichever channel that was."""
        if person.language and person.language != state.language:
            state = state.but(language=person.language, is_language_fixed=True)
        if state.run:
            run = await self._paperwork(person).run(state.run.id)
            return state.but(run=run, step=state.step if run else "")
        if state.form:
            kept = await self.unit.conversations.run(person.id, state.form.name)
        elif goes_on(event):
            kept = await self.unit.conversations.newest_run(person.id)
        else:
            return state
        form = read_form(kept) if kept else None
        if state.form and form and (form.case, form.person) != (state.form.case, state.form.person):
            form = None  # begun anew for another case on another channel: what is chosen here is not for that one
        return state.but(form=form)

    async def _keep(self, before: State, after: State, person: Person | None) -> None:
        conversations = self.unit.conversations
        await conversations.keep(self.channel, self.address, kept_state(after))
        if person is None:
            return
        if after.run:
            await self._paperwork(person).keep(before.run, after.run)
        if after.is_language_fixed and after.language != person.language:
            await self.unit.people.set_language(person.id, after.language)
        if before.form and (after.form is None or after.form.name != before.form.name):
            await conversations.end_run(person.id, before.form.name)
        if after.form and after.form != before.form:
            await conversations.keep_run(person.id, after.form.name, kept_form(after.form))
