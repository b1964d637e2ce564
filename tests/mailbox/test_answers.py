"""A reminder by mail is answered by mail, with the same effect as its buttons; whoever else writes is not heard."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.desk import Desk
from bot.mailbox.hearing import ANSWERED
from bot.mailbox.server import entered
from notifier.marks import Mark, made
from tests.mailbox.imap import USER
from tests.mailbox.scene import Scene, answer, letter, open_scene, words
from tests.mailbox.test_reading import HOSTILE
from tests.notifier.office import CHIEF, CLERK, MAIL

THROUGH_PYMAP = (
    "many fields",
    "a thousand parts",
    "a page of beginnings",
    "lines of spaces",
    "one line",
    "references",
    "noise",
    "half a letter",
    "broken words",
    "a broken subject",
)
TRUSTED = "mx.court.test"
PASSED = f"{TRUSTED}; dmarc=pass header.from=sud.kz"


@pytest.fixture
async def scene(desk: Desk, tmp_path: Path) -> AsyncIterator[Scene]:
    """A court whose clerk has registered a received order."""
    async with open_scene(desk, tmp_path) as scene:
        await scene.office.register()
        yield scene


# --- the words of a reminder -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["seen", "Получено, спасибо!", "көрдім", "OK\n\nАйгуль Сериккызы\nглавный специалист"])
async def test_seen_by_mail_is_seen(scene: Scene, text: str) -> None:
    """In three languages, with a name below."""
    mail = await scene.remind()
    assert "noted that you have seen it" in await scene.answer(mail, text)
    assert all(one.seen_at for one in await scene.office.kept(CLERK))


async def test_done_with_its_day_closes_the_step(scene: Scene) -> None:
    """What was done is asked for where it can be several things, by number; the day is not asked for again."""
    mail = await scene.remind()
    asked = await scene.answer(mail, "готово 12.12.2026")
    assert "What was done?" in asked
    assert "1. " in asked
    assert "Answer with the number." in asked
    assert "Noted in case 12-3." in await scene.answer(scene.sent[-1], "1\n\nС уважением,\nАйгуль\n+7 701 000 00 00")
    events = await scene.office.rows("SELECT kind, day FROM case_events ORDER BY id")
    assert [str(one[1]) for one in events] == ["2026-11-20", "2026-12-12"]
    assert (await scene.office.stages(None)) == []


async def test_done_with_its_day_closes_a_step_that_ends_in_one_way_at_once(desk: Desk, tmp_path: Path) -> None:
    """One mail, and the answer says what was noted."""
    async with open_scene(desk, tmp_path) as scene:
        await scene.office.hears("/register", "4", "20.11.2026", "Germany", "12-4", "skip")
        mail = await _first_mail(scene)
        assert "Noted in case 12-4." in await scene.answer(mail, "орындалды 21.11.2026")
        events = await scene.office.rows("SELECT kind, day FROM case_events ORDER BY id")
        assert ("order-sent", "2026-11-21") in [(kind, str(day)) for kind, day in events]


async def test_done_without_a_day_asks_for_it_and_goes_on(scene: Scene) -> None:
    """A day that lies ahead is asked for too; the form stands in the thread."""
    mail = await scene.remind()
    assert "What was done?" in await scene.answer(mail, "done 12.12.2027")
    asked = await scene.answer(scene.sent[-1], "1")
    assert "On what day" in asked
    assert "Answer with the day" in asked
    assert "Пн" not in asked
    assert "ahead" in await scene.answer(scene.sent[-1], "12.12.2027")
    assert "Noted in case 12-3." in await scene.answer(scene.sent[-1], "12.12.2026")


async def test_later_why_and_hand_over(scene: Scene) -> None:
    """What the other buttons do."""
    mail = await scene.remind()
    assert "Until when?" in await scene.answer(mail, "позже")
    assert "again" in await scene.answer(scene.sent[-1], "2")
    assert "How the date was reached" in await scene.answer(mail, "неге?")
    assert "Who takes the case over?" in await scene.answer(mail, "передать дело")


async def test_what_is_asked_in_the_thread_is_answered_before_a_word_counts_for_the_reminder(scene: Scene) -> None:
    """A reason for closing may be "done"; under the reminder itself it is the reminder's word again."""
    mail = await scene.remind()
    card = await scene.answer(mail, "/case 12-3")
    number = next(line.partition(".")[0] for line in card.splitlines() if "lose the case" in line)
    assert "Why is the case closed?" in await scene.answer(scene.sent[-1], number)
    await scene.answer(scene.sent[-1], "исполнено")
    assert [one[0] for one in await scene.office.rows("SELECT closed IS NOT NULL FROM cases")] == [True]
    assert "12-3" in await scene.answer(mail, "готово 12.12.2026")  # it is closed: the case is shown
    assert await scene.office.rows("SELECT count(*) FROM case_events WHERE kind = 'served'") == [(0,)]


