# What goes abroad: the words of its checklists in Kazakh. Names are the same in en.ftl, ru.ftl and kk.ftl.

# --- the checklists

checklist-order-service = Шетелде құжаттарды табыс ету тапсырмасы
checklist-order-action = Шетелде өзге әрекеттер жасау тапсырмасы
checklist-petition-abroad = Шетелде орындату туралы өтінішхат

# --- what decides the way

question-hearing = Істі қарау қай күнге тағайындалған?
label-hearing = іс қаралатын күн
question-case-kind = Бұл қандай іс?
label-case-kind = іс санаты
option-case-kind-civil = Азаматтық
option-case-kind-family = Отбасылық
option-case-kind-criminal = Қылмыстық
option-case-kind-administrative = Әкімшілік құқық бұзушылық туралы
question-route = Құжаттар шетелге қандай жолмен жіберіледі?
label-route = жіберу тәртібі
option-route-department = Департамент арқылы
option-route-treaty = Шартта көзделген өзге жолмен
question-route-treaty = Бұл жол қай шартта және қай бапта көзделген, ол бойынша құжаттар кімге жіберіледі?
label-route-treaty = жіберу тәртібі туралы шарт
question-languages = Құжаттар қандай тілдерде жасалған?
label-languages = тілдер және аударма
option-languages-certified = Қазақша/орысша + куәландырылған аударма
option-languages-no-translation = Қазақша/орысша, аудармасы әзірге жоқ
option-languages-other = Қазақша да, орысша да емес
option-languages-treaty = Шартта өзгеше белгіленгендей
question-language-treaty = Шартта құжаттардың тілі туралы не белгіленген және қай бапта?
label-language-treaty = құжаттардың тілі туралы шарт

# --- the institution and the case

question-institution = Шет мемлекеттің сұрау салынған мекемесі қалай аталады?
label-institution = сұрау салынған мекеме
question-case-name = Істің атауы қандай?
label-case-name = істің атауы

# --- the plaintiff

question-plaintiff-kind = Іс бойынша талапкер кім?
label-plaintiff-kind = талапкер: тұлғаның түрі
option-plaintiff-kind-individual = Жеке тұлға
option-plaintiff-kind-entity = Қазақстандық заңды тұлға
option-plaintiff-kind-foreign-entity = Шетелдік заңды тұлға
question-plaintiff-name = Талапкердің тегі, аты, әкесінің аты қандай? Әкесінің аты болмаса, «жоқ» деп жазыңыз.
label-plaintiff-name = талапкердің тегі, аты, әкесінің аты
question-plaintiff-birth = Талапкердің туған күні мен жері қандай?
label-plaintiff-birth = талапкердің туған күні мен жері
question-plaintiff-residence = Талапкердің тұрғылықты жері қайда? Елін де көрсетіңіз.
label-plaintiff-residence = талапкердің тұрғылықты жері
question-plaintiff-citizenship = Талапкердің азаматтығы қандай?
label-plaintiff-citizenship = талапкердің азаматтығы
question-plaintiff-entity = Талапкер – заңды тұлға. Оның атауы қандай?
label-plaintiff-entity = талапкердің заңды тұлға ретіндегі атауы
question-plaintiff-legal-address = Талапкердің заңды мекенжайы немесе орналасқан жері қайда? Елін де көрсетіңіз.
label-plaintiff-legal-address = талапкердің заңды мекенжайы
question-plaintiff-bank = Талапкердің банктік деректемелері қандай?
label-plaintiff-bank = талапкердің банктік деректемелері
question-plaintiff-bin = Талапкердің БСН-і қандай?
label-plaintiff-bin = талапкердің БСН-і
question-plaintiff-fiscal-code = Талапкердің өз мемлекетіндегі фискалдық коды қандай?
label-plaintiff-fiscal-code = талапкердің фискалдық коды

# --- the defendant

