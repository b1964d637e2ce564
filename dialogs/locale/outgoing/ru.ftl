# What goes abroad: the words of its checklists in Russian. Names are the same in en.ftl, ru.ftl and kk.ftl.

# --- the checklists

checklist-order-service = Поручение о вручении за рубежом
checklist-order-action = Поручение об иных действиях за рубежом
checklist-petition-abroad = Ходатайство об исполнении за рубежом

# --- what decides the way

question-hearing = На какой день назначено рассмотрение дела?
label-hearing = день рассмотрения дела
question-case-kind = Какое это дело?
label-case-kind = категория дела
option-case-kind-civil = Гражданское
option-case-kind-family = Семейное
option-case-kind-criminal = Уголовное
option-case-kind-administrative = Об административном правонарушении
question-route = Каким путём документы направляются за рубеж?
label-route = порядок направления
option-route-department = Через Департамент
option-route-treaty = Иным путём по договору
question-route-treaty = Каким договором и какой статьёй предусмотрен этот путь и кому по ней направляются документы?
label-route-treaty = договор о порядке направления
question-languages = На каких языках составлены документы?
label-languages = языки и перевод
option-languages-certified = Казахский/русский + заверенный перевод
option-languages-no-translation = Казахский/русский, перевода пока нет
option-languages-other = Не на казахском и не на русском
option-languages-treaty = Иначе, как установлено договором
question-language-treaty = Что договор устанавливает о языках документов и в какой статье?
label-language-treaty = договор о языках документов

# --- the institution and the case

question-institution = Как называется запрашиваемое учреждение иностранного государства?
label-institution = запрашиваемое учреждение
question-case-name = Как называется дело?
label-case-name = наименование дела

# --- the plaintiff

question-plaintiff-kind = Кто истец по делу?
label-plaintiff-kind = истец: вид лица
option-plaintiff-kind-individual = Физическое лицо
option-plaintiff-kind-entity = Юридическое лицо Казахстана
option-plaintiff-kind-foreign-entity = Иностранное юридическое лицо
question-plaintiff-name = Укажите фамилию, имя, отчество истца. Если отчества нет, напишите «нет».
label-plaintiff-name = фамилия, имя, отчество истца
question-plaintiff-birth = Укажите дату и место рождения истца.
label-plaintiff-birth = дата и место рождения истца
question-plaintiff-residence = Укажите место жительства истца, включая страну.
label-plaintiff-residence = место жительства истца
question-plaintiff-citizenship = Укажите гражданство истца.
label-plaintiff-citizenship = гражданство истца
question-plaintiff-entity = Укажите наименование истца – юридического лица.
label-plaintiff-entity = наименование истца (юридического лица)
question-plaintiff-legal-address = Укажите юридический адрес или место нахождения истца, включая страну.
label-plaintiff-legal-address = юридический адрес истца
question-plaintiff-bank = Укажите банковские реквизиты истца.
label-plaintiff-bank = банковские реквизиты истца
question-plaintiff-bin = Укажите БИН истца.
label-plaintiff-bin = БИН истца
question-plaintiff-fiscal-code = Укажите фискальный код истца в его государстве.
label-plaintiff-fiscal-code = фискальный код истца

# --- the defendant

question-defendant-kind = Кто ответчик по делу?
label-defendant-kind = ответчик: вид лица
option-defendant-kind-individual = Физическое лицо
option-defendant-kind-entity = Юридическое лицо Казахстана
option-defendant-kind-foreign-entity = Иностранное юридическое лицо
question-defendant-name = Укажите фамилию, имя, отчество ответчика. Если отчества нет, напишите «нет».
label-defendant-name = фамилия, имя, отчество ответчика
question-defendant-birth = Укажите дату и место рождения ответчика.
label-defendant-birth = дата и место рождения ответчика
question-defendant-residence = Укажите место жительства ответчика, включая страну.
label-defendant-residence = место жительства ответчика
question-defendant-citizenship = Укажите гражданство ответчика.
label-defendant-citizenship = гражданство ответчика
question-defendant-entity = Укажите наименование ответчика – юридического лица.
label-defendant-entity = наименование ответчика (юридического лица)
question-defendant-legal-address = Укажите юридический адрес или место нахождения ответчика, включая страну.
label-defendant-legal-address = юридический адрес ответчика
question-defendant-bank = Укажите банковские реквизиты ответчика.
label-defendant-bank = банковские реквизиты ответчика
question-defendant-bin = Укажите БИН ответчика.
label-defendant-bin = БИН ответчика
question-defendant-fiscal-code = Укажите фискальный код ответчика в его государстве.
label-defendant-fiscal-code = фискальный код ответчика

