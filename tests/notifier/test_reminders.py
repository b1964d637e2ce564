"""Reminders from the commit that plans them to the answer, with the time moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from icalendar import Calendar

from bot.desk import Desk
from bot.office import LATE
from knowledge.calendar import Entry, Reason
from notifier.delivery import Gone, Later, Refused
from notifier.recount import Counted
from tests.databases import Kind
from tests.notifier.office import ADMINISTRATOR, CHIEF, CLERK, JUDGE, MAIL, Office, open_office


@pytest.fixture(params=get_args(Kind))
async def office(desk: Desk, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    """A court in which a received order was registered on 20 November 2026, due on Monday, 21 December."""
    async with open_office(desk, tmp_path, kind=request.param) as opened:
        assert "Monday, 21 December 2026" in await opened.register()
        yield opened


DUE = "Case 12-3: due Monday, 21 December 2026 — executing a foreign order, one month (para 11)."
TODAY = DUE.replace("due Monday", "due TODAY, Monday")


async def test_a_case_reminds_its_clerk_by_chat_and_by_mail(office: Office) -> None:
    """At the opening of the planned days, nothing in between; the first mail brings the day for the calendar."""
    assert await office.at("2026-12-07", "08:59") == []
    assert await office.at("2026-12-07") == [f"{CLERK}: <b>{DUE}</b>"]
    (mail,) = office.mails
    assert mail.subject == DUE
    assert mail.calendar
    (event,) = Calendar.from_ical(mail.calendar.text).events
    assert (event.start, mail.calendar.method) == (date(2026, 12, 21), "REQUEST")
    assert "open the chat" in mail.blocks[-1].text
    assert await office.at("2026-12-07", "09:01") == []
    assert await office.at("2026-12-09") == [f"{CLERK}: <b>{DUE}</b>"]
    assert [mail.calendar for mail in office.mails] == [None]


async def test_what_matters_stands_in_the_first_line(office: Office) -> None:
    """The case, what, by when with its weekday, the days left and the clause within 200 characters."""
    await office.at("2026-12-15")
    text = office.chat.taken[0][1]
    assert "6 calendar days left, 3 working days." in text
    assert len(DUE) + len("6 calendar days left, 3 working days.") < 200


async def test_what_nobody_answers_goes_to_the_head(office: Office) -> None:
    """Four working hours after the third day before, at noon of the last, and when it is late."""
    await office.at("2026-12-15")
    unanswered = DUE.replace("12-3: due", "12-3, not answered by Айгуль: due")
    assert await office.at("2026-12-15", "12:59") == []
    assert await office.at("2026-12-15", "13:00") == [f"{CHIEF}: <b>{unanswered}</b>"]
    await office.at("2026-12-18")
    assert await office.at("2026-12-18", "12:00") == [f"{CHIEF}: <b>{unanswered}</b>"]
    for clock in ("09:00", "14:30", "17:00"):
        assert await office.at("2026-12-21", clock) == [f"{CLERK}: <b>{TODAY}</b>"]
    late = DUE.replace("due", "OVERDUE, was due")
    for day in ("2026-12-22", "2026-12-28", "2027-01-05"):  # the Monday after New Year is off
        assert sorted(await office.at(day)) == [f"{CLERK}: <b>{late}</b>", f"{CHIEF}: <b>{late}</b>"]


async def test_seen_stops_the_escalation_of_that_day_only(office: Office) -> None:
    """Whoever answered is not reported; the next day's silence is."""
    await office.at("2026-12-15")
    assert "noted that you have seen it" in await office.answer("seen")
    assert await office.at("2026-12-15", "13:00") == []
    await office.at("2026-12-18")
    assert len(await office.at("2026-12-18", "12:00")) == 1


async def test_done_asks_for_the_day_and_ends_everything(office: Office) -> None:
    """The step is closed by the event that ends the limit; no reminder comes after, and calendars drop the day."""
    await office.at("2026-12-15")
    assert "documents served" in await office.answer("done")
    assert "On what day" in await office.hear("1")
    assert "Noted in case 12-3." in await office.hear("15.12.2026")
    office.mail.taken.clear()
    await office.round()
    assert [mail.calendar.method for mail in office.mails if mail.calendar] == ["CANCEL"]
    for day in ("2026-12-18", "2026-12-21", "2026-12-22"):
        assert await office.at(day) == []
    assert await office.stages(None) == []


