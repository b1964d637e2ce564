"""
The tables. Private to this room: other rooms see dataclasses.

Moments are microseconds since 1970 in UTC, the same whole number in every database; days are dates.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    # named, so that a migration can drop them on SQLite too
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of(table: str, name: str, *, required: bool = True) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id"), nullable=not required)


def _moment(name: str, *, required: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=not required)


installation = Table(
    "installation",
    metadata,
    _number(),
    # which installation this is: what other programs keep of it is told apart by this
    Column("name", String(36), nullable=False, unique=True),
)

courts = Table(
    "courts",
    metadata,
    _number(),
    Column("name", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),  # court or department
    Column("region", String(100), nullable=False),
    # the days before the due day on which its people are reminded, "14 7 3 1"; the usual ones without
    Column("reminder_days", String(60)),
)

people = Table(
    "people",
    metadata,
    _number(),
    _of("courts", "court_id"),
    Column("name", String(200), nullable=False),
    Column("email", String(254)),
    # since when nobody is reached there
    _moment("email_gone_at"),
    Column("reminder_days", String(60)),
    # whether the last day before and the due day are reminded to the deputy instead
    Column("last_to_deputy", Boolean, nullable=False, server_default=false()),
    Column("role", String(20), nullable=False),
    Column("language", String(2)),
    # deferred: a copy of the table writes people before their deputies
    Column("deputy_id", ForeignKey("people.id", deferrable=True, initially="DEFERRED")),
    _moment("removed_at"),
    Index(None, "court_id"),
)

channels = Table(
    "channels",
    metadata,
    _number(),
    _of("people", "person_id"),
    Column("kind", String(20), nullable=False),  # telegram, email, terminal
    Column("address", String(254), nullable=False),
    _moment("gone_at"),
    UniqueConstraint("kind", "address"),
    Index(None, "person_id"),
)

invitations = Table(
    "invitations",
    metadata,
    _number(),
    _of("people", "person_id"),
    Column("code_hash", String(64), nullable=False, unique=True),
    _moment("expires_at", required=True),
    _moment("used_at"),
)

conversations = Table(
    "conversations",
    metadata,
    _number(),
    Column("channel", String(20), nullable=False),
    Column("address", String(254), nullable=False),
    Column("state", Text, nullable=False),
    _moment("updated_at", required=True),
    UniqueConstraint("channel", "address"),
)

runs = Table(
    "runs",
    metadata,
    _number(),
    _of("people", "person_id"),
    Column("name", String(50), nullable=False),
    _of("cases", "case_id", required=False),
    Column("answers", Text, nullable=False),
    _moment("updated_at", required=True),
    _moment("ended_at"),
    # one form of a name stands open for a person at a time
    Index("uq_runs_open", "person_id", "name", unique=True, sqlite_where=text("ended_at IS NULL"),
          postgresql_where=text("ended_at IS NULL")),
)  # fmt: skip

# walks through checklists; their case stays the court's when they are dropped
checklist_runs = Table(
    "checklist_runs",
    metadata,
    _number(),
    _of("people", "person_id"),
    Column("checklist", String(50), nullable=False),
    _of("cases", "case_id", required=False),
    Column("version", Integer, nullable=False),
    _moment("began_at", required=True),
    _moment("updated_at", required=True),
    Index(None, "person_id", "updated_at"),
    Index(None, "case_id"),
)

run_answers = Table(
    "run_answers",
    metadata,
    _number(),
    _of("checklist_runs", "run_id"),
    Column("question", String(60), nullable=False),
    # behind a sign that tells whether it is sealed; null when the question is open again
    Column("value", Text),
    # the answer from which papers were drafted last
    Column("drafted", Text),
    UniqueConstraint("run_id", "question"),
)

# what a court answered to questions about itself
court_answers = Table(
    "court_answers",
    metadata,
    _number(),
    _of("courts", "court_id"),
    Column("question", String(60), nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("court_id", "question"),
)

# a court's own forms of papers; the newest that is not withdrawn counts
own_forms = Table(
    "own_forms",
    metadata,
    _number(),
    _of("courts", "court_id"),
    Column("form", String(60), nullable=False),
    Column("language", String(5), nullable=False),
    Column("document", LargeBinary, nullable=False),
    _of("people", "entered_by", required=False),
    _moment("entered_at", required=True),
    _moment("withdrawn_at"),
    Index(None, "court_id", "form", "language"),
)

cases = Table(
    "cases",
    metadata,
    _number(),
    _of("courts", "court_id"),
    Column("number", String(60), nullable=False),
    # the number folded, since the databases fold Latin letters only or what their locale knows
    Column("number_key", String(180), nullable=False),
    # of a number in our own form: the year times a million, and the number in its row
    Column("serial", BigInteger),
    Column("kind", String(30), nullable=False),
    Column("state", String(2), nullable=False),
    Column("basis", String(300), nullable=False),
    _of("people", "owner_id"),
    _of("people", "deputy_id", required=False),
    _of("people", "judge_id", required=False),
    _of("courts", "department_id", required=False),
    Column("opened", Date, nullable=False),
    Column("closed", Date),
    Column("terms", Text, nullable=False),
    Column("next_due", Date),  # what the lists sort by; always that of the deadlines that run
    UniqueConstraint("court_id", "number_key"),
    Index(None, "department_id", "number_key"),
    Index(None, "court_id", "serial"),
    Index(None, "court_id", "closed", "next_due", "id"),
    # with the court, or SQLite would rather look through all of its cases
    Index(None, "owner_id", "court_id", "closed", "next_due", "id"),
    Index(None, "deputy_id", "court_id", "closed", "next_due", "id"),
    Index(None, "judge_id", "court_id", "closed", "next_due", "id"),
    Index(None, "department_id", "closed", "next_due", "id"),
)

case_events = Table(
    "case_events",
    metadata,
    _number(),
    _of("cases", "case_id"),
    # the first entry of what is told here again; its own number for the first
    Column("event_id", Integer),
    Column("kind", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("reason", String(500), nullable=False),
    _of("people", "entered_by"),
    _moment("entered_at", required=True),
    Column("is_current", Boolean, nullable=False),
    Index(None, "case_id", "is_current"),
)

deadlines = Table(
    "deadlines",
    metadata,
    _number(),
    _of("cases", "case_id"),
    Column("limit_key", String(40), nullable=False),
    Column("event_id", Integer, nullable=False),
    Column("start", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("trace", Text, nullable=False),
    Column("calendar_version", String(200), nullable=False),
    Column("ended", Date),
    Column("reason", String(500), nullable=False),  # why it took the place of the one before
    _moment("counted_at", required=True),
    _moment("replaced_at"),
    Index(None, "case_id", "replaced_at"),
)

calendar_entries = Table(
    "calendar_entries",
    metadata,
    _number(),
    Column("off", Date),
    Column("worked", Date),
    Column("act", String(500), nullable=False),
    _of("people", "entered_by", required=False),
    _moment("entered_at", required=True),
)

audit = Table(
    "audit",
    metadata,
    _number(),
    _moment("at", required=True),
    _of("people", "person_id", required=False),
    _of("courts", "court_id", required=False),
    Column("deed", String(40), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "court_id", "id"),
)

inbox = Table(
    "inbox",
    metadata,
    _number(),
    Column("source", String(100), nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("conversation", String(254), nullable=False),
    Column("content", Text),  # dropped when it is handled
    _moment("received_at", required=True),
    _moment("handled_at"),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("source", "external_id"),
    Index("ix_inbox_open", "source", "conversation", "id", sqlite_where=text("handled_at IS NULL"),
          postgresql_where=text("handled_at IS NULL")),
    Index("ix_inbox_handled", "handled_at"),
)  # fmt: skip

reminders = Table(
    "reminders",
    metadata,
    _number(),
    _of("cases", "case_id"),
    Column("limit_key", String(40), nullable=False),
    Column("event_id", Integer, nullable=False),
    Column("stage", String(30), nullable=False),
    _of("people", "person_id"),
    Column("due", Date, nullable=False),
    # when it is planned for, and when it is due: later when it was put off
    _moment("at", required=True),
    _moment("next_at", required=True),
    Column("attempts", Integer, nullable=False),
    _moment("done_at"),
    Column("outcome", String(20)),
    # the first of those that were said in one message
    Column("said_with", Integer),
    _moment("seen_at"),
    UniqueConstraint("case_id", "limit_key", "event_id", "stage", "person_id", "due"),
    Index("ix_reminders_due", "next_at", sqlite_where=text("done_at IS NULL"),
          postgresql_where=text("done_at IS NULL")),
    Index("ix_reminders_person", "person_id", "case_id"),
    Index("ix_reminders_said", "said_with"),
)  # fmt: skip

outbox = Table(
    "outbox",
    metadata,
    _number(),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),  # reply, reminder, digest, notice or calendar
    Column("channel", String(20), nullable=False),
    Column("address", String(254), nullable=False),
    Column("content", Text),  # dropped when it is sent
    # when it is due, or when the claim of whoever sends it lapses
    _moment("next_at", required=True),
    Column("lease", String(32)),
    Column("attempts", Integer, nullable=False),
    _moment("done_at"),
    Column("outcome", String(20)),
    # without foreign keys: what was said stays known when the rest is gone
    Column("person_id", Integer),
    Column("case_id", Integer),
    Column("reminder_id", Integer),
    _moment("failing_since"),
    Index("ix_outbox_reminder", "reminder_id"),
    Index(
        "ix_outbox_address",
        "channel",
        "address",
        "id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    Index("ix_outbox_case", "case_id", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")),
    Index("ix_outbox_due", "next_at", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")),
)