# --- representatives, other information, the signature

question-has-representatives = Есть ли у сторон представители?
label-has-representatives = наличие представителей
question-representatives = Кого представляет каждый из них? Укажите фамилии, имена, отчества (при их наличии) и адреса представителей.
label-representatives = представители и их адреса
question-more-information = Нужны ли для исполнения или требуются ли по договору ещё какие-либо сведения? Сюда же относятся данные других лиц, если сторон несколько.
label-more-information = наличие других сведений
question-other-information = Какие другие сведения нужно указать?
label-other-information = другие сведения
question-signer = Кто подписывает поручение?
label-signer = кто подписывает
option-signer-judge = Судья, рассматривающий дело
option-signer-chairman = Председатель суда
question-chairman = Укажите фамилию и инициалы председателя суда.
label-chairman = председатель суда

# --- service of documents

question-served-party = Кто получатель документов?
label-served-party = получатель
option-served-party-defendant = Ответчик
option-served-party-plaintiff = Истец
option-served-party-other = Другое лицо
question-served-name = Укажите фамилию, имя, отчество (при его наличии) или наименование получателя.
label-served-name = имя или наименование получателя
question-served-data = Укажите другие данные о получателе. Физическое лицо: дата и место рождения, гражданство; юридическое лицо: банковские реквизиты, фискальные коды.
label-served-data = другие данные о получателе
question-recipient-address = Укажите точный адрес получателя, включая страну.
label-recipient-address = точный адрес получателя
question-documents-to-serve = Какой документ подлежит вручению? Укажите наименование; если документов несколько – каждый с новой строки.
label-documents-to-serve = документы, подлежащие вручению
question-enclosures-certified = Оформлены ли прилагаемые документы надлежащим образом и заверены ли они подписью судьи и гербовой печатью суда?
label-enclosures-certified = заверение приложений

# --- other procedural actions

question-action = Какое процессуальное действие нужно произвести?
label-action = процессуальное действие
option-action-question-party = Заслушивание стороны
option-action-question-witness = Заслушивание свидетеля
option-action-examination = Проведение экспертизы
option-action-inspection = Осмотр на месте
option-action-other = Иное действие
question-other-action = Какое это действие?
label-other-action = иное действие
question-action-ground = На чём основано это действие: какой закон или договор и статья либо взаимность?
label-action-ground = основание действия
question-questioned-party = Какую сторону нужно заслушать?
label-questioned-party = заслушиваемая сторона
option-questioned-party-plaintiff = Истец
option-questioned-party-defendant = Ответчик
question-witness-name = Укажите фамилию, имя, отчество свидетеля. Если отчества нет, напишите «нет».
label-witness-name = фамилия, имя, отчество свидетеля
question-witness-birth = Укажите дату и место рождения свидетеля.
label-witness-birth = дата и место рождения свидетеля
question-witness-residence = Укажите место жительства свидетеля, включая страну.
label-witness-residence = место жительства свидетеля
question-witness-citizenship = Укажите гражданство свидетеля.
label-witness-citizenship = гражданство свидетеля
question-examined-object = Что подлежит исследованию и какая это экспертиза?
label-examined-object = объект и вид экспертизы
question-inspected-place = Что подлежит осмотру и где это находится?
label-inspected-place = объект и место осмотра
question-questions-to-put = Какие вопросы нужно поставить? Каждый с новой строки.
label-questions-to-put = вопросы для постановки
question-order-content = В чём состоит поручение? Опишите, что нужно сделать или выяснить и какие обстоятельства дела этого касаются.
label-order-content = содержание поручения

# --- the petition