async def test_snooze_never_passes_the_due_day(office: Office) -> None:
    """In a day, on the next working morning, on a day that is written; what is too late is refused with the reason."""
    await office.at("2026-12-15")
    assert "Until when?" in await office.answer("snooze")
    assert "is not ahead" in await office.hear("15.12.2026")
    assert "after the due day, Monday, 21 December 2026" in await office.hear("22.12.2026")
    await office.answer("snooze")
    assert "again on 17 December 2026, 09:00" in await office.hear("17.12.2026")
    again = DUE.replace("12-3: due", "12-3, again as you asked: due")
    assert await office.at("2026-12-17") == [f"{CLERK}: <b>{again}</b>"]
    await office.answer("snooze")
    assert "18 December 2026, 09:00" in await office.hear("1")
    await office.answer("snooze")
    assert "18 December 2026, 09:00" in await office.hear("2")
    assert (await office.at("2026-12-18")) == [f"{CLERK}: <b>{again}</b>"]


async def test_why_and_hand_over_stand_under_a_reminder(office: Office) -> None:
    """The steps of the date; and whoever takes the case over gets the reminders to come."""
    await office.at("2026-12-09")
    assert "How the date was reached" in await office.answer("why")
    assert "Who takes the case over?" in await office.answer("hand-over")
    await office.take("Бекова (judge)")
    assert await office.at("2026-12-15") == [f"{JUDGE}: <b>{DUE}</b>"]


async def test_a_reminder_of_somebody_else_cannot_be_answered(office: Office) -> None:
    """Nor one that there is not, nor that of a case in another court; an answer to a closed case shows the case."""
    await office.at("2026-12-09")
    (kept,) = (await office.kept(CLERK))[-1:]
    for account, number in ((CHIEF, kept.id), (CLERK, 9_999)):
        assert "earlier question" in await office.answer("seen", account, number)
    await office.hear("/case 12-3")
    assert "Why is the case closed?" in await office.take("Close the case")
    await office.hear("done")
    assert "Closed on" in await office.answer("done", reminder=kept.id)


async def test_a_date_that_moves_takes_its_reminders_along(office: Office) -> None:
    """The old ones are withdrawn, others who were told hear of it, calendars follow; moved back, all come again."""
    await office.hear("/case 12-3")
    await office.take("Name the judge")
    await office.take("Бекова (judge)")
    before = await office.stages(None)
    await office.at("2026-12-15")
    said = await office.hears("/case 12-3", "2", "1", "23.11.2026", "misread")
    assert "now Wednesday, 23 December 2026" in said
    told = "Case 12-3: executing a foreign order, one month (para 11) — was Monday, 21 December 2026, now Wednesday, 23"
    office.chat.taken.clear()
    office.mail.taken.clear()
    assert [line.startswith(f"{JUDGE}: <b>{told}") for line in await office.round()] == [True]
    (mail,) = office.mails
    assert mail.calendar
    (event,) = Calendar.from_ical(mail.calendar.text).events
    assert event.start == date(2026, 12, 23)
    assert not [stage for stage in await office.stages(None) if "2026-12-21" in stage]
    await office.hears("/case 12-3", "2", "1", "20.11.2026", "read rightly")
    left = [stage for stage in before if "before-1 " in stage or "today" in stage or "overdue" in stage]
    assert [stage for stage in await office.stages(None) if stage in left] == left


async def test_three_limits_of_one_case_are_one_message(office: Office) -> None:
    """A case with several dates on one day speaks once."""
    await office.hears("/case 12-3", "1", "3", "23.11.2026")
    await office.hears("/case 12-3", "1", "4", "24.11.2026")
    said = await office.at("2026-11-27")
    assert sorted(line.partition(":")[0] for line in said) == [CLERK, CHIEF]