question-defendant-kind = Іс бойынша жауапкер кім?
label-defendant-kind = жауапкер: тұлғаның түрі
option-defendant-kind-individual = Жеке тұлға
option-defendant-kind-entity = Қазақстандық заңды тұлға
option-defendant-kind-foreign-entity = Шетелдік заңды тұлға
question-defendant-name = Жауапкердің тегі, аты, әкесінің аты қандай? Әкесінің аты болмаса, «жоқ» деп жазыңыз.
label-defendant-name = жауапкердің тегі, аты, әкесінің аты
question-defendant-birth = Жауапкердің туған күні мен жері қандай?
label-defendant-birth = жауапкердің туған күні мен жері
question-defendant-residence = Жауапкердің тұрғылықты жері қайда? Елін де көрсетіңіз.
label-defendant-residence = жауапкердің тұрғылықты жері
question-defendant-citizenship = Жауапкердің азаматтығы қандай?
label-defendant-citizenship = жауапкердің азаматтығы
question-defendant-entity = Жауапкер – заңды тұлға. Оның атауы қандай?
label-defendant-entity = жауапкердің заңды тұлға ретіндегі атауы
question-defendant-legal-address = Жауапкердің заңды мекенжайы немесе орналасқан жері қайда? Елін де көрсетіңіз.
label-defendant-legal-address = жауапкердің заңды мекенжайы
question-defendant-bank = Жауапкердің банктік деректемелері қандай?
label-defendant-bank = жауапкердің банктік деректемелері
question-defendant-bin = Жауапкердің БСН-і қандай?
label-defendant-bin = жауапкердің БСН-і
question-defendant-fiscal-code = Жауапкердің өз мемлекетіндегі фискалдық коды қандай?
label-defendant-fiscal-code = жауапкердің фискалдық коды

# --- representatives, other information, the signature

question-has-representatives = Тараптардың өкілдері бар ма?
label-has-representatives = өкілдердің болуы
question-representatives = Олардың әрқайсысы кімнің өкілі? Өкілдердің тегін, атын, әкесінің атын (бар болса) және мекенжайларын көрсетіңіз.
label-representatives = өкілдер және олардың мекенжайлары
question-more-information = Орындау үшін немесе шарт бойынша тағы да мәліметтер керек пе? Тараптар бірнешеу болса, басқа тұлғалардың деректері де осыған жатады.
label-more-information = өзге мәліметтердің болуы
question-other-information = Қандай өзге мәліметтерді көрсету керек?
label-other-information = өзге де мәліметтер
question-signer = Тапсырмаға кім қол қояды?
label-signer = қол қоюшы
option-signer-judge = Істі қарап жатқан судья
option-signer-chairman = Сот төрағасы
question-chairman = Сот төрағасының тегі мен инициалдары қандай?
label-chairman = сот төрағасы

# --- service of documents

question-served-party = Құжаттарды алушы кім?
label-served-party = алушы
option-served-party-defendant = Жауапкер
option-served-party-plaintiff = Талапкер
option-served-party-other = Басқа тұлға
question-served-name = Алушының тегі, аты, әкесінің аты (бар болса) немесе атауы қандай?
label-served-name = алушының аты-жөні немесе атауы
question-served-data = Алушы туралы өзге деректерді көрсетіңіз. Жеке тұлға: туған күні мен жері, азаматтығы; заңды тұлға: банктік деректемелері, фискалдық кодтары.
label-served-data = алушы туралы өзге деректер
question-recipient-address = Алушының нақты мекенжайы қандай? Елін де көрсетіңіз.
label-recipient-address = алушының нақты мекенжайы
question-documents-to-serve = Қандай құжат табыс етілуге тиіс? Атауын көрсетіңіз; құжаттар бірнешеу болса, әрқайсысын жаңа жолдан жазыңыз.
label-documents-to-serve = табыс етілуге жататын құжаттар
question-enclosures-certified = Қоса берілетін құжаттар тиісінше ресімделіп, судьяның қолымен және соттың елтаңбалы мөрімен куәландырылған ба?
label-enclosures-certified = қосымшалардың куәландырылуы

# --- other procedural actions

