# What Komek says in English. Names are the same in en.ftl, ru.ftl and kk.ftl; values are the same too.

welcome = Komek: the Instruction on legal assistance between the courts of Kazakhstan and foreign courts.
    Ask in your own words, name a clause (22.4), or write when the papers came. /help shows what I can do.
    Спросите по-русски – отвечу по-русски. Қазақша сұрасаңыз, қазақша жауап беремін.
examples = For example:
    — how long do we have to execute a foreign court's order?
    — received 31.01.2026, when is it due?
    — /clause 22.4
help-count = /due — count a time limit
help = Ask about the Instruction in English, Russian or Kazakh, in your own words.
    /clause 22.4 — the words of a clause; "22-25" and "chapter 2" work too
    received 31.01.2026, when is it due? — a date, with every step of how it was reached
    why? — how the last date was reached
    /calendar 2026 — days off and worked weekends
    /lang en | ru | kk — language;  /cancel — drop what was begun;  /quit — leave
    A number takes the next step that stands beside it.
cancelled = Dropped. Nothing is being asked now.
not-known-yet = Then the date has to wait. Come back when you know the day.
which-language = Which language? /lang en — English, /lang ru — русский, /lang kk — қазақша
language-chosen = English from now on.
no-such-year = I can show the calendar of the years { $first } to { $last }.
no-such-choice = { $last ->
    [0] There is nothing to choose from just now.
   *[other] Take a number from 1 to { $last }.
  }
no-such-command = There is no command { $written }.
too-long = That is too long for me: write at most { $longest } characters.
nothing-written = Nothing was written. Ask a question, or /help.
nothing-asked = I have not asked anything that takes yes or no.
no-such-day = There is no such day in the calendar: { $written }. Write it like 31.01.2026.

# --- the act

name-clause = { $sub ->
    [none] para { $number }
   *[other] para { $number }({ $sub })
  }
name-item = { $sub ->
    [none] item { $number } of the Order
   *[other] item { $number }({ $sub }) of the Order
  }
name-order-head = the approving Order
name-order-preamble = preamble of the Order
source = { $part ->
    [0] — { $clause }. { $label }.
   *[other] — { $clause }, part { $part }. { $label }.
  }
official-text = The official Kazakh and Russian texts govern: Adilet, { $register }, { $url }
restated = As worded by Order No. { $number } of { $adopted }.
amended = As amended by Order No. { $number } of { $adopted }.
article = Points to: { $code }, Art. { $article } ({ $checked ->
    [unknown] its wording was not checked by us
   *[other] checked { $checked }
  }).
paragraph-of = Points to: { $code }, para { $article } ({ $checked ->
    [unknown] its wording was not checked by us
   *[other] checked { $checked }
  }).
treaty-may-differ = A ratified international treaty may provide otherwise (para 4): check the treaty with that state.
no-limit = The Instruction sets no time limit for this ({ $clause }).
several-clauses = These clauses; take a number to read one:
no-such-paragraph = There is no paragraph { $written }: the Instruction has { $last } paragraphs.
no-such-chapter = There is no chapter { $written }: the Instruction has three chapters.
no-such-sub-item = { $clause } has no sub-item { $written }.
no-such-item = There is no item { $written } in the Order: it has items 1 to 4.
strange-article = The Instruction does not mention Article { $written } of another act. I know only what the Instruction says.
wording-not-held = The wording of { $clause } that was in force on { $day } is not held here. The present one comes from the { $act }.
wording-unknown = The present wording of { $clause } comes from the { $act }. The day it entered into force is not known to us, so it may not be the one of { $day }.
wording-held = On { $day } this wording was in force.

# --- questions

unsure = I am not sure which of these you mean:
unsure-direction = Is it about papers received from abroad (paras 9-20) or about those you send abroad (paras 21-33)?
not-covered = The Instruction does not say that.
can-do = I answer only what this Instruction says: orders and petitions from abroad (paras 9-20) and to foreign courts (paras 21-33), and their time limits.
choice-heading = { $clause }. { $heading }
choice-date = Count the date: { $limit }
choice-why = Why this date?
choice-clause = Show { $clause }
choice-other-day = Another day
choice-override = A treaty or another law sets another term