async def test_a_date_that_moves_takes_nothing_of_what_was_said_beside_it(office: Office) -> None:
    """A message is tried in vain when one of its dates moves: the other date is said anew, and everybody else on."""
    await office.hears("/case 12-3", "1", "3", "23.11.2026")
    office.chat.results = {CLERK: Later(timedelta(minutes=1))}
    office.mail.results = {MAIL: Later(timedelta(minutes=1))}
    await office.at("2026-12-07")
    said = await office.hears("/case 12-3", "2", "1", "23.11.2026", "misread")
    assert "was Monday, 21 December 2026, now Wednesday, 23 December 2026" in said
    office.chat.results, office.mail.results = {}, {}
    late = "Case 12-3: OVERDUE, was due Monday, 30 November 2026 — forwarding to the court with jurisdiction"
    assert [line.startswith(f"{CLERK}: <b>{late}") for line in await office.at("2026-12-07", "09:01")] == [True]
    assert late in {mail.subject[: len(late)] for mail in office.mails}
    assert await office.at("2026-12-07", "09:02") == []


async def test_what_cannot_be_delivered_goes_to_the_next_who_answers(office: Office) -> None:
    """Chat and mail refuse: within a quarter of an hour the deputy, the head or the administrator is told."""
    office.chat.results = {CLERK: Gone()}
    office.mail.results = {MAIL: Refused()}
    failed = DUE.replace("12-3: due", "12-3, Айгуль could not be reached: due")
    assert await office.at("2026-12-09") == [f"{CHIEF}: <b>{failed}</b>"]
    page = await office.hear("/case 12-3", CHIEF)
    assert "12-3" in page
    # the chat is gone and the mail refused it once: the next one is tried by mail alone
    office.mail.results = {}
    await office.at("2026-12-15")
    assert [mail.subject for mail in office.mails] == [DUE]


async def test_two_channels_that_fail_at_once_pass_the_reminder_on(office: Office) -> None:
    """Neither may take the other for still waiting: then nobody would be told."""
    for number in range(5):
        await office.register(number=f"more-{number}")
    office.chat.results, office.mail.results = {CLERK: Refused()}, {MAIL: Refused()}
    office.now += timedelta(days=15)
    claimed = await office.rounds.saying.said(office.now)
    assert len(claimed) == 12
    office.chat.meeting = office.mail.meeting = asyncio.Barrier(2)
    await office.rounds.delivery.deliver(claimed)
    rows = await office.rows("SELECT case_id FROM reminders WHERE stage = 'failed-1'")
    assert sorted(rows) == [(case,) for case in range(1, 7)]


async def test_a_channel_that_fails_for_long_is_reported_and_tried_on(office: Office) -> None:
    """Neither lost nor silent: the head hears of it, and the clerk gets it when the network is back."""
    office.chat.results = {CLERK: Later()}
    office.mail.results = {MAIL: Later()}
    assert await office.at("2026-12-09") == []
    for minute in range(1, 16):
        await office.at("2026-12-09", f"09:{minute:02}")
    assert [one.stage for one in await office.kept(CHIEF)] == ["failed-1"]
    office.chat.results, office.mail.results = {}, {}
    assert await office.at("2026-12-09", "11:00") == [f"{CLERK}: <b>{DUE}</b>"]
    assert len(office.mails) == 1


async def test_what_was_never_taken_is_given_up_after_days(office: Office) -> None:
    """Five days of failures end in the log, not in silence."""
    office.chat.results = {CLERK: Later(timedelta(days=6))}
    await office.at("2026-12-09")
    await office.at("2026-12-15")
    rows = await office.rows("SELECT outcome FROM outbox WHERE channel = 'telegram' AND kind = 'reminder'")
    assert ("given up",) in rows


async def test_when_nobody_is_reached_the_log_says_so(office: Office) -> None:
    """The chain ends with the administrators; each was tried."""
    office.chat.results = dict.fromkeys((CLERK, CHIEF, ADMINISTRATOR, JUDGE), Gone())
    office.mail.results = {MAIL: Gone()}
    await office.at("2026-12-09")
    failed = [one for one in await office.kept() if one.stage.startswith("failed-")]
    assert [one.outcome for one in failed] == ["said", "said"]
    await office.at("2026-12-15")  # no address is left to anybody
    assert [one.outcome for one in await office.kept() if one.stage == "before-3"] == ["unreachable"]