async def test_what_is_due_no_more_is_answered_as_an_old_button(scene: Scene) -> None:
    """The case is somebody else's by now."""
    mail = await scene.remind()
    await scene.office.rows("UPDATE cases SET court_id = 3")
    assert "earlier question" in await scene.answer(mail, "seen")
    assert "earlier question" in await scene.answer(mail, "done 12.12.2026")


# --- the talk --------------------------------------------------------------------------------------------------


async def test_the_answer_stands_in_the_thread_and_says_that_a_program_wrote_it(scene: Scene) -> None:
    """So that mail programs put it there, and no other program answers it; nothing of the mail is repeated."""
    mail = await scene.remind()
    await scene.receive(answer(mail, "why", Message_ID="<abc@client.test>", Subject="Re: напоминание"))
    back = scene.sent[-1]
    assert (back["To"], back["From"], back["Subject"]) == (MAIL, f"Komek <{USER}>", "Re: напоминание")
    assert back["In-Reply-To"] == "<abc@client.test>"
    assert back["References"] == f"{mail['Message-ID']} <abc@client.test>"
    assert back["Auto-Submitted"] == "auto-replied"
    assert "@client" not in words(back)
    assert [part.get_content_type() for part in back.iter_parts()] == ["text/plain", "text/html"]


async def test_any_other_question_is_heard(scene: Scene) -> None:
    """A clerk asks about the law, and begins a form; without a subject there is one all the same."""
    mail = await scene.remind()
    assert "(para 11)" in await scene.answer(mail, "/clause 11", Subject="")
    assert scene.sent[-1]["Subject"] == "Re: Answer from Komek"
    listed = await scene.answer(scene.sent[-1], "my cases")
    assert "12-3" in listed


async def test_another_mail_of_ours_can_be_answered_too(scene: Scene) -> None:
    """The morning's overview tells of no reminder: its answer is the talk's."""
    await scene.office.at("2026-12-21", "11:00")
    await scene.office.rounds.digests.put(scene.office.now)
    await scene.office.rounds.tick()
    digest = next(one for one in scene.sent if "12-3" not in str(one["Subject"]))
    assert "12-3" in await scene.answer(digest, "my cases")
    assert "noted that you have seen" not in await scene.answer(digest, "seen")


async def test_whose_mail_it_is_tells_the_reminder(scene: Scene) -> None:
    """Two share an address: each answers what was theirs, and is nobody else."""
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        chief = await unit.people.known_by("telegram", CHIEF)
        assert chief
        await unit.people.set_reminders(chief.id, None, None, MAIL.upper())
    mail = await scene.remind()
    assert "noted that you have seen it" in await scene.answer(mail, "seen")
    (who,) = (await scene.office.rows("SELECT person_id FROM channels WHERE kind = 'email'"))[0]
    clerk = (await scene.office.kept(CLERK))[0].person
    assert who == clerk
    scene.mailbox.trusted_host = TRUSTED
    # without a reminder it is whoever of the two talks from there
    await scene.receive(letter("my cases", Authentication_Results=PASSED))
    assert "12-3" in scene.said
    await scene.office.rows("DELETE FROM channels WHERE kind = 'email'")
    sent = len(scene.sent)
    await scene.receive(letter("my cases", Authentication_Results=PASSED))
    assert len(scene.sent) == sent


async def test_what_came_back_once_is_tried_again_when_somebody_writes_from_there(scene: Scene) -> None:
    """Somebody is there."""
    mail = await scene.remind()
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        await unit.people.set_gone("email", MAIL, is_gone=True)
    await scene.answer(mail, "seen")
    assert await scene.office.rows("SELECT email_gone_at FROM people WHERE email IS NOT NULL") == [(None,)]


# --- whoever is not heard --------------------------------------------------------------------------------------