# --- dates

limit-department_review = the Department's review, 10 working days ({ $clause })
limit-execute_order = executing a foreign order, one month ({ $clause })
limit-forward_jurisdiction = forwarding to the court with jurisdiction, 5 working days ({ $clause })
limit-inform_authority = informing the competent authority of the forwarding, 5 working days ({ $clause })
limit-present_foreign_act = presenting a foreign judicial act, 3 years ({ $clause })
limit-consider_petition = considering a petition, term of the procedural law ({ $clause })
limit-send_order_before_hearing = sending an order abroad, 6 months before the hearing ({ $clause })
limit-present_act_abroad = presenting our act abroad, term of the requested state's law ({ $clause })

ask-limit = Which time limit?
several-dates = There are several dates in that. Write the one to count from.
ask-date-forms = Write it like 31.01.2026, 2026-01-31, "31 January" or "yesterday".
ask-originals-received = On what day did the Department receive the originals?
ask-order-received = On what day did your court receive the order?
ask-no-jurisdiction = From what day do you count the five days: when was it established that your court has no jurisdiction? (The Instruction does not name the day; the day of receipt is the safe one.)
ask-order-forwarded = On what day was the order forwarded to the other court?
ask-foreign-act-in-force = On what day did the foreign judicial act enter into force, as the foreign court certified it?
ask-petition-accepted = On what day was the petition accepted?
ask-hearing = On what day is the hearing?
ask-act-in-force = From what day does the term of the requested state's law run?
ask-length-procedural-law = { $clause } points to the procedural legislation and names no number. How long is the term, and by which article?
ask-length-requested-state-law = { $clause } points to the law of the requested state and names no number. How long is the term, and by which act and article?
ask-override = How long is the other term, and by which treaty or act and article?
ask-override-form = Write it like "2 months: Treaty with X, art. 5".
ask-original = Was it the originals that came on { $day }? Ten working days run from the originals, not from a scan or an e-mail.
original-yes = Yes, the originals
original-no = No, a copy or a scan
copies-do-not-count = Then the ten working days have not begun: they run from receipt of the originals (para 8). Come back when the originals are there.
no-date-given = No date was counted yet. Write /due, or when the papers came.

due-forward = Last day: { $day }
due-backward = Send it no later than: { $day }
due-left = { $days ->
    [0] That is today.
    [one] One calendar day left, { $working ->
        [0] no working day after today.
        [one] one working day.
       *[other] { $working } working days.
      }
   *[other] { $days } calendar days left, { $working ->
        [0] no working day after today.
        [one] one working day.
       *[other] { $working } working days.
      }
  }
due-late = LATE: { $days ->
    [one] the last day was yesterday
   *[other] the last day was { $days } calendar days ago
  } ({ $working ->
    [0] no working day since
    [one] one working day since
   *[other] { $working } working days since
  }).
length-working_days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
  }
length-calendar_days = { $n ->
    [one] { $n } calendar day
   *[other] { $n } calendar days
  }
length-months = { $n ->
    [one] one month
   *[other] { $n } months
  }
length-years = { $n ->
    [one] one year
   *[other] { $n } years
  }
