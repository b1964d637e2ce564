# What goes abroad: the words of its checklists in English. Names are the same in en.ftl, ru.ftl and kk.ftl.

# --- the checklists

checklist-order-service = Order to serve documents abroad
checklist-order-action = Order for other actions abroad
checklist-petition-abroad = Petition for execution abroad

# --- what decides the way

question-hearing = For what day is the case set down for hearing?
label-hearing = day of the hearing
question-case-kind = What kind of case is it?
label-case-kind = kind of case
option-case-kind-civil = Civil
option-case-kind-family = Family
option-case-kind-criminal = Criminal
option-case-kind-administrative = Administrative offence
question-route = Which way do the papers go abroad?
label-route = way of sending
option-route-department = Through the Department
option-route-treaty = Another way set by a treaty
question-route-treaty = Which treaty and which article provide for this way, and to whom do the papers go by it?
label-route-treaty = treaty on the way of sending
question-languages = In which languages are the papers?
label-languages = languages and translation
option-languages-certified = Kazakh/Russian + certified translation
option-languages-no-translation = Kazakh/Russian, not translated yet
option-languages-other = Not in Kazakh or Russian
option-languages-treaty = As a treaty provides otherwise
question-language-treaty = What does the treaty provide about the languages, and in which article?
label-language-treaty = treaty on the languages

# --- the institution and the case

question-institution = What is the name of the foreign institution asked to execute the order?
label-institution = requested institution
question-case-name = What is the name of the case?
label-case-name = name of the case

# --- the plaintiff

question-plaintiff-kind = Who is the plaintiff?
label-plaintiff-kind = kind of plaintiff
option-plaintiff-kind-individual = An individual
option-plaintiff-kind-entity = A legal entity of Kazakhstan
option-plaintiff-kind-foreign-entity = A foreign legal entity
question-plaintiff-name = What are the plaintiff's surname, first name and patronymic? If there is no patronymic, write “none”.
label-plaintiff-name = plaintiff's full name
question-plaintiff-birth = What are the plaintiff's date and place of birth?
label-plaintiff-birth = plaintiff's date and place of birth
question-plaintiff-residence = What is the plaintiff's place of residence? Name the country too.
label-plaintiff-residence = plaintiff's place of residence
question-plaintiff-citizenship = What is the plaintiff's citizenship?
label-plaintiff-citizenship = plaintiff's citizenship
question-plaintiff-entity = What is the plaintiff's name as a legal entity?
label-plaintiff-entity = plaintiff's name as a legal entity
question-plaintiff-legal-address = What is the plaintiff's legal address or location? Name the country too.
label-plaintiff-legal-address = plaintiff's legal address
question-plaintiff-bank = What are the plaintiff's bank details?
label-plaintiff-bank = plaintiff's bank details
question-plaintiff-bin = What is the plaintiff's BIN?
label-plaintiff-bin = plaintiff's BIN
question-plaintiff-fiscal-code = What is the plaintiff's fiscal code in its own state?
label-plaintiff-fiscal-code = plaintiff's fiscal code

# --- the defendant

question-defendant-kind = Who is the defendant?
label-defendant-kind = kind of defendant
option-defendant-kind-individual = An individual
option-defendant-kind-entity = A legal entity of Kazakhstan
option-defendant-kind-foreign-entity = A foreign legal entity
question-defendant-name = What are the defendant's surname, first name and patronymic? If there is no patronymic, write “none”.
label-defendant-name = defendant's full name
question-defendant-birth = What are the defendant's date and place of birth?
label-defendant-birth = defendant's date and place of birth
question-defendant-residence = What is the defendant's place of residence? Name the country too.
label-defendant-residence = defendant's place of residence
question-defendant-citizenship = What is the defendant's citizenship?
label-defendant-citizenship = defendant's citizenship
question-defendant-entity = What is the defendant's name as a legal entity?
label-defendant-entity = defendant's name as a legal entity
question-defendant-legal-address = What is the defendant's legal address or location? Name the country too.
label-defendant-legal-address = defendant's legal address
question-defendant-bank = What are the defendant's bank details?
label-defendant-bank = defendant's bank details
question-defendant-bin = What is the defendant's BIN?
label-defendant-bin = defendant's BIN
question-defendant-fiscal-code = What is the defendant's fiscal code in its own state?
label-defendant-fiscal-code = defendant's fiscal code

# --- representatives, other information, the signature

question-has-representatives = Does either party have a representative?
label-has-representatives = whether there are representatives
question-representatives = Whom does each of them represent, and what are the representatives' surnames, names, patronymics (if any) and addresses?
label-representatives = representatives and their addresses
question-more-information = Is anything else needed for execution, or required by the treaty? Data on further parties count too.
label-more-information = whether more has to be stated
question-other-information = Which other information has to be stated?
label-other-information = other information
question-signer = Who signs the order?
label-signer = who signs
option-signer-judge = The judge hearing the case
option-signer-chairman = The chairman of the court
question-chairman = What is the name of the chairman of the court?
label-chairman = chairman of the court