async def _left_alone(scene: Scene, message: bytes, reason: str) -> None:
    """Nothing is said, done or kept; the message is marked as seen, and the log has the reason and no more."""
    sent = len(scene.sent)
    with capture_logs() as logs:
        await scene.receive(message)
    assert len(scene.sent) == sent
    assert await scene.inbox() == []
    assert await scene.box.seen() == [True]
    assert scene.mailbox.left_alone == {reason: 1}
    assert MAIL not in str(logs)
    assert not any(one.seen_at for one in await scene.office.kept(CLERK))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"sender": "stranger@evil.test"}, "stranger"),
        ({"In_Reply_To": "", "References": ""}, "stranger"),
        (
            {"In_Reply_To": "<r1.0123456789abcdef.0123456789abcdef0123456789abcdef@sud.kz>", "References": ""},
            "stranger",
        ),
        ({"In_Reply_To": "<guess@sud.kz>", "References": "", "Authentication_Results": PASSED}, "stranger"),
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated (vacation)"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"Return_Path": "<>"}, "automatic"),
        ({"Subject": "Автоответ: я в отпуске"}, "automatic"),
        ({"Subject": "Automatic reply: out"}, "automatic"),
        ({"Subject": "Автоматты жауап"}, "automatic"),
        ({"sender": "MAILER-DAEMON@sud.kz"}, "automatic"),
        ({"Precedence": "bulk"}, "list"),
        ({"List_Id": "<clerks.sud.kz>"}, "list"),
        ({"sender": USER}, "ours"),
        ({"From": ""}, "no sender"),
        ({"From": f"{MAIL}, other@sud.kz"}, "no sender"),
    ],
    ids=str,
)
async def test_who_is_not_known_or_no_person_is_left_alone(scene: Scene, fields: Any, reason: str) -> None:  # noqa: ANN401
    """Neither answered, which would go to somebody who never wrote, nor kept."""
    mail = await scene.remind()
    await _left_alone(scene, answer(mail, "seen", **fields), reason)


async def test_the_mail_of_another_address_does_not_help(scene: Scene) -> None:
    """A mark holds for the address to which it was sent."""
    mail = await scene.remind()
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        chief = await unit.people.known_by("telegram", CHIEF)
        assert chief
        await unit.people.set_reminders(chief.id, None, None, "chief@sud.kz")
    await _left_alone(scene, answer(mail, "seen", sender="chief@sud.kz"), "stranger")


async def test_whoever_was_removed_is_a_stranger(scene: Scene) -> None:
    """At once, and when the mail lay stored."""
    mail = await scene.remind()
    clerk = (await scene.office.kept(CLERK))[0].person
    await scene.box.deliver(answer(mail, "seen"))
    async with entered(scene.box.account()) as session:
        await scene.mailbox._take(session, 101)
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        await unit.people.remove(clerk)
    sent = len(scene.sent)
    await scene.receive(answer(mail, "seen"))
    assert len(scene.sent) == sent
    assert scene.mailbox.left_alone == {"stranger": 1}


async def test_hostile_messages_keep_nobody_waiting(scene: Scene) -> None:
    """All that is in the way is marked as seen and left alone, and the clerk behind it is answered."""
    mail = await scene.remind()
    sent = len(scene.sent)
    # the others are too much for the parser of pymap, which is that of the standard library
    hostile = [HOSTILE[name] for name in THROUGH_PYMAP]
    await scene.receive(*hostile, answer(mail, "seen"))
    assert "noted that you have seen it" in scene.said
    assert len(scene.sent) == sent + 1
    assert await scene.box.seen() == [True] * (len(hostile) + 1)
    assert sum(scene.mailbox.left_alone.values()) == len(hostile)
    assert await scene.inbox() == [(1, None)]


async def test_a_flood_keeps_nobody_waiting(scene: Scene) -> None:
    """What was kept is handled before all of it is fetched."""
    mail = await scene.remind()
    stop = asyncio.Event()
    await scene.box.deliver(answer(mail, "seen"), *[letter("x", sender="stranger@evil.test")] * 20)
    async with entered(scene.box.account()) as session:
        assert await scene.mailbox.fetch(session, stop)
        assert scene.mailbox.left_alone == {"stranger": 20}
        stop.set()
        await scene.box.deliver(answer(mail, "seen"))
        assert await scene.mailbox.fetch(session, stop)
    assert (await scene.box.seen()).count(False) == 1


async def test_an_address_that_was_given_up_opens_nothing(scene: Scene) -> None:
    """Somebody has chosen another one since."""
    mail = await scene.remind()
    clerk = (await scene.office.kept(CLERK))[0].person
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        await unit.people.set_reminders(clerk, None, None, "new@sud.kz")
    await _left_alone(scene, answer(mail, "seen"), "stranger")


async def test_two_senders_are_none(scene: Scene) -> None:
    """Mail programs show one of the two, and servers check the other."""
    mail = await scene.remind()
    await _left_alone(scene, b"From: x@evil.test\r\n" + answer(mail, "seen"), "no sender")