due-rule-originals-received = { $clause }: { $length } from receipt of the originals on { $start }.
due-rule-order-received = { $clause }: { $length } from receipt of the order on { $start }.
due-rule-no-jurisdiction = { $clause }: { $length } to forward the order, counted from { $start }.
due-rule-order-forwarded = { $clause }: { $length } to inform the competent authority, from the forwarding on { $start }.
due-rule-foreign-act-in-force = { $clause }: { $length } from the entry into force of the foreign act on { $start }.
due-rule-petition-accepted = { $clause }: { $length } from acceptance of the petition on { $start }.
due-rule-hearing = { $clause }: { $length } before the hearing on { $start }.
due-rule-act-in-force = { $clause }: { $length } counted from { $start }.
due-override = The term of { $clause } is replaced by this one on the basis of: { $basis }
due-moved-forward = The term itself ends on { $bare }, a day off ({ $reason }), and moves to the next working day.
due-moved-backward = Counted back it falls on { $bare }, a day off ({ $reason }); the previous working day is the safe side.
due-earliest-hearing = If the order is sent today, the earliest hearing it can meet is { $day }. Whether to move the hearing is for the court to decide.
due-restorable = A term missed for good reason can be restored ({ $clause } says how).
due-worked-weekend = The last day is a weekend day that is worked. To be safe: { $day }.
assumed-originals = Counted from the originals; a copy or scan starts nothing.
assumed-receipt-by-court = Counted from receipt by the executing court; the Instruction does not say whose receipt counts when the order passed through the Department.
assumed-real-day = Counted from the real day of receipt. If the papers were registered later, this date is the earlier, safe one.
assumed-start-forwarding = The Instruction does not say from which day these five days run. If the lack of jurisdiction was established later than you received the order, the day of receipt gives the earlier, safe date.
assumed-start-informing = The Instruction does not say from which day these five days run. We count from the forwarding; to be safe, inform within the same five days as you forward.
assumed-certified-force = The day of entry into force is the one the foreign court certified.
assumed-same-number = "No later than 6 months" is counted to the same number of the month; safest is the working day before, { $safe }.
assumed-to-authority = What counts is sending to the competent authority of Kazakhstan; the way there leads through the Department (para 26).
planning-department = Planning advice, not the act's: give it to the Department by { $day }, so that its ten working days (para 8) fit, and have the translation ready before.
hearing-on-day-off = The hearing itself stands on a day off: { $day } ({ $reason }).
estimated-years = Estimated: the working-day calendar of { $years } is not confirmed yet; the labour authority may still move days off.
estimated-no-calendar = Estimated: no calendar is held for { $years }; only Saturdays and Sundays were taken as days off.
estimated-day = Estimated: Kurban Ait on { $day } may still shift by a day.
calculation-aid = This is a calculation aid; the court decides.

trace-title = How the date was reached ({ $clause }, { $length }):
trace-event = { $day } is the day of the event and is not counted; day 1 is { $first }.
trace-hearing = { $day } is the day of the hearing; counted back from it.
trace-skipped = { $day } is not counted: { $reason }.
trace-counted = { $day } is counted: { $reason }.
trace-nth = { $day } is { $n ->
    [one] the working day counted
   *[other] working day { $n }
  }. Saturdays and Sundays on the way are not counted.
trace-ends = The term ends on { $day }.
trace-back = Counted back it is { $day }.
trace-no-such-number = The last month has no such number; the term ends on its last day, { $day }.
trace-day-off = { $day } is a day off: { $reason }.
trace-moved = It moves to { $day }.
rule-event-day = The day of the event is not counted.
rule-working-days = Working days are those of the five-day week; moved days off and worked weekend days count as what they are.
rule-calendar-days = Calendar days are counted one by one.
rule-same-number = Months and years end on the same number, or on the month's last day.
rule-day-off-forward = A last day that is a day off moves to the next working day.
rule-day-off-backward = Counting back, a day off moves to the previous working day.
rule-last-day = On the last day it is still in time.
rule-source = { $code }, Art. { $article }
rule-ours = No provision orders it; it is our reading, on the safe side.
trace-procedural-chapter = The chapter of the Civil Procedure Code on procedural time limits (Arts. 120-126) governs procedural terms; its wording was not checked by us.
trace-calendar = Calendar: { $version }
reason-weekend = a weekend day
reason-holiday = { $holiday }
reason-carried = { $holiday }, carried over from { $other }
reason-moved-off = day off moved from { $other }
reason-worked = worked, its day off moved to { $other }
reason-entered-off = day off entered by the administrator, { $act }
reason-entered-work = working day entered by the administrator, { $act }
reason-estimated = { $reason } (estimated)

fault-event-ahead = { $day } lies ahead: today is { $today }. A term is counted once the event has happened. Is the year right?
fault-outside = That date lies outside the years 1 to 9999.
fault-override-form = I cannot read a length from that.
fault-override-length = { $given } is no length: a whole number from 1 to { $longest } is needed.
fault-override-basis = Cite the treaty or the act with its article: without a basis the Instruction's term stays.