question-subject = О чём идёт речь? Для судебного приказа важно, где стороны проживали, когда он был вынесен.
label-subject = что подлежит исполнению
option-subject-act = Решение или иной судебный акт
option-subject-home-order = Судебный приказ, стороны жили в РК
option-subject-abroad-order = Судебный приказ, в иных случаях
option-subject-order-application = Заявление о приказе, должник за рубежом
question-petitioner = Кто обращается с ходатайством?
label-petitioner = кто обращается с ходатайством
option-petitioner-claimant = Взыскатель
option-petitioner-court = Суд – о неуплаченной госпошлине
question-first-instance = Ваш суд вынес судебный акт по первой инстанции?
label-first-instance = суд первой инстанции
question-on-the-merits = Ваш суд рассмотрел дело по существу?
label-on-the-merits = рассмотрение дела по существу
question-limitation = Истёк ли срок давности по законодательству запрашиваемого государства?
label-limitation = срок давности
option-limitation-running = Нет, ещё не истёк
option-limitation-good-reason = Да, по уважительной причине
option-limitation-expired = Да, без уважительной причины
question-restoration-reason = По какой причине пропущен срок?
label-restoration-reason = причина пропуска срока
question-foreign-court = Как называется компетентный суд иностранного государства?
label-foreign-court = компетентный иностранный суд
question-act-name = Укажите судебный акт и его дату.
label-act-name = судебный акт и его дата
question-act-force = Вступил ли судебный акт в законную силу?
label-act-force = вступление в законную силу
option-act-force-in-force = Да, и подлежит исполнению
option-act-force-before-force = Нет, но подлежит исполнению до этого
option-act-force-neither = Ни то ни другое
question-act-in-force = В какой день судебный акт вступил в законную силу?
label-act-in-force = день вступления в законную силу
question-act-content = Что постановил суд и что подлежит исполнению за рубежом?
label-act-content = подлежащее исполнению
question-fee-amount = Какова сумма неуплаченной государственной пошлины? Укажите и валюту.
label-fee-amount = неуплаченная государственная пошлина
question-claimant = Кто взыскатель? Укажите фамилию, имя, отчество (при его наличии) или наименование юридического лица.
label-claimant = взыскатель
question-claimant-address = Укажите адрес взыскателя, включая страну.
label-claimant-address = адрес взыскателя
question-applicant = Кто подал заявление о вынесении судебного приказа? Укажите фамилию, имя, отчество (при его наличии) или наименование юридического лица.
label-applicant = заявитель
question-applicant-address = Укажите адрес заявителя.
label-applicant-address = адрес заявителя
question-application-day = В какой день подано заявление?
label-application-day = день подачи заявления
question-debtor = Кто должник? Укажите фамилию, имя, отчество (при его наличии) или наименование юридического лица.
label-debtor = должник
question-debtor-address = Укажите место жительства или место нахождения должника, включая страну.
label-debtor-address = адрес должника

# --- enclosures; -as-is: where no certified translation is asked for

label-trial-notice = извещение о дате и месте судебного разбирательства
label-trial-notice-as-is = извещение о дате и месте судебного разбирательства
label-claim-copies = копии искового заявления
label-claim-copies-as-is = копии искового заявления
label-other-documents = другие документы (копии актов гражданского состояния, адресные справки и другие)
label-other-documents-as-is = другие документы (копии актов гражданского состояния, адресные справки и другие)
label-attached-documents = прилагаемые к поручению документы (копия искового заявления, судебные акты и другие)
label-attached-documents-as-is = прилагаемые к поручению документы (копия искового заявления, судебные акты и другие)
label-act-copy = судебный акт или его заверенная копия
label-act-copy-as-is = судебный акт или его заверенная копия
label-force-document = официальный документ о том, что судебный акт вступил в законную силу и подлежит исполнению либо подлежит исполнению до вступления в силу
label-force-document-as-is = официальный документ о том, что судебный акт вступил в законную силу и подлежит исполнению либо подлежит исполнению до вступления в силу
label-summons-document = документ о надлежащем и своевременном вызове не участвовавшей стороны, а при её недееспособности – о надлежащем представительстве
label-summons-document-as-is = документ о надлежащем и своевременном вызове не участвовавшей стороны, а при её недееспособности – о надлежащем представительстве
label-execution-document = документ о частичном исполнении судебного акта
label-execution-document-as-is = документ о частичном исполнении судебного акта
label-jurisdiction-document = документ о соглашении сторон по вопросам договорной подсудности
label-jurisdiction-document-as-is = документ о соглашении сторон по вопросам договорной подсудности
label-treaty-documents = другие документы, предусмотренные международным договором
label-treaty-documents-as-is = другие документы, предусмотренные международным договором