async def test_a_click_in_a_calendar_says_nothing_to_us(scene: Scene) -> None:
    """The first mail brings the day as an invitation; "accept" comes back as a mail."""
    await scene.remind()
    accepted = (
        f"From: {MAIL}\r\nTo: {USER}\r\nSubject: 12-3\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nYes\r\n--x\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--x--\r\n"
    )
    await _left_alone(scene, accepted.encode(), "calendar")


async def test_the_server_that_we_trust_can_vouch_for_a_sender(scene: Scene) -> None:
    """A mail that answers nothing is heard then; what stands below, or of another server, counts not."""
    await scene.remind()
    scene.mailbox.trusted_host = TRUSTED
    await scene.receive(letter("my cases", Authentication_Results=PASSED))
    assert "12-3" in scene.said
    sent = len(scene.sent)
    failed = letter("my cases", Authentication_Results=f"{TRUSTED}; dmarc=fail header.from=sud.kz")
    await scene.receive(
        failed, failed.replace(b"MIME-Version", f"Authentication-Results: {PASSED}\r\nMIME-Version".encode())
    )
    assert len(scene.sent) == sent
    assert scene.mailbox.left_alone == {"stranger": 2}


async def test_one_sender_is_answered_so_often_within_an_hour(scene: Scene) -> None:
    """Two programs that answer each other come to an end; what is written is heard all the same."""
    mail = await scene.remind()
    scene.mailbox.counter.answered.at[MAIL] = [scene.office.now] * ANSWERED
    assert await scene.answer(mail, "seen") == ""
    assert all(one.seen_at for one in await scene.office.kept(CLERK))
    scene.office.now += timedelta(hours=1)
    assert "noted that you have seen it" in await scene.answer(mail, "seen")
    assert len(scene.mailbox.counter.answered.at[MAIL]) == 1


# --- what is stored --------------------------------------------------------------------------------------------


async def test_what_is_handled_is_dropped_and_a_repeat_is_known(scene: Scene) -> None:
    """A message that could not be marked as seen comes again, and nothing happens."""
    mail = await scene.remind()
    await scene.receive(answer(mail, "seen"))
    assert await scene.inbox() == [(1, None)]
    sent = len(scene.sent)
    async with entered(scene.box.account()) as session:
        await scene.mailbox._take(session, 101)
        assert await scene.mailbox.work_off()
    assert len(scene.sent) == sent
    assert len(await scene.inbox()) == 1


async def test_a_mail_that_cannot_be_handled_is_given_up_and_its_writer_told(scene: Scene) -> None:
    """After five times; the mails of others do not wait for it, and a removed writer is told nothing."""
    mail = await scene.remind()
    await scene.office.rows("CREATE TRIGGER broken BEFORE UPDATE ON conversations BEGIN SELECT RAISE(ABORT, 'x'); END")
    sent = len(scene.sent)
    await scene.box.deliver(answer(mail, "why"))
    async with entered(scene.box.account()) as session:
        assert not await scene.mailbox.fetch(session, asyncio.Event())
    for _ in range(3):
        assert not await scene.mailbox.work_off()
    assert len(scene.sent) == sent
    assert await scene.mailbox.work_off()
    assert "could not handle" in scene.said
    assert await scene.inbox() == [(1, None)]