calendar-title = Calendar of { $year }, five-day week: { $working } working days.
calendar-off = Days off on weekdays:
calendar-off-none = No days off on weekdays are known.
calendar-worked = Weekend days worked:
calendar-worked-none = No weekend days worked are known.
calendar-day = { $day }: { $reason }
calendar-confirmed = Compared on { $day } with: { $source }.

# --- people and cases

invited-only = Cases are for people whom their court has invited. Ask your court's administrator for a code, then send /start and the code.
may-not-do = Your role does not do this.
may-not = Your role does not open cases.
code-not-good = This code does not hold: it was used already, is older than seven days, or is mistyped. Ask for a new one.
let-in = Welcome, { $name } ({ $role }).
no-such-case = { $written ->
    [none] There is no such case among those you may see.
   *[other] There is no case { $written } among those you may see.
  }
number-taken = Your court has a case { $number } already. Write another number, or leave it out.
old-choice = That button is from an earlier question. Answer the one asked last, or /cancel.
no-form = Nothing is being filled in. /register begins a case, /cases shows yours.

kind-received-service = received order, service of documents
kind-received-action = received order, other procedural action
kind-received-petition = received petition
kind-outgoing-order = outgoing order
kind-outgoing-petition = outgoing petition

event-order-received = order received by the court
event-registered = order registered
event-no-jurisdiction = lack of jurisdiction established
event-order-forwarded = order forwarded to another court
event-authority-informed = competent authority informed
event-second-court-received = order received by the other court
event-served = documents served
event-acceptance-refused = addressee refused to accept
event-executed = procedural action performed
event-impossible = execution found impossible
event-execution-refused = execution refused by the court
event-returned-unexecuted = returned unexecuted
event-papers-sent = papers sent to the Department
event-originals-received = originals received by the Department
event-papers-returned = papers returned with deficiencies
event-papers-passed = papers sent on by the Department
event-foreign-act-in-force = foreign act entered into force
event-petition-received = petition received
event-petition-accepted = petition accepted
event-petition-granted = petition granted
event-petition-refused = petition refused
event-petition-returned = petition returned
event-hearing = hearing
event-order-sent = order sent to the competent authority
event-answer-received = answer received from abroad
event-act-in-force = our act entered into force
event-petition-sent = petition sent to the competent authority
event-closed = case closed
event-reopened = case opened again

form-step = Question { $number } of { $all }
form-take-choice = Take the number of one of the answers.
form-no-date = I see no date in that. Write it like 31.01.2026, or "I don't know".
form-own-state = That is Kazakhstan. Which foreign state is it?
form-no-state = I know no state of that name. Write its name or two-letter code, or skip.
form-which-state = Which of these?
form-needed = This one is needed.
form-not-known = I don't know yet
form-skip = Skip
state-name = { $state }
told-on = { $event }, { $day }
colleague = { $name } ({ $role })

ask-register-kind = What are you registering?
ask-day-order-received = On what day did your court receive the order?
ask-day-petition-received = On what day did your court receive the petition?
ask-day-hearing = On what day is the hearing? The order has to leave six months before it.
ask-day-act-in-force = On what day did your court's act enter into force?
ask-register-state = Which foreign state is it?
ask-register-number = What number does the case have in your court? If it has none, I give it one.
ask-register-basis = On what basis: which treaty, or reciprocity?
ask-event-event = What happened?
ask-day-of = On what day: { $event }?
ask-correct-told = Which date is wrong?
ask-correct-reason = Why is it corrected? The old date stays in the history with this reason.
ask-term-limit = Which term is another one?
ask-term-term = How long is it, and by which treaty or act and article? Write it like "2 months: Treaty with X, art. 5".
ask-close-reason = Why is the case closed? A few words, no names of parties.
ask-reopen-reason = Why is it opened again?
ask-hand-over-person = Who takes the case over?
ask-deputy-person = Who is the deputy in this case?
ask-judge-person = Who is the judge in this case?