question-action = Қандай процестік әрекет жасалуға тиіс?
label-action = процестік әрекет
option-action-question-party = Тарапты тыңдау
option-action-question-witness = Куәны тыңдау
option-action-examination = Сараптама жүргізу
option-action-inspection = Жергілікті жерде қарап-тексеру
option-action-other = Өзге әрекет
question-other-action = Бұл қандай әрекет?
label-other-action = өзге әрекет
question-action-ground = Бұл әрекет неге негізделген: қай заң немесе шарт және бап, әлде өзаралық па?
label-action-ground = әрекеттің негізі
question-questioned-party = Қай тарапты тыңдау керек?
label-questioned-party = тыңдалатын тарап
option-questioned-party-plaintiff = Талапкер
option-questioned-party-defendant = Жауапкер
question-witness-name = Куәның тегі, аты, әкесінің аты қандай? Әкесінің аты болмаса, «жоқ» деп жазыңыз.
label-witness-name = куәның тегі, аты, әкесінің аты
question-witness-birth = Куәның туған күні мен жері қандай?
label-witness-birth = куәның туған күні мен жері
question-witness-residence = Куәның тұрғылықты жері қайда? Елін де көрсетіңіз.
label-witness-residence = куәның тұрғылықты жері
question-witness-citizenship = Куәның азаматтығы қандай?
label-witness-citizenship = куәның азаматтығы
question-examined-object = Не зерттелуге тиіс және бұл қандай сараптама?
label-examined-object = сараптама объектісі мен түрі
question-inspected-place = Не қарап-тексерілуге тиіс және ол қай жерде?
label-inspected-place = қарап-тексеру объектісі мен орны
question-questions-to-put = Қандай сұрақтар қойылуға тиіс? Әрқайсысын жаңа жолдан жазыңыз.
label-questions-to-put = қойылатын сұрақтар
question-order-content = Тапсырманың мазмұны қандай? Не істеу немесе анықтау керек екенін және оған қатысты іс мән-жайларын сипаттаңыз.
label-order-content = тапсырманың мазмұны

# --- the petition

question-subject = Мәселе не туралы? Сот бұйрығы үшін оның шығарылған кезінде тараптардың қайда тұрғаны маңызды.
label-subject = орындалуға жататын акт
option-subject-act = Шешім немесе өзге сот актісі
option-subject-home-order = Сот бұйрығы, тараптар ҚР-да тұрған
option-subject-abroad-order = Сот бұйрығы, өзге жағдайларда
option-subject-order-application = Бұйрық туралы арыз, борышкер шетелде
question-petitioner = Өтінішхатпен кім жүгінеді?
label-petitioner = өтінішхат беруші
option-petitioner-claimant = Өндіріп алушы
option-petitioner-court = Сот – төленбеген мемлекеттік баж туралы
question-first-instance = Сот актісін бірінші сатыда сіздің сот шығарған ба?
label-first-instance = бірінші сатыдағы сот
question-on-the-merits = Істі мәні бойынша сіздің сот қараған ба?
label-on-the-merits = істі мәні бойынша қарау
question-limitation = Сұрау салынған мемлекеттің заңнамасы бойынша ескіру мерзімі өтіп кетті ме?
label-limitation = ескіру мерзімі
option-limitation-running = Жоқ, әлі өткен жоқ
option-limitation-good-reason = Иә, дәлелді себеппен
option-limitation-expired = Иә, дәлелді себепсіз
question-restoration-reason = Мерзім қандай себеппен өткізіп алынды?
label-restoration-reason = мерзімнің өту себебі
question-foreign-court = Шет мемлекеттің құзыретті соты қалай аталады?
label-foreign-court = шет мемлекеттің құзыретті соты
question-act-name = Сот актісін және оның шығарылған күнін көрсетіңіз.
label-act-name = сот актісі және оның күні
question-act-force = Сот актісі заңды күшіне енді ме?
label-act-force = заңды күшіне енуі
option-act-force-in-force = Иә, орындалуға жатады
option-act-force-before-force = Жоқ, бірақ оған дейін орындалуға тиіс
option-act-force-neither = Екеуі де емес
question-act-in-force = Сот актісі заңды күшіне қай күні енді?
label-act-in-force = заңды күшіне енген күні
question-act-content = Сот не шешті және шетелде не орындалуға жатады?
label-act-content = орындалуға жататын бөлігі
question-fee-amount = Төленбеген мемлекеттік баждың сомасы қанша? Валютасын да көрсетіңіз.
label-fee-amount = төленбеген мемлекеттік баж
question-claimant = Өндіріп алушы кім? Тегін, атын, әкесінің атын (бар болса) немесе заңды тұлғаның атауын көрсетіңіз.
label-claimant = өндіріп алушы
question-claimant-address = Өндіріп алушының мекенжайы қандай? Елін де көрсетіңіз.
label-claimant-address = өндіріп алушының мекенжайы
question-applicant = Сот бұйрығын шығару туралы арызды кім берді? Тегін, атын, әкесінің атын (бар болса) немесе заңды тұлғаның атауын көрсетіңіз.
label-applicant = арыз беруші
question-applicant-address = Арыз берушінің мекенжайы қандай?
label-applicant-address = арыз берушінің мекенжайы
question-application-day = Арыз қай күні берілді?
label-application-day = арыз берілген күн
question-debtor = Борышкер кім? Тегін, атын, әкесінің атын (бар болса) немесе заңды тұлғаның атауын көрсетіңіз.
label-debtor = борышкер
question-debtor-address = Борышкердің тұрғылықты жері немесе орналасқан жері қайда? Елін де көрсетіңіз.
label-debtor-address = борышкердің мекенжайы