# --- service of documents

question-served-party = Who is to receive the documents?
label-served-party = recipient
option-served-party-defendant = The defendant
option-served-party-plaintiff = The plaintiff
option-served-party-other = Another person
question-served-name = What is the recipient's name?
label-served-name = recipient's name
question-served-data = State the other data on the recipient. Individual: date and place of birth, citizenship; legal entity: bank details, fiscal codes.
label-served-data = other data on the recipient
question-recipient-address = What is the recipient's exact address? Name the country too.
label-recipient-address = recipient's exact address
question-documents-to-serve = Which document is to be handed? Give its name; several documents, each on a line of its own.
label-documents-to-serve = documents to be handed
question-enclosures-certified = Are the enclosed documents duly executed and certified by the judge's signature and the court's official seal?
label-enclosures-certified = certification of the enclosures

# --- other procedural actions

question-action = Which procedural action is to be performed?
label-action = procedural action
option-action-question-party = Hearing of a party
option-action-question-witness = Hearing of a witness
option-action-examination = Expert examination
option-action-inspection = On-site inspection
option-action-other = Another action
question-other-action = What is the action?
label-other-action = the other action
question-action-ground = On what does this action rest: which law or treaty and article, or reciprocity?
label-action-ground = ground of the action
question-questioned-party = Which party is to be heard?
label-questioned-party = party to be heard
option-questioned-party-plaintiff = The plaintiff
option-questioned-party-defendant = The defendant
question-witness-name = What are the witness's surname, first name and patronymic? If there is no patronymic, write “none”.
label-witness-name = witness's full name
question-witness-birth = What are the witness's date and place of birth?
label-witness-birth = witness's date and place of birth
question-witness-residence = What is the witness's place of residence? Name the country too.
label-witness-residence = witness's place of residence
question-witness-citizenship = What is the witness's citizenship?
label-witness-citizenship = witness's citizenship
question-examined-object = What is to be examined, and what kind of examination is it?
label-examined-object = object and kind of examination
question-inspected-place = What is to be inspected, and where is it?
label-inspected-place = object and place of inspection
question-questions-to-put = Which questions are to be put? Each on a line of its own.
label-questions-to-put = questions to be put
question-order-content = What is asked for? Describe what has to be done or established and the circumstances of the case it concerns.
label-order-content = content of the order

# --- the petition

question-subject = What is it about? For a court order, look where the parties lived when it was issued.
label-subject = what is to be executed
option-subject-act = Judgment or another judicial act
option-subject-home-order = Court order, parties lived in Kazakhstan
option-subject-abroad-order = Court order, any other case
option-subject-order-application = Court order asked for, debtor abroad
question-petitioner = Who petitions?
label-petitioner = petitioner
option-petitioner-claimant = The claimant
option-petitioner-court = The court, for an unpaid state fee
question-first-instance = Did your court issue the judicial act at first instance?
label-first-instance = court of first instance
question-on-the-merits = Did your court examine the case on the merits?
label-on-the-merits = examination on the merits
question-limitation = Has the limitation period of the requested state's law run out?
label-limitation = limitation period
option-limitation-running = No, it still runs
option-limitation-good-reason = Yes, missed for good reason
option-limitation-expired = Yes, without good reason
question-restoration-reason = For what reason was the period missed?
label-restoration-reason = reason why the period was missed
question-foreign-court = What is the name of the competent court of the foreign state?
label-foreign-court = competent foreign court
question-act-name = What is the judicial act, and of what date?
label-act-name = judicial act and its date
question-act-force = Is the judicial act in force?
label-act-force = force of the judicial act
option-act-force-in-force = Yes, and is to be executed
option-act-force-before-force = No, to be executed before that
option-act-force-neither = Neither
question-act-in-force = On what day did the judicial act enter into force?
label-act-in-force = day of entry into force
question-act-content = What did the court decide that is to be executed abroad?
label-act-content = what is to be executed
question-fee-amount = What is the amount of the unpaid state fee? Name the currency too.
label-fee-amount = unpaid state fee
question-claimant = Who is the claimant? Write the full name or, of a legal entity, its name.
label-claimant = claimant
question-claimant-address = What is the claimant's address? Name the country too.
label-claimant-address = claimant's address
question-applicant = Who applied for the court order? Write the full name or, of a legal entity, its name.
label-applicant = applicant
question-applicant-address = What is the applicant's address?
label-applicant-address = applicant's address
question-application-day = On what day was the application filed?
label-application-day = day of the application
question-debtor = Who is the debtor? Write the full name or, of a legal entity, its name.
label-debtor = debtor
question-debtor-address = What is the debtor's place of residence or location? Name the country too.
label-debtor-address = debtor's address