case-opened = Registered: case { $number }.
case-told = Noted in case { $number }.
case-corrected = Corrected in case { $number }; the old date stays in the history.
case-term = Case { $number }: the other term is counted now.
case-closed = Case { $number } is closed.
case-reopened = Case { $number } is open again.
case-person = Case { $number }: noted.
case-title = Case { $number }: { $kind }{ $state ->
    [none] .
   *[other] , { $state }.
  }
case-basis = Basis: { $basis }.
case-closed-on = Closed on { $day }.
case-due = { $day } — { $limit }
case-waits = Waiting: { $limit } runs once this is told — { $event }.
case-waits-term = Waiting: { $limit }. The Instruction names no number; say how long it is and by which act.
case-nothing-runs = No time limit of the Instruction runs in this case now.
case-owner = responsible: { $name }
case-deputy = deputy: { $name }
case-judge = judge: { $name }
advice-translation-by = Planning advice, not the act's: have the translation ready by { $day }.
advice-department-by = Planning advice, not the act's: give the papers to the Department by { $day }, so that its ten working days (para 8) fit.
moved = Moved: { $limit } — was { $was }, now { $now }.
moved-new = New: { $limit } — { $now }.
moved-away = No longer counted: { $limit } — was { $was }.
history-empty = Nothing has been told of it yet.
history-line = { $day }: { $event } ({ $name })
history-was = Was told before: { $day }, { $event } ({ $name })
history-back = Taken back: { $day }, { $event } ({ $name })
history-reason = Reason: { $reason }

choice-event = Something happened
choice-correct = Correct a date
choice-term = A treaty sets another term
choice-history = History
choice-papers = Draft papers
choice-hand-over = Hand over
choice-deputy = Name a deputy
choice-judge = Name the judge
choice-close = Close the case
choice-reopen = Open again
choice-register = Register a case
choice-next-page = Next page
choice-page-before = Page before
list-mine = My cases
list-court = All cases of the court
list-overdue = Overdue
list-week = Due within 7 days
list-fortnight = Due within 14 days
list-month = Due within 30 days
list-closed = Closed cases
list-empty = None.
entry = { $number }: { $kind } — { $day }
entry-waiting = { $number }: { $kind } — no date to come

# --- the people of a court, its records, days to choose

may-not-manage = Your role does not do this, or there is nobody like that in your court.
help-register = /register — register a received or planned order or petition
help-cases = /cases — your cases;  /due — what is due;  /case NUMBER — one case with its dates
help-papers = /papers — draft papers by a checklist
    /continue — go on with what you left open, here or on another channel
    Questions about the Instruction go on as before.
help-people = /people — the people of your court: invite, change a role, name a deputy, remove
help-audit = /audit — who saw and changed what
role-name = { $role ->
    [clerk] clerk
    [judge] judge
    [chief] chief
    [department] Department
   *[administrator] administrator
  }
form-no-name = I see no name in that. Write the first name and the surname.
form-no-email = That is not an e-mail address. Write it like name@sud.kz, or skip.
sure-yes = Yes, remove
day-today = Today: { $day }
day-never = It did not happen: entered by mistake
stand-in-nobody = Nobody
ask-invite-name = Who is invited? First name and surname.
ask-invite-role = In which role?
ask-invite-email = The e-mail address for reminders, if there is one?
ask-role-role = Which role from now on?
ask-stand-in-person = Who stands in when this person is away? New cases get the deputy at once.
ask-remove-sure = Remove { $name }? From the next message on they are let in no more; what they entered stays in the cases. /cancel keeps them.
staff-people = People of your court: { $count }.
staff-invited = { $name } is invited. Hand this on, to nobody else; it holds once, for seven days, and is shown only here: /start { $code }
staff-code = A further code for { $name }, for a new phone. It holds once, for seven days, and is shown only here: /start { $code }
staff-role = { $name }: the role is changed from the next message on.
staff-stand-in = { $name }: noted who stands in.
staff-removed = { $name } is let in no more.{ $cases ->
    [0] {""}
    [one] {" "}One open case is still theirs: hand it over.
   *[other] {" "}{ $cases } open cases are still theirs: hand them over.
  }
