# Чек-парақтармен жұмыс: сұрақтардың айналасында не айтылады. Әр чек-парақтың сұрақтары көршілес қапшықтарда.

checklists = Қандай құжаттарды дайындау керек? Басталған жоба қалған жерінен жалғасады.
run-entry = Жалғастыру: { $checklist }{ $number ->
    [none] {""}
   *[other] {" "}(іс { $number })
} – № { $run }
run-begun = { $checklist }. { $run ->
    [none] Бағдарламадан шыққан соң ештеңе сақталмайды.
   *[other] № { $run } жоба; әр жауап сақталады.
} Кез келген уақытта жазуға болады: «неге», «артқа», «тексеру», «кейін», «5 өзгерту».
run-goes-on = { $checklist }{ $run ->
    [none] {""}
   *[other] {" "}(№ { $run })
}: тоқтаған жерден жалғастырамыз.
run-step = { $number }-сұрақ, барлығы { $all }
run-by-hand = Өткізу: қолмен жазамын
run-unknown = Әзірге белгісіз
run-why = Бұл неге сұралады?
run-back = Артқа
run-keep = Қалдыру: { $value }
run-use = { $value }
run-first = Бұл – бірінші сұрақ.
run-all-asked = Барлық сұраққа жауап берілді; «5 өзгерту» бесінші сұрақты қайта қояды.
run-no-number = Мұндай нөмірлі сұрақ жоқ; соңғысы – { $last }.
run-reopened = Осыған байланысты қайта сұралады: { $what }.
run-put-off = Кейінге қалдырылды; барлық жауап сақталды. { $run ->
    [none] Жалғастыру үшін «жалғастыру» деп жазыңыз.
   *[other] Осы жерде не басқа арнада жалғастыру үшін «жалғастыру { $run }» деп жазыңыз.
}
run-dropped = Жоба жауаптарымен бірге жойылды.
run-ask-drop = Жобаны барлық жауабымен жою керек пе? Оларды қайтару мүмкін болмайды.
run-drop-sure = Иә, жойылсын
run-drop = Бұл жобаны жою
run-go-on = Жалғастыру
run-later = Кейін
run-review = Жауаптарды тексеру
run-ask-unknown = Белгісіз болғанын қайта сұрау
run-draft = Құжаттарды дайындау
run-open-case = Осы күндермен іс ашу
run-enter-case = Осы күндерді іске енгізу
run-elsewhere = Адамдардың аты-жөні, мекенжайы мен нөмірлері бұл чатта сұралмайды. Оларды толтыру үшін соттың поштасынан немесе терминалда жазыңыз: жалғастыру { $run }
no-run = Мұндай жоба жоқ. «құжаттар» басталған жобаларды және нені бастауға болатынын көрсетеді.

joined = { $first }, { $rest }
clause-alone = { $clause }

review-head = Тексеру: { $checklist }
review-line = { $number }. { $what }: { $answer }
review-found = Құжаттар топтамасына ескертулер:
review-change = «5 өзгерту» бесінші сұрақты қайта қояды; қалған жауаптар сақталады.
answer-by-hand = ______ (қолмен)
answer-unknown = әзірге белгісіз
answer-none = ______
answer-kept = бұл чатта көрсетілмейді
answer-yes = Иә
answer-no = Жоқ
finding-stops = ⛔ { $what } ({ $clauses })
finding-incomplete = ⚠ { $what } ({ $clauses })
finding-note = ℹ { $what } ({ $clauses })
missing-by-hand = қолмен толтырылады: { $what }
missing-unknown = мәлімет жоқ: { $what }
missing-enclosure = қоса берілмеген: { $what }
missing-translation = куәландырылған аудармасы жоқ: { $what }

question-enclosure = Құжат қоса беріле ме: { $document }?
question-reason = Құжат неге қажет емес: { $document }?
label-reason = неге қажет емес: { $document }
enclosure-translated = Куәландырылған аудармасымен қоса беріледі
enclosure-enclosed = Қоса беріледі
enclosure-missing = Жоқ
enclosure-not-needed = Қажет емес

which-paper-language = Құжаттар қай тілде дайындалсын? Ол осы әңгіменің тілінен өзге болуы мүмкін.
papers-in-ru = Орысша
papers-in-kk = Қазақша
papers-in-kk-ru = Қазақша және орысша екі бағанда
papers-in-en = Ағылшынша
papers-drafted = { $number } құжат дайындалды, { $version }-редакция. Бұл – жобалар; қол қойылғанына сот жауап береді.
papers-changed = Алдыңғы редакциядан бері өзгергені: { $what }.
papers-same = Алдыңғы редакциядан бері жауаптар өзгерген жоқ.
papers-incomplete = Құжаттарға толық емес деген белгі қойылды; «тексеру» не жетіспейтінін көрсетеді.
papers-none = Мұндай жауаптарда дайындайтын құжат жоқ; «тексеру» Нұсқаулық бойынша не істеу керегін көрсетеді.

paper-blank = ______________ ({ $what })
deficiency = { $what } ({ $clauses })
enclosed-translated = { $document }, куәландырылған аудармасымен
enclosed-without = { $document }, аудармасыз
enclosed-alone = { $document }
enclosed-missing = ______ { $document } (қоса берілмеген)

paper-seal = М.О.
paper-version = { $version }-редакция
paper-incomplete = ЖОБА, толық емес: { $clauses }

step-needs-year = Күнді жылымен жазыңыз: 05.03.1985.
step-no-full-name = Тегі, аты және әкесінің аты керек; әкесінің аты болмаса, «әкесінің аты жоқ» деп жазыңыз.
step-no-patronymic = Әкесінің атын қосыңыз немесе «әкесінің аты жоқ» деп жазыңыз: Смит Джон, әкесінің аты жоқ.
step-no-country = Мекенжайға елді қосыңыз: Германия, 10115 Берлин, Инвалиденштрассе, 1.
step-no-iin = Бұл ЖСН емес: бақылау цифры дұрыс 12 цифр керек.
step-no-bin = Бұл БСН емес: бақылау цифры дұрыс 12 цифр керек.

question-state = Сөз қай шет мемлекет туралы?
label-state = шет мемлекет
question-basis = Құқықтық көмек қандай негізде сұралады немесе көрсетіледі?
label-basis = құқықтық көмектің негізі
option-basis-treaty = Халықаралық шарт
option-basis-reciprocity = Шарт жоқ: өзаралық
question-treaty = Қандай шарт және оның қай бабы? Құжаттарда тұруға тиіс түрінде.
label-treaty = шарт және бабы
question-court = Соттың толық атауы қандай?
label-court = сот
question-judge = Іс қай судьяда? Қолтаңбадағыдай тегі мен аты-жөнінің бас әріптері.
label-judge = судья
question-department = Құжаттар қай Департаментке жолданады? Толық атауы.
label-department = Департамент
question-case-number = Істің нөмірі қандай?
label-case-number = істің нөмірі