async def test_a_message_that_the_database_refuses_keeps_no_other_waiting(scene: Scene) -> None:
    """It stays unseen in the mailbox for whoever looks into it."""
    mail = await scene.remind()
    await scene.office.rows(
        "CREATE TRIGGER broken BEFORE INSERT ON inbox WHEN NEW.external_id LIKE '%:101' "
        "BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    await scene.box.deliver(answer(mail, "why"), answer(mail, "seen"))
    async with entered(scene.box.account()) as session:
        for _ in range(4):
            with pytest.raises(Exception, match="x"):
                await scene.mailbox.fetch(session, asyncio.Event())
        assert await scene.mailbox.fetch(session, asyncio.Event())
    assert "noted that you have seen it" in scene.said
    assert await scene.box.seen() == [False, True]


# --- reports ---------------------------------------------------------------------------------------------------


def report(mail: Any, status: str, action: str = "failed", to: str = MAIL, original: str = "message/rfc822") -> bytes:  # noqa: ANN401
    """A report that a mail was not delivered."""
    head = f"From: {USER}\r\nTo: {to}\r\nMessage-ID: {mail['Message-ID']}\r\nSubject: x\r\n\r\n"
    return (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {USER}\r\nSubject: Undelivered\r\nAuto-Submitted: auto-replied\r\n"
        "Return-Path: <>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        f"Final-Recipient: rfc822; alias@elsewhere.test\r\nOriginal-Recipient: rfc822;{to}\r\n"
        f"Action: {action}\r\nStatus: {status}\r\n\r\n"
        f"--x\r\nContent-Type: {original}\r\n\r\n{head}\r\n--x--\r\n"
    ).encode()


async def _only_by_mail(scene: Scene) -> Any:  # noqa: ANN401
    """A reminder that reaches the clerk by mail alone."""
    async with scene.office.court.storage.unit(scene.office.now) as unit:
        await unit.people.set_gone("telegram", CLERK, is_gone=True)
    return await scene.remind()


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
async def test_what_comes_back_is_told_to_the_next_who_answers(scene: Scene, original: str) -> None:
    """The address is given up as if it had been refused at once; told twice, it is told once."""
    mail = await _only_by_mail(scene)
    await scene.receive(report(mail, "5.1.1", original=original), report(mail, "5.1.1", original=original))
    assert [
        row[0] for row in await scene.office.rows("SELECT email_gone_at IS NULL FROM people WHERE email <> ''")
    ] == [False]
    scene.office.chat.taken.clear()
    said = await scene.office.round()
    assert said
    assert all(CLERK not in one.partition(":")[0] and "could not be reached" in one for one in said)
    assert await scene.inbox() == [(1, None), (1, None)]


async def test_a_full_mailbox_is_no_lost_address(scene: Scene) -> None:
    """The reminder is passed on; the next one is tried there again."""
    mail = await _only_by_mail(scene)
    await scene.receive(report(mail, "5.2.2"))
    assert await scene.office.rows("SELECT email_gone_at FROM people WHERE email <> ''") == [(None,)]
    assert "could not be reached" in "".join(await scene.office.round())


async def test_who_was_reached_in_a_chat_too_was_reached(scene: Scene) -> None:
    """Nobody else is told; the address is given up all the same."""
    mail = await scene.remind()
    scene.office.chat.taken.clear()
    await scene.receive(report(mail, "5.1.1"))
    assert await scene.office.round() == []
    assert await scene.office.rows("SELECT email_gone_at IS NULL FROM people WHERE email <> ''") == [(0,)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "4.4.1", "action": "delayed"}, "automatic"),
        ({"status": "2.0.0", "action": "delivered"}, "automatic"),
        ({"status": "nonsense"}, "automatic"),
        ({"to": "chief@sud.kz"}, "not ours"),
        ({"mail": {"Message-ID": "<r1.0123456789abcdef.0123456789abcdef0123456789abcdef@sud.kz>"}}, "not ours"),
    ],
    ids=str,
)
async def test_a_report_of_something_else_changes_nothing(scene: Scene, changes: Any, reason: str) -> None:  # noqa: ANN401
    """Anybody can write that somebody is gone: believed is who has the number of what we sent there."""
    mail = await _only_by_mail(scene)
    await scene.receive(report(**({"mail": mail, "status": "5.1.1"} | changes)))
    assert scene.mailbox.left_alone == {reason: 1}
    assert await scene.office.rows("SELECT email_gone_at FROM people WHERE email <> ''") == [(None,)]
    assert await scene.office.round() == scene.office.said


async def test_an_answer_that_comes_back_gives_up_the_address_only(scene: Scene) -> None:
    """It said no reminder."""
    mail = await scene.remind()
    await scene.answer(mail, "seen")
    scene.office.chat.taken.clear()
    await scene.receive(report(scene.sent[-1], "5.1.1"))
    assert await scene.office.rows("SELECT email_gone_at IS NULL FROM people WHERE email <> ''") == [(0,)]
    assert await scene.office.round() == []


async def test_reports_and_answers_on_postgresql(desk: Desk, tmp_path: Path) -> None:
    """The same with the other database."""
    async with open_scene(desk, tmp_path, "postgresql") as scene:
        await scene.office.register()
        mail = await _only_by_mail(scene)
        assert "What was done?" in await scene.answer(mail, "готово 12.12.2026")
        assert "Noted in case 12-3." in await scene.answer(scene.sent[-1], "1")
        await scene.receive(report(mail, "5.1.1"))
        assert await scene.office.rows("SELECT email_gone_at IS NULL FROM people WHERE email <> ''") == [(False,)]
        assert len(await scene.inbox()) == 3


async def _first_mail(scene: Scene) -> Any:  # noqa: ANN401
    """The first reminder that comes by mail."""
    for days in range(1, 40):
        await scene.office.at((date(2026, 11, 24) + timedelta(days=days)).isoformat())
        if scene.sent:
            return scene.sent[0]
    raise AssertionError


def test_marks_of_two_installations_differ() -> None:
    """Two may send as one."""
    assert made("a", MAIL, "key", Mark("reminder", 1)) != made("b", MAIL, "key", Mark("reminder", 1))