# --- enclosures; -as-is: where no certified translation is asked for

label-trial-notice = сот талқылауының күні мен орны туралы хабарлама
label-trial-notice-as-is = сот талқылауының күні мен орны туралы хабарлама
label-claim-copies = талап қою арызының көшірмелері
label-claim-copies-as-is = талап қою арызының көшірмелері
label-other-documents = басқа да құжаттар (азаматтық хал актілерінің көшірмелері, мекенжай анықтамалары және т.б.)
label-other-documents-as-is = басқа да құжаттар (азаматтық хал актілерінің көшірмелері, мекенжай анықтамалары және т.б.)
label-attached-documents = тапсырмаға қоса берілетін құжаттар (талап қою арызының көшірмесі, сот актілері және т.б.)
label-attached-documents-as-is = тапсырмаға қоса берілетін құжаттар (талап қою арызының көшірмесі, сот актілері және т.б.)
label-act-copy = сот актісі немесе оның куәландырылған көшірмесі
label-act-copy-as-is = сот актісі немесе оның куәландырылған көшірмесі
label-force-document = сот актісінің заңды күшіне енгені және орындалуға жататыны немесе оған дейін орындалуға тиіс екені туралы ресми құжат
label-force-document-as-is = сот актісінің заңды күшіне енгені және орындалуға жататыны немесе оған дейін орындалуға тиіс екені туралы ресми құжат
label-summons-document = қатыспаған тараптың тиісінше және уақтылы шақырылғаны, ал әрекетке қабілетсіз болса – оның атынан тиісінше өкілдік етілгені туралы құжат
label-summons-document-as-is = қатыспаған тараптың тиісінше және уақтылы шақырылғаны, ал әрекетке қабілетсіз болса – оның атынан тиісінше өкілдік етілгені туралы құжат
label-execution-document = сот актісінің ішінара орындалғаны туралы құжат
label-execution-document-as-is = сот актісінің ішінара орындалғаны туралы құжат
label-jurisdiction-document = тараптардың шарттық соттылық туралы келісімін растайтын құжат
label-jurisdiction-document-as-is = тараптардың шарттық соттылық туралы келісімін растайтын құжат
label-treaty-documents = халықаралық шартта көзделген басқа да құжаттар
label-treaty-documents-as-is = халықаралық шартта көзделген басқа да құжаттар

# --- what the checks say