# --- what the checks say

check-hearing-too-near = До рассмотрения дела остаётся менее шести месяцев: поручение следовало направить не позднее этого дня: { $sendBy }. Если направить его сегодня, рассмотрение возможно не раньше этого дня: { $earliest }. Переносить ли рассмотрение, решает суд.
check-address-elsewhere = В адресе получателя названа иная страна, чем запрашиваемое государство. Исправьте одно из двух.
check-treaty-decides-form = Форму и содержание поручения определяет международный договор. До подписания сверьте проект с названной вами статьёй.
check-no-treaty-civil = При отсутствии договора поручение основано на принципе взаимности; по гражданскому и семейному делу оно составляется по самой Инструкции.
check-no-treaty-criminal = При отсутствии договора поручение основано на принципе взаимности и составляется по статьям 560 и 565 Уголовно-процессуального кодекса и Инструкции. Сверьте проект с этими статьями.
check-no-treaty-administrative = При отсутствии договора поручение основано на принципе взаимности и составляется по части третьей статьи 881 Кодекса об административных правонарушениях и Инструкции. Сверьте проект с этой статьёй.
check-route-by-treaty = Документы направляются путём, который предусмотрен названным договором; сопроводительное письмо в Департамент не составляется.
check-route-without-treaty = Иной путь, минуя Департамент, возможен только по ратифицированному договору. Выберите Департамент или укажите договор как основание.
check-translation-missing = К документам и приложениям нужен заверенный перевод на официальный язык запрашиваемого государства. Закажите и приложите его.
check-other-language = Документы и приложения составляются на государственном и (или) русском языках с заверенным переводом. Составьте их на одном из этих языков.
check-language-without-treaty = Иное правило о языках может установить только ратифицированный договор. Приложите заверенный перевод или укажите договор как основание.
check-enclosures-not-certified = Прилагаемые документы должны быть надлежаще оформлены и заверены подписью судьи и гербовой печатью суда. Заверьте их.
check-court-order-outside = Признание и исполнение этого судебного приказа за рубежом не входят в объём правовой помощи, если на момент его вынесения стороны не проживали в Казахстане. Ходатайство не составляется.
check-court-order-within = Судебный приказ входит в правовую помощь лишь потому, что на момент его вынесения стороны проживали в Казахстане.
check-application-returned = Место жительства или место нахождения должника – за пределами Казахстана: судья возвращает заявление и разъясняет заявителю необходимость обратиться в суд в порядке искового производства. Вместо ходатайства составляется документ о возвращении.
check-claimant-may-choose = Взыскатель вправе подать ходатайство и в компетентный суд иностранного государства; здесь оно подаётся через суд первой инстанции.
check-not-first-instance = Ходатайство подаётся в суд, вынесший судебный акт по первой инстанции, и документы прилагает он. Направьте взыскателя туда.
check-not-on-the-merits = О взыскании неуплаченной государственной пошлины ходатайствует суд, рассмотревший дело по существу. Передайте вопрос ему.
check-treaty-decides-petition = Форму и содержание ходатайства определяет международный договор. До подписания сверьте проект с названной вами статьёй.
check-petition-without-treaty = При отсутствии договора помощь запрашивается на основе взаимности. Содержание такого ходатайства Инструкция не определяет: выясните, чего требует запрашиваемое государство.
check-limitation-restorable = Срок восстанавливается в порядке, установленном законодательством запрашиваемого государства. Просьба об этом с названной причиной включена в ходатайство.
check-limitation-expired = Судебный акт предъявляется до истечения срока давности по законодательству запрашиваемого государства. Восстанавливается лишь срок, пропущенный по уважительной причине.
check-act-not-enforceable = К ходатайству нужен официальный документ о том, что судебный акт вступил в силу и подлежит исполнению либо подлежит исполнению до вступления в силу. Дождитесь одного из двух.