# --- enclosures; -as-is: where no certified translation is asked for

label-trial-notice = notice of the date and place of the trial
label-trial-notice-as-is = notice of the date and place of the trial
label-claim-copies = copies of the statement of claim
label-claim-copies-as-is = copies of the statement of claim
label-other-documents = other documents (copies of civil status acts, address certificates, etc.)
label-other-documents-as-is = other documents (copies of civil status acts, address certificates, etc.)
label-attached-documents = documents attached to the order (copy of the statement of claim, judicial acts, etc.)
label-attached-documents-as-is = documents attached to the order (copy of the statement of claim, judicial acts, etc.)
label-act-copy = judicial act or its certified copy
label-act-copy-as-is = judicial act or its certified copy
label-force-document = official document that the judicial act is in force and to be executed, or to be executed before that
label-force-document-as-is = official document that the judicial act is in force and to be executed, or to be executed before that
label-summons-document = document that the party which took no part was duly summoned and, if incapable, represented
label-summons-document-as-is = document that the party which took no part was duly summoned and, if incapable, represented
label-execution-document = document on partial execution of the judicial act
label-execution-document-as-is = document on partial execution of the judicial act
label-jurisdiction-document = document on the parties' agreement on contract jurisdiction
label-jurisdiction-document-as-is = document on the parties' agreement on contract jurisdiction
label-treaty-documents = other documents provided for by the treaty
label-treaty-documents-as-is = other documents provided for by the treaty

# --- what the checks say

check-hearing-too-near = The hearing is nearer than six months: the order had to be sent by { $sendBy }. If it is sent today, the earliest hearing it can meet is { $earliest }. Whether to move the hearing is for the court to decide.
check-address-elsewhere = The recipient's address names another country than the requested state. Correct one of the two.
check-treaty-decides-form = The treaty determines the form and content of the order. Compare the draft with the article you named before it is signed.
check-no-treaty-civil = Without a treaty the order rests on reciprocity; in a civil or family case it is drawn up by the Instruction itself.
check-no-treaty-criminal = Without a treaty the order rests on reciprocity and is drawn up by Articles 560 and 565 of the Criminal Procedure Code and the Instruction. Compare the draft with these articles.
check-no-treaty-administrative = Without a treaty the order rests on reciprocity and is drawn up by part three of Article 881 of the Code on Administrative Offences and the Instruction. Compare the draft with this article.
check-route-by-treaty = The papers go the way of the treaty you named; no covering letter to the Department is drafted.
check-route-without-treaty = Only a ratified treaty can set another way than through the Department. Choose the Department, or name the treaty as the basis.
check-translation-missing = The papers and their enclosures need a certified translation into the official language of the requested state. Have it made and enclose it.
check-other-language = The papers and their enclosures have to be in Kazakh and/or Russian, with a certified translation. Have them drawn up in one of these languages.
check-language-without-treaty = Only a ratified treaty can set another rule on the languages. Enclose a certified translation, or name the treaty as the basis.
check-enclosures-not-certified = The enclosed documents have to be duly executed and certified by the judge's signature and the court's official seal. Have them certified.
check-court-order-outside = Recognition and execution of this court order abroad are outside legal assistance unless the parties lived in Kazakhstan when it was issued. No petition is drafted.
check-court-order-within = A court order falls under legal assistance only because the parties lived in Kazakhstan when it was issued.
check-application-returned = The debtor lives or is located outside Kazakhstan: the judge returns the application and explains to the applicant the need to sue. The return is drafted instead of a petition.
check-claimant-may-choose = The claimant may also file the petition with the competent court of the foreign state; here it goes through the court of first instance.
check-not-first-instance = The petition is filed with the court that issued the act at first instance, and that court attaches the documents. Direct the claimant there.
check-not-on-the-merits = For an unpaid state fee the court that examined the case on the merits petitions. Pass the matter on to it.
check-treaty-decides-petition = The treaty determines the form and content of the petition. Compare the draft with the article you named before it is signed.
check-petition-without-treaty = Without a treaty assistance can only be requested on reciprocity. The Instruction does not lay down what such a petition holds: learn what the requested state wants.
check-limitation-restorable = The period is restored in the way of the requested state's law, not of our code. The petition asks for it with the reason you gave.
check-limitation-expired = The act is to be presented before the limitation period of the requested state's law runs out. Without a good reason the period is not restored.
check-act-not-enforceable = The petition needs an official document that the act is in force and to be executed, or that it must be executed before that. Wait until one of the two holds.
