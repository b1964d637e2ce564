# Walks through checklists: what is said around the questions. Those of each checklist lie in the folders beside.

checklists = Which papers are to be drafted? An open draft goes on where it was left.
run-entry = Go on: { $checklist }{ $number ->
    [none] {""}
   *[other] {" "}(case { $number })
} – No. { $run }
run-begun = { $checklist }. { $run ->
    [none] Nothing is kept when the program ends.
   *[other] Draft No. { $run }; every answer is kept.
} Words that always work: "why", "back", "review", "later", "change 5".
run-goes-on = { $checklist }{ $run ->
    [none] {""}
   *[other] {" "}(No. { $run })
}: on from where it was left.
run-step = Question { $number } of { $all }
run-by-hand = Skip: I will fill it in by hand
run-unknown = Not known yet
run-why = Why is this asked?
run-back = Back
run-keep = Keep: { $value }
run-use = { $value }
run-first = This is the first question.
run-all-asked = All questions are answered; "change 5" asks the fifth again.
run-no-number = There is no question of that number; the last one is { $last }.
run-reopened = Asked again because of this: { $what }.
run-put-off = Put off; all answers are kept. { $run ->
    [none] "continue" goes on.
   *[other] "continue { $run }" goes on, here or on another channel.
}
run-dropped = The draft is gone with its answers.
run-ask-drop = Drop the draft with all its answers? They cannot be had back.
run-drop-sure = Yes, drop it
run-drop = Drop this draft
run-go-on = Go on
run-later = Later
run-review = Review the answers
run-ask-unknown = Ask again what was not known
run-draft = Draft the papers
run-open-case = Open a case with these dates
run-enter-case = Enter these dates in the case
run-elsewhere = Names, addresses and numbers of persons are not asked in this chat. To fill them in, write from the court's e-mail or in the terminal: continue { $run }
no-run = There is no such draft. "papers" shows the open ones and what can be begun.

joined = { $first }, { $rest }
clause-alone = { $clause }

review-head = Review: { $checklist }
review-line = { $number }. { $what }: { $answer }
review-found = What stands against the packet:
review-change = "change 5" asks the fifth question again; the other answers stay.
answer-by-hand = ______ (by hand)
answer-unknown = not known yet
answer-none = ______
answer-kept = not shown in this chat
answer-yes = Yes
answer-no = No
finding-stops = ⛔ { $what } ({ $clauses })
finding-incomplete = ⚠ { $what } ({ $clauses })
finding-note = ℹ { $what } ({ $clauses })
missing-by-hand = to be filled in by hand: { $what }
missing-unknown = missing: { $what }
missing-enclosure = not enclosed: { $what }
missing-translation = without certified translation: { $what }

question-enclosure = Is it enclosed: { $document }?
question-reason = Why is it not needed: { $document }?
label-reason = why not needed: { $document }
enclosure-translated = Enclosed with certified translation
enclosure-enclosed = Enclosed
enclosure-missing = Missing
enclosure-not-needed = Not needed

which-paper-language = In which language are the papers to be? It may be another than that of this talk.
papers-in-ru = Russian
papers-in-kk = Kazakh
papers-in-kk-ru = Kazakh and Russian side by side
papers-in-en = English
papers-drafted = { $number ->
    [one] One paper is drafted
   *[other] { $number } papers are drafted
}, version { $version }. The drafts are ours; the court answers for what it signs.
papers-changed = Since the last draft other: { $what }.
papers-same = No answer is other than in the last draft.
papers-incomplete = The papers are marked as incomplete; "review" says what is missing.
papers-none = For these answers there is no paper to draft; "review" says which way the act takes.

paper-blank = ______________ ({ $what })
deficiency = { $what } ({ $clauses })
enclosed-translated = { $document }, with certified translation
enclosed-without = { $document }, without translation
enclosed-alone = { $document }
enclosed-missing = ______ { $document } (not enclosed)

paper-seal = (official seal)
paper-version = version { $version }
paper-incomplete = DRAFT, incomplete: { $clauses }

step-needs-year = With the year, please: 05.03.1985.
step-no-full-name = The full name is needed: surname, name and patronymic; "none" when there is no patronymic.
step-no-patronymic = Add the patronymic, or write "no patronymic": Smith John, no patronymic.
step-no-country = Add the country to the address: Germany, 10115 Berlin, Invalidenstrasse 1.
step-no-iin = That is no IIN: 12 digits with the right check digit are needed.
step-no-bin = That is no BIN: 12 digits with the right check digit are needed.

question-state = Which foreign state is it about?
label-state = foreign state
question-basis = On what basis is legal assistance asked for or given?
label-basis = basis of legal assistance
option-basis-treaty = An international treaty
option-basis-reciprocity = No treaty: reciprocity
question-treaty = Which treaty, and which article of it? As it is to stand in the papers.
label-treaty = treaty and article
question-court = What is the full name of the court?
label-court = court
question-judge = Which judge has the case? Surname and initials, as in the signature.
label-judge = judge
question-department = Which Department do the papers go to? Its full name.
label-department = Department
question-case-number = What is the number of the case?
label-case-number = number of the case