async def test_after_days_of_downtime_everything_comes_once(office: Office) -> None:
    """Three days: one message for the case with what is true now, by each channel."""
    await office.at("2026-12-04")
    office.open()
    unanswered = DUE.replace("12-3: due", "12-3, not answered by Айгуль: due")
    assert sorted(await office.at("2026-12-21", "10:00")) == [
        f"{CLERK}: <b>{TODAY}</b>",
        f"{CHIEF}: <b>{unanswered}</b>",
    ]
    assert len(office.mails) == 1


async def test_the_audit_finds_nothing_missing_and_mends_what_is(office: Office) -> None:
    """A plan that somebody damaged is made whole, and counted."""
    assert await office.rounds.follow() == Counted(1, 0, 0)
    assert await office.rounds.follow() is None
    await office.rows("DELETE FROM reminders WHERE stage = 'before-3'")
    assert await office.rounds.recount.done(office.now) == Counted(1, 0, 1)
    assert await office.at("2026-12-15") == [f"{CLERK}: <b>{DUE}</b>"]


async def test_a_moved_day_moves_the_dates_and_each_owner_is_told_once(office: Office) -> None:
    """Entered in chat by the administrator, previewed, confirmed; dates, reminders and calendars follow."""
    await office.rounds.follow()
    assert "Which day is off?" in await office.hear("/days", ADMINISTRATOR)
    await office.hear("21.12.2026", ADMINISTRATOR)
    await office.hear("skip", ADMINISTRATOR)
    assert "One date of one case moves" in await office.hear("Order No. 1 of 1 December 2026", ADMINISTRATOR)
    assert "Entered." in await office.hear("1", ADMINISTRATOR)
    assert await office.rounds.follow() == Counted(1, 1, 0)
    assert await office.round() == [f"{CLERK}: Days of the calendar were moved, and dates of your cases with them"]
    assert "now Tuesday, 22 December 2026" in office.chat.taken[-1][1]
    assert f"{CLERK}: <b>{TODAY.replace('Monday, 21', 'Tuesday, 22')}</b>" in await office.at("2026-12-22")


async def test_days_need_a_day_and_a_right(office: Office) -> None:
    """Nothing named is nothing entered; a clerk enters none; a moved pair and a worked day are entered too."""
    assert "does not do this" in await office.hear("/days")
    await office.hears("/days", "skip", "skip", account=ADMINISTRATOR)
    assert "No day was named" in await office.hear("Order", ADMINISTRATOR)
    for off, worked in (("21.12.2026", "26.12.2026"), ("skip", "19.12.2026")):
        await office.hears("/days", off, worked, account=ADMINISTRATOR)
        await office.hear("Order No. 2", ADMINISTRATOR)
        assert "Entered." in await office.hear("1", ADMINISTRATOR)
    async with office.court.storage.unit(office.now) as unit:
        entries = {entry.day: entry.reason.kind for entry in await unit.calendar.all()}
        assert await unit.calendar.has_year(2026)
        assert not await unit.calendar.has_year(2027)
    assert entries == {
        date(2026, 12, 21): "moved-off", date(2026, 12, 26): "worked", date(2026, 12, 19): "entered-work",
    }  # fmt: skip
    assert Entry(date(2026, 12, 19), Reason("entered-work", act="Order No. 2")).day in entries


async def test_people_choose_when_they_are_reminded(office: Office) -> None:
    """Days of one's own or the court's; the last day and the due day stay, unless a deputy has them."""
    assert "the usual days" in await office.hear("/reminders")
    said = await office.hears("1", "no numbers")
    assert "whole numbers" in said
    said = await office.hears("10 2", "skip", "other@sud.kz")
    assert "10 2 1 days before" in said
    assert "other@sud.kz" in said
    assert [stage.split()[1] for stage in await office.stages(None) if stage.startswith("1 before")] == [
        "before-10", "before-2", "before-1",
    ]  # fmt: skip
    said = await office.hears("/reminders", "1", "1", "1", "skip")
    assert "the usual days" in said
    assert "does not do this" in await office.hear("/people")
    await office.hear("/reminders", CHIEF)
    await office.hear("2", CHIEF)
    assert "5 1 days before, as your court chose" in await office.hear("5", CHIEF)
    assert [stage.split()[1] for stage in await office.stages(None) if stage.startswith("1 before")] == [
        "before-5", "before-1",
    ]  # fmt: skip