check-hearing-too-near = Іс қаралатын күнге дейін алты айдан аз уақыт қалды. Тапсырманы жіберудің соңғы күні: { $sendBy }. Бүгін жіберілсе, істі қараудың ең ерте күні: { $earliest }. Істі қарауды кейінге қалдыру-қалдырмауды сот шешеді.
check-address-elsewhere = Алушының мекенжайында сұрау салынған мемлекеттен басқа ел көрсетілген. Екеуінің бірін түзетіңіз.
check-treaty-decides-form = Тапсырманың нысаны мен мазмұнын халықаралық шарт айқындайды. Қол қойғанға дейін жобаны өзіңіз атаған баппен салыстырыңыз.
check-no-treaty-civil = Шарт болмаған кезде тапсырма өзаралық қағидатына негізделеді; азаматтық және отбасылық іс бойынша ол Нұсқаулықтың өзіне сәйкес жасалады.
check-no-treaty-criminal = Шарт болмаған кезде тапсырма өзаралық қағидатына негізделеді және Қылмыстық-процестік кодекстің 560, 565-баптары мен Нұсқаулық бойынша жасалады. Жобаны осы баптармен салыстырыңыз.
check-no-treaty-administrative = Шарт болмаған кезде тапсырма өзаралық қағидатына негізделеді және Әкімшілік құқық бұзушылық туралы кодекстің 881-бабының үшінші бөлігі мен Нұсқаулық бойынша жасалады. Жобаны осы баппен салыстырыңыз.
check-route-by-treaty = Құжаттар аталған шартта көзделген жолмен жіберіледі; Департаментке ілеспе хат жасалмайды.
check-route-without-treaty = Департамент арқылы жіберуден өзге жол ратификацияланған шарт бойынша ғана мүмкін. Департаментті таңдаңыз немесе негіз ретінде шартты көрсетіңіз.
check-translation-missing = Құжаттар мен қосымшаларға сұрау салынған мемлекеттің ресми тіліндегі куәландырылған аударма керек. Оны жасатып, қоса беріңіз.
check-other-language = Құжаттар мен қосымшалар мемлекеттік тілде және/немесе орыс тілінде жасалып, куәландырылған аудармасы қоса беріледі. Оларды осы тілдердің бірінде жасаңыз.
check-language-without-treaty = Тіл туралы өзге қағиданы ратификацияланған шарт қана белгілей алады. Куәландырылған аударманы қоса беріңіз немесе негіз ретінде шартты көрсетіңіз.
check-enclosures-not-certified = Қоса берілетін құжаттар тиісінше ресімделіп, судьяның қолымен және соттың елтаңбалы мөрімен куәландырылуға тиіс. Оларды куәландырыңыз.
check-court-order-outside = Бұл сот бұйрығын шетелде тану және орындау ол шығарылған кезде тараптар Қазақстанда тұрмаса, құқықтық көмектің көлеміне кірмейді. Өтінішхат жасалмайды.
check-court-order-within = Сот бұйрығы шығарылған кезде тараптар Қазақстанда тұрғандықтан ғана құқықтық көмекке кіреді.
check-application-returned = Борышкердің тұрғылықты жері немесе орналасқан жері – Қазақстаннан тыс: судья арызды қайтарып, арыз берушіге талап қою тәртібімен сотқа жүгіну қажеттігін түсіндіреді. Өтінішхаттың орнына қайтару туралы құжат жасалады.
check-claimant-may-choose = Өндіріп алушы өтінішхатты шет мемлекеттің құзыретті сотына да бере алады; мұнда ол бірінші сатыдағы сот арқылы беріледі.
check-not-first-instance = Өтінішхат сот актісін бірінші сатыда шығарған сотқа беріледі, құжаттарды сол сот қоса береді. Өндіріп алушыны сол сотқа жіберіңіз.
check-not-on-the-merits = Төленбеген мемлекеттік бажды өндіріп алу туралы өтінішхатпен істі мәні бойынша қараған сот жүгінеді. Мәселені сол сотқа беріңіз.
check-treaty-decides-petition = Өтінішхаттың нысаны мен мазмұнын халықаралық шарт айқындайды. Қол қойғанға дейін жобаны өзіңіз атаған баппен салыстырыңыз.
check-petition-without-treaty = Шарт болмаған кезде көмек өзаралық негізінде сұратылады. Мұндай өтінішхаттың мазмұнын Нұсқаулық айқындамайды: сұрау салынған мемлекет не талап ететінін анықтаңыз.
check-limitation-restorable = Мерзім сұрау салынған мемлекеттің заңнамасында белгіленген тәртіппен қалпына келтіріледі. Бұл туралы өтініш аталған себеппен бірге өтінішхатқа енгізілді.
check-limitation-expired = Сот актісі сұрау салынған мемлекеттің заңнамасындағы ескіру мерзімі өткенге дейін ұсынылады. Дәлелді себеппен өткізіп алынған мерзім ғана қалпына келтіріледі.
check-act-not-enforceable = Өтінішхатқа сот актісінің заңды күшіне еніп, орындалуға жататыны не оған дейін орындалуға тиіс екені туралы ресми құжат керек. Екеуінің бірі болғанша күтіңіз.