staff-card = { $name }, { $role }. Open cases: { $cases }.
staff-talks = Talks with Komek.
staff-not-yet = Has not come in yet.
staff-stands-in = Deputy: { $name }.
choice-invite = Invite somebody
choice-stand-in = Name who stands in
choice-role = Change the role
choice-code = A code for a new phone
choice-remove = Remove
choice-people = All people
choice-older = Older records
choice-were-copies = These were copies, not originals
choice-another-day = Another day: { $event }
choice-registered = It was registered on another day
choice-count = Count a date
list-due = Mine, due within 14 days
month-off = * day off
records = Who saw and changed what, the newest first:
records-none = No records yet.
record = { $at } — { $name ->
    [none] on the machine
   *[other] { $name }
  }: { $deed }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
  }
deed-person-admitted = came in
deed-person-invited = invited
deed-person-invited-again = invited again
deed-person-code = made a further code
deed-person-role = changed a role
deed-person-stand-in = named who stands in
deed-person-removed = removed a person
deed-person-forgotten = forgot a person
deed-case-seen = looked at a case
deed-cases-listed = looked at a list of cases
deed-case-opened = opened a case
deed-run-opened = began a draft
deed-papers-drafted = had papers drafted
deed-case-told = entered an event
deed-case-corrected = corrected an event
deed-case-term = entered another term
deed-case-closed = closed a case
deed-case-reopened = opened a case again
deed-case-person = changed who is responsible
deed-court-added = added the court
deed-audit-read = read the audit
menu-people = people of the court
menu-audit = who saw and changed what

# --- reminders

help-reminders = /reminders — when you are reminded, and where
help-days = /days — enter a day off that was moved, with the act that ordered it
form-not-ahead = { $day } is not ahead. Write a later day.
form-no-days = Write whole numbers of days, twelve at most, none above 365: 14 7 3
until-day = In a day
until-morning = Next working morning
days-usual = The usual days
last-own = I am reminded
last-deputy = My deputy is reminded
sure-enter = Yes, enter
ask-done-event = What was done?
ask-snooze-until = Until when? Never past the due day.
ask-reminders-days = How many days before the due day? Write numbers: 14 7 3. The last day before and the due day always stay.
ask-reminders-last = Who is reminded on the last day before and on the due day?
ask-reminders-email = To which e-mail address? It is the second way to you.
ask-court-reminders-days = How many days before the due day are those who answer for cases reminded? Write numbers: 14 7 3.
ask-days-moved-off = Which day is off? Skip if only a day is worked.
ask-days-moved-worked = Which day is worked for it? Skip if none is.
ask-days-moved-act = By which act: its kind, date and number?
ask-days-moved-sure = Enter it?
days-preview = { $dates ->
    [0] No date moves.
    [one] One date of one case moves.
   *[other] { $dates } dates of { $cases ->
        [one] one case
       *[other] { $cases } cases
      } move.
  }
days-entered = Entered. It counts from now on; the dates of open cases are being counted anew, and those who answer for them are told of each that moves.
days-none = No day was named, so there is nothing to enter.
reminders-chosen = You are reminded { $days ->
    [none] { $court ->
        [none] on the usual days, by the length of the term
       *[other] { $court } days before, as your court chose
      }
   *[other] { $days } days before
  }; on the due day in any case.
    On the last day before and the due day: { $last ->
    [deputy] your deputy
   *[own] you
  }. E-mail: { $email ->
    [none] none
   *[other] { $email }
  }.