async def test_the_last_days_can_be_the_deputys(office: Office) -> None:
    """Moved, not switched off."""
    await office.hear("/case 12-3")
    await office.take("Name a deputy")
    await office.take("Бекова (judge)")
    said = await office.hears("/reminders", "1", "skip", "2", "skip")
    assert "your deputy" in said
    last = [stage for stage in await office.stages(None) if "before-1 " in stage or "today-1" in stage]
    assert {stage.split()[0] for stage in last} == {"2"}


async def test_a_case_shows_what_is_planned_and_what_became_of_it(office: Office) -> None:
    """Planned, sent, seen; for whoever may see the case."""
    await office.at("2026-12-07")
    await office.hear("/case 12-3")
    page = await office.take("Reminders")
    assert "7 December 2026, 09:00 — Айгуль: executing a foreign order, one month (para 11) (sent)" in page
    assert "(planned)" in page
    await office.answer("seen")
    await office.hear("/case 12-3")
    assert "(seen)" in await office.take("Reminders")
    office.chat.results, office.mail.results = {CLERK: Gone()}, {MAIL: Gone()}
    await office.at("2026-12-09")
    await office.hear("/case 12-3")
    assert "(not delivered)" in await office.take("Reminders")


async def test_the_morning_has_an_overview_and_the_week_begins_with_a_line(office: Office) -> None:
    """What is due, what was not answered; nothing to say is said on Mondays only; the head hears of the court."""
    await office.at("2026-12-15", "09:05")
    await office.rounds.day()
    said = await office.round()
    assert f"{CLERK}: Your cases on Tuesday, 15 December 2026" in said
    assert not [line for line in said if line.startswith((JUDGE, CHIEF))]
    await office.rounds.day()
    assert await office.round() == said
    await office.at("2026-12-14", "09:06")
    office.open()
    await office.rounds.day()
    said = await office.round()
    assert f"{JUDGE}: Your cases on Monday, 14 December 2026" in said
    assert any(line.startswith(f"{CHIEF}: The court") for line in said)
    assert any(line.startswith(f"{ADMINISTRATOR}: Next year") for line in said)
    await office.at("2026-12-20", "09:06")
    before = await office.round()
    office.open()
    await office.rounds.day()
    assert await office.round() == before  # a Sunday


async def test_whoever_leaves_is_not_reminded_and_the_head_is(office: Office) -> None:
    """A removed owner's reminders go to those who lead the court, in the same commit."""
    await office.hear("/people", ADMINISTRATOR)
    await office.take("Айгуль (clerk)", ADMINISTRATOR)
    await office.take("Remove", ADMINISTRATOR)
    assert "let in no more" in await office.take("Yes, remove", ADMINISTRATOR)
    said = await office.at("2026-12-15")
    assert [line.partition(":")[0] for line in said] == [CHIEF]


async def test_what_failed_is_listed_and_can_be_tried_again(office: Office) -> None:
    """What is late, what was refused with its words kept; what was sent is not sent again."""
    office.mail.results = {MAIL: Refused()}
    office.chat.results = {CLERK: Later(timedelta(minutes=30))}
    await office.at("2026-12-09")
    await office.at("2026-12-09", "09:20")
    async with office.court.storage.unit(office.now) as unit:
        found = {one.channel: (one.outcome, one.person, one.case) for one in await unit.outbox.troubled(LATE)}
        numbers = {one.channel: one.id for one in await unit.outbox.troubled(LATE)}
        assert await unit.reminders.late(LATE) == 0
        assert found == {"email": ("refused", 1, 1), "telegram": (None, 1, 1)}
        assert await unit.outbox.try_again(numbers["email"])
        assert not await unit.outbox.try_again(9_999)
    office.mail.results = {}
    office.mail.taken.clear()
    await office.round()
    assert [mail.subject for mail in office.mails] == [DUE]
    async with office.court.storage.unit(office.now) as unit:
        assert not await unit.outbox.try_again(numbers["email"])