choice-reminders = Change it
choice-court-reminders = Choose the days for the court
choice-reminders-of = Reminders
choice-case = The case
reminder-seen = Case { $number }: noted that you have seen it.
snoozed = Case { $number }: I remind you again on { $at }.
not-snoozed = Case { $number }: that is after the due day, { $day }. A reminder does not wait past it.
answer-seen = Seen
answer-done = Done
answer-papers = Checklist and papers
answer-snooze = Later
answer-why = Why this date?
answer-hand-over = Hand over
reminder-before = Case { $number }: due { $day } — { $limit }.
reminder-today = Case { $number }: due TODAY, { $day } — { $limit }.
reminder-overdue = Case { $number }: OVERDUE, was due { $day } — { $limit }.
reminder-snooze = Case { $number }, again as you asked: due { $day } — { $limit }.
reminder-unseen = Case { $number }, not answered by { $name }: due { $day } — { $limit }.
reminder-failed = Case { $number }, { $name } could not be reached: due { $day } — { $limit }.
reminder-gone = Case { $number }: { $limit } does not run any more.
reminder-next = It is done when one of these has happened; tell me then:
reminders-of = Case { $number }: reminders.
reminders-none = None is planned.
reminder-line = { $at } — { $name }: { $limit } ({ $standing })
standing-planned = planned
standing-sent = sent
standing-seen = seen
standing-failed = not delivered
standing-answered = not needed: answered
standing-withdrawn = withdrawn
digest = Your cases on { $day }
digest-weekly = The court's cases in the week from { $day }
digest-nothing = Nothing is due in the next 14 days. I am at work and watch the dates.
digest-overdue = Overdue: { $count }
digest-today = Due today: { $count }
digest-soon = Due in the next 14 days: { $count }
digest-unseen = Reminders not answered: { $count }
digest-line = { $number }: { $day } — { $limit }
digest-more = and { $count } more: /due
dates-moved-calendar = Days of the calendar were moved, and dates of your cases with them
dates-moved-act = By: { $act }
dates-moved-line = Case { $number }: { $limit } — was { $was }, now { $now }.
dates-moved-over = Case { $number }: { $limit }, due { $was } — does not run any more; no more reminders.
mail-answer = This mail was written by a program. To answer, open the chat with Komek.
mail-reply = Answer this mail with one word: seen, done 12.03.2026, later, why, or hand over. Any other question is answered too.
mail-choose = Answer with the number.
mail-day = Answer with the day, as in 12.03.2026.
mail-subject = Answer from Komek
calendar-asked = Next year's order on moved days off: enter it with /days as soon as it is out. Until then dates of that year are marked as estimated.
choice-calendar-files = For my calendar (.ics)
calendar-files = The dates that run, a file each; open it in your calendar. Later files of the same date take its place.
menu-reminders = when I am reminded
menu-days = enter a moved day off
deed-reminder-seen = answered a reminder
deed-reminder-snooze = put a reminder off
deed-reminders-chosen = chose when to be reminded
deed-reminders-of-court = chose the court's reminders
deed-reminders-seen = looked at a case's reminders
deed-calendar-entered = entered days of the calendar

# --- Telegram

text-only = I read text only. Write it, please.
personal-refused = That looks like personal data (an IIN or a document number). I have not kept it and have asked Telegram to delete it. Write without it; it belongs into the papers, not into Telegram.
not-handled = I could not handle what you sent, and nothing of it was done. Please send it again.
told-refused = From { $since } until this message Telegram refused the bot's token (BOT_TOKEN), and the bot heard nobody. Telegram keeps what is written for a day; the bot answers it now.
told-conflict = Another program fetches this bot's messages, or has set a webhook of its own for it: since { $since } the bot may not hear all that is written. Stop that program, or get a new token from @BotFather and put it into BOT_TOKEN.
told-webhook = Since { $since } Telegram has refused the address of the webhook, and the bot hears nobody. Check WEBHOOK_URL.
told-given-up = A message could not be handled and was given up (row { $row } of the inbox); the log names the fault. Of further ones within an hour only the log tells.
menu-help = what I can do
menu-cases = my cases and what is due
menu-register = register a case
menu-papers = draft papers by a checklist
menu-count = count a time limit
menu-due = what is due
menu-lang = language
menu-cancel = drop what was begun

# --- import and export

column-number = number
column-kind = kind
column-state = state
column-basis = basis
column-owner = responsible
column-deputy = deputy
column-judge = judge
column-opened = opened on
column-closed = closed on
column-next-due = next due day
column-term = other term: { $limit }
deed-cases-imported = imported cases
deed-cases-exported = exported the cases
