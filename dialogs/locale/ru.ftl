# Что Комек говорит по-русски. Имена и значения те же, что в en.ftl и kk.ftl.

welcome = Komek: Инструкция о правовой помощи между судами Казахстана и иностранными судами.
    Спросите своими словами, назовите пункт (22.4) или напишите, когда поступили документы. /help – что я умею.
    Қазақша сұрасаңыз, қазақша жауап беремін. Ask in English and I answer in English.
examples = Например:
    – в какой срок исполняется поручение иностранного суда?
    – получено 31.01.2026, до какого числа исполнить?
    – /clause 22.4
help-count = /due – рассчитать срок
help = Спрашивайте об Инструкции по-русски, по-казахски или по-английски, своими словами.
    /clause 22.4 – текст пункта; можно «22-25» и «глава 2»
    получено 31.01.2026, до какого числа? – дата и каждый шаг расчёта
    почему? – как получена последняя дата
    /calendar 2026 – нерабочие дни, рабочие субботы и воскресенья
    /lang ru | kk | en – язык;  /cancel – отменить начатое;  /quit – выйти
    Цифра выбирает шаг, который стоит рядом с ней.
cancelled = Отменено. Вопросов к вам сейчас нет.
not-known-yet = Тогда с датой подождём. Напишите, когда день станет известен.
which-language = На каком языке? /lang ru – русский, /lang kk – қазақша, /lang en – English
language-chosen = Дальше по-русски.
no-such-year = Могу показать календарь с { $first } по { $last } год.
no-such-choice = { $last ->
    [0] Сейчас не из чего выбирать.
   *[other] Введите цифру от 1 до { $last }.
  }
no-such-command = Команды { $written } нет.
too-long = Слишком длинно: не более { $longest } знаков.
nothing-written = Пустое сообщение. Задайте вопрос или наберите /help.
nothing-asked = Я не задавал вопроса, на который отвечают «да» или «нет».
no-such-day = Такого дня в календаре нет: { $written }. Напишите, например, 31.01.2026.

name-clause = { $sub ->
    [none] п. { $number }
   *[other] пп. { $sub }) п. { $number }
  }
name-item = { $sub ->
    [none] п. { $number } приказа
   *[other] пп. { $sub }) п. { $number } приказа
  }
name-order-head = приказ об утверждении
name-order-preamble = преамбула приказа
source = { $part ->
    [0] — { $clause }. { $label }.
   *[other] — { $clause }, часть { $part }. { $label }.
  }
official-text = Юридическую силу имеют официальные тексты на казахском и русском языках: «Әділет», { $register }, { $url }
restated = В редакции приказа от { $adopted } № { $number }.
amended = С изменениями, внесёнными приказом от { $adopted } № { $number }.
article = Отсылка: { $code }, ст. { $article } ({ $checked ->
    [unknown] текст нами не сверен
   *[other] дата сверки: { $checked }
  }).
paragraph-of = Отсылка: { $code }, п. { $article } ({ $checked ->
    [unknown] текст нами не сверен
   *[other] сверено { $checked }
  }).
treaty-may-differ = Ратифицированный международный договор может установить иное (п. 4): проверьте договор с этим государством.
no-limit = Срока для этого Инструкция не устанавливает ({ $clause }).
several-clauses = Вот эти пункты; чтобы прочитать, введите цифру рядом:
no-such-paragraph = Пункта { $written } нет: в Инструкции { $last } пункта.
no-such-chapter = Главы { $written } нет: в Инструкции три главы.
no-such-sub-item = В { $clause } нет подпункта { $written }.
no-such-item = Пункта { $written } в приказе нет: в нём пункты 1–4.
strange-article = Статью { $written } другого акта Инструкция не упоминает. Я знаю только то, что сказано в Инструкции.
wording-not-held = Редакции, действовавшей в указанный день, у нас нет ({ $clause }; { $day }). Нынешнюю редакцию ввёл акт: { $act }.
wording-unknown = Нынешнюю редакцию ({ $clause }) ввёл акт: { $act }. День её введения в действие нам неизвестен, поэтому в указанный день ({ $day }) могла действовать другая.
wording-held = В указанный день ({ $day }) действовала эта редакция.

unsure = Уточните, что вы имеете в виду:
unsure-direction = Речь о документах, поступивших из-за рубежа (пункты 9–20), или о тех, что вы направляете за рубеж (пункты 21–33)?
not-covered = Об этом в Инструкции не сказано.
can-do = Я отвечаю только по этой Инструкции: поручения и ходатайства из-за рубежа (пункты 9–20) и в иностранные суды (пункты 21–33), а также их сроки.
choice-heading = { $clause }. { $heading }
choice-date = Рассчитать дату: { $limit }
choice-why = Почему эта дата?
choice-clause = Показать: { $clause }
choice-other-day = Другой день
choice-override = Договор или другой закон устанавливает иной срок

limit-department_review = рассмотрение Департаментом, 10 рабочих дней ({ $clause })
limit-execute_order = исполнение иностранного поручения, один месяц ({ $clause })
limit-forward_jurisdiction = пересылка по подсудности, 5 рабочих дней ({ $clause })
limit-inform_authority = уведомление компетентного органа о пересылке, 5 рабочих дней ({ $clause })
limit-present_foreign_act = предъявление иностранного судебного акта, 3 года ({ $clause })
limit-consider_petition = рассмотрение ходатайства, срок по процессуальному закону ({ $clause })
limit-send_order_before_hearing = направление поручения за рубеж, за 6 месяцев до заседания ({ $clause })
limit-present_act_abroad = предъявление нашего акта за рубежом, срок по праву запрашиваемого государства ({ $clause })

ask-limit = Какой срок рассчитать?
several-dates = Здесь несколько дат. Напишите ту, от которой считать.
ask-date-forms = Напишите, например: 31.01.2026, 2026-01-31, «31 января» или «вчера».
ask-originals-received = В какой день Департамент получил подлинники?
ask-order-received = В какой день ваш суд получил поручение?
ask-no-jurisdiction = С какого дня считать пять дней: когда установлено, что поручение неподсудно вашему суду? (Инструкция этот день не называет; надёжнее – день поступления.)
ask-order-forwarded = В какой день поручение переслали в другой суд?
ask-foreign-act-in-force = В какой день иностранный судебный акт вступил в законную силу, как это удостоверил иностранный суд?
ask-petition-accepted = В какой день принято ходатайство?
ask-hearing = На какой день назначено заседание?
ask-act-in-force = С какого дня идёт срок по праву запрашиваемого государства?
ask-length-procedural-law = { $clause } отсылает к процессуальному законодательству и самого срока не называет. Каков срок и по какой статье?
ask-length-requested-state-law = { $clause } отсылает к праву запрашиваемого государства и самого срока не называет. Каков срок, по какому акту и статье?
ask-override = Какой другой срок и по какому договору или акту и статье?
ask-override-form = Напишите, например: «2 месяца: Договор с …, ст. 5».
ask-original = День поступления: { $day }. Поступили именно подлинники? Десять рабочих дней идут со дня поступления подлинников, а не скана или электронного письма.
original-yes = Да, подлинники
original-no = Нет, копия или скан
copies-do-not-count = Тогда десять рабочих дней ещё не начались: они идут со дня поступления подлинников (п. 8). Напишите, когда поступят подлинники.
no-date-given = Дата ещё не рассчитана. Наберите /due или напишите, когда поступили документы.

due-forward = Последний день: { $day }
due-backward = Направить не позднее: { $day }
due-left = { $days ->
    [0] Это сегодня.
    [one] Остался { $days } календарный день, рабочих: { $working }.
    [few] Осталось { $days } календарных дня, рабочих: { $working }.
   *[many] Осталось { $days } календарных дней, рабочих: { $working }.
  }
due-late = ПРОСРОЧЕНО: { $days ->
    [one] на { $days } календарный день
    [few] на { $days } календарных дня
   *[many] на { $days } календарных дней
  } (рабочих: { $working }).
length-working_days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
  }
length-calendar_days = { $n ->
    [one] { $n } календарный день
    [few] { $n } календарных дня
   *[many] { $n } календарных дней
  }
length-months = { $n ->
    [1] один месяц
    [one] { $n } месяц
    [few] { $n } месяца
   *[many] { $n } месяцев
  }
length-years = { $n ->
    [1] один год
    [one] { $n } год
    [few] { $n } года
   *[many] { $n } лет
  }
due-rule-originals-received = { $clause }: { $length } со дня поступления подлинников ({ $start }).
due-rule-order-received = { $clause }: { $length } со дня поступления поручения ({ $start }).
due-rule-no-jurisdiction = { $clause }: { $length } на пересылку поручения; начало отсчёта: { $start }.
due-rule-order-forwarded = { $clause }: { $length } на уведомление компетентного органа со дня пересылки ({ $start }).
due-rule-foreign-act-in-force = { $clause }: { $length } со дня вступления иностранного акта в законную силу ({ $start }).
due-rule-petition-accepted = { $clause }: { $length } со дня принятия ходатайства ({ $start }).
due-rule-hearing = { $clause }: { $length } до дня заседания ({ $start }).
due-rule-act-in-force = { $clause }: { $length }; начало отсчёта: { $start }.
due-override = Срок по { $clause } заменён этим на основании: { $basis }
due-moved-forward = Сам срок истекает в нерабочий день: { $bare } ({ $reason }); он переносится на следующий рабочий день.
due-moved-backward = При обратном отсчёте выпадает нерабочий день: { $bare } ({ $reason }); надёжнее предыдущий рабочий день.
due-earliest-hearing = Если направить поручение сегодня, ближайшее заседание, к которому оно успевает: { $day }. Переносить ли заседание, решает суд.
due-restorable = Срок, пропущенный по уважительной причине, можно восстановить (порядок – { $clause }).
due-worked-weekend = Последний день – рабочая суббота или рабочее воскресенье. Надёжнее: { $day }.
assumed-originals = Отсчёт со дня поступления подлинников; копия или скан течения срока не начинает.
assumed-receipt-by-court = Отсчёт со дня поступления в исполняющий суд; по чьему получению считать, если поручение прошло через Департамент, Инструкция не говорит.
assumed-real-day = Отсчёт от фактического дня поступления. Если документы зарегистрированы позже, эта дата более ранняя и потому надёжнее.
assumed-start-forwarding = С какого дня идут эти пять дней, Инструкция не говорит. Если неподсудность установлена позже поступления, надёжнее считать от поступления: дата будет раньше.
assumed-start-informing = С какого дня идут эти пять дней, Инструкция не говорит. Считаем со дня пересылки; надёжнее уведомить в те же пять дней, что и переслать.
assumed-certified-force = День вступления в силу – тот, что удостоверил иностранный суд.
assumed-same-number = «Не позднее чем за 6 месяцев» считаем до того же числа месяца; надёжнее всего – рабочий день накануне, { $safe }.
assumed-to-authority = Учитывается направление в компетентный орган Казахстана; документы поступают туда через Департамент (п. 26).
planning-department = Совет по планированию, не требование Инструкции. Чтобы уложились десять рабочих дней Департамента (п. 8), передайте в Департамент до этого дня включительно: { $day }. Перевод подготовьте раньше.
hearing-on-day-off = Само заседание приходится на нерабочий день: { $day } ({ $reason }).
estimated-years = Предварительно: производственный календарь { $years } года ещё не подтверждён, уполномоченный орган по труду может перенести выходные.
estimated-no-calendar = Предварительно: календаря { $years } года нет, выходными считались только субботы и воскресенья.
estimated-day = Предварительно: Курбан айт ({ $day }) может сдвинуться на день.
calculation-aid = Это подсказка для расчёта; решает суд.

trace-title = Как получена дата ({ $clause }, { $length }):
trace-event = { $day } – день события, он не считается; первый день срока – { $first }.
trace-hearing = { $day } – день заседания; от него отсчёт назад.
trace-skipped = { $day } – не считается: { $reason }.
trace-counted = { $day } – считается: { $reason }.
trace-nth = { $day } – { $n ->
    [1] искомый рабочий день
   *[other] { $n }-й рабочий день
  }. Субботы и воскресенья по пути не считаются.
trace-ends = Срок истекает: { $day }.
trace-back = Обратный отсчёт даёт: { $day }.
trace-no-such-number = Такого числа в последнем месяце нет; срок истекает в его последний день: { $day }.
trace-day-off = { $day } – нерабочий день: { $reason }.
trace-moved = Последний день после переноса: { $day }.
rule-event-day = День события не считается.
rule-working-days = Рабочие дни – по пятидневной неделе; перенесённые выходные считаются нерабочими днями, рабочие субботы и воскресенья – рабочими.
rule-calendar-days = Календарные дни считаются подряд.
rule-same-number = Срок в месяцах или годах истекает в то же число последнего месяца, а если такого числа нет – в последний день этого месяца.
rule-day-off-forward = Если последний день срока нерабочий, он переносится на следующий рабочий день.
rule-day-off-backward = При обратном отсчёте нерабочий день переносится на предыдущий рабочий день.
rule-last-day = В последний день срок ещё не пропущен.
rule-source = { $code }, ст. { $article }
rule-ours = Нормы, которая бы это предписывала, нет; так мы считаем для надёжности.
trace-procedural-chapter = Процессуальные сроки регулирует глава ГПК о процессуальных сроках (ст. 120–126); её текст нами не сверен.
trace-calendar = Календарь: { $version }
reason-weekend = выходной
reason-holiday = { $holiday }
reason-carried = { $holiday }, перенесённый выходной; прежний день – { $other }
reason-moved-off = перенесённый выходной; прежний день – { $other }
reason-worked = рабочий день; перенесённый выходной – { $other }
reason-entered-off = выходной, введён администратором: { $act }
reason-entered-work = рабочий день, введён администратором: { $act }
reason-estimated = { $reason } (предварительно)

fault-event-ahead = Этот день ещё не наступил: { $day }. Сегодня { $today }. Срок считается, когда событие произошло. Верен ли год?
fault-outside = Эта дата вне пределов 1–9999 годов.
fault-override-form = Не удалось распознать срок.
fault-override-length = { $given } – не срок: нужно целое число от 1 до { $longest }.
fault-override-basis = Назовите договор или акт и статью: без основания действует срок Инструкции.

calendar-title = Календарь { $year } года, пятидневная неделя; рабочих дней: { $working }.
calendar-off = Нерабочие дни с понедельника по пятницу:
calendar-off-none = Сведений о нерабочих днях с понедельника по пятницу нет.
calendar-worked = Рабочие субботы и воскресенья:
calendar-worked-none = Сведений о рабочих субботах и воскресеньях нет.
calendar-day = { $day }: { $reason }
calendar-confirmed = Дата сверки: { $day }. Источник: { $source }.

# --- people and cases

invited-only = С делами работают те, кого пригласил их суд. Попросите код у администратора вашего суда, затем отправьте /start и код.
may-not-do = Ваша роль этого не позволяет.
may-not = Ваша роль не позволяет регистрировать дела.
code-not-good = Код не действует: он уже использован, выдан более семи дней назад или введён с ошибкой. Попросите новый.
let-in = Добро пожаловать, { $name } ({ $role }).
no-such-case = { $written ->
    [none] Среди доступных вам дел такого нет.
   *[other] Среди доступных вам дел нет дела { $written }.
  }
number-taken = В вашем суде уже есть дело { $number }. Введите другой номер или пропустите этот вопрос.
old-choice = Эта кнопка – от прежнего вопроса. Ответьте на последний или наберите /cancel.
no-form = Сейчас ничего не заполняется. /register – зарегистрировать дело, /cases – ваши дела.

kind-received-service = полученное поручение, вручение документов
kind-received-action = полученное поручение, иное процессуальное действие
kind-received-petition = полученное ходатайство
kind-outgoing-order = исходящее поручение
kind-outgoing-petition = исходящее ходатайство

event-order-received = поручение поступило в суд
event-registered = поручение зарегистрировано
event-no-jurisdiction = установлена неподсудность
event-order-forwarded = поручение переслано в другой суд
event-authority-informed = компетентный орган уведомлён
event-second-court-received = поручение поступило в другой суд
event-served = документы вручены
event-acceptance-refused = получатель отказался принять документы
event-executed = процессуальное действие произведено
event-impossible = установлена невозможность исполнения
event-execution-refused = суд отказал в исполнении
event-returned-unexecuted = поручение возвращено без исполнения
event-papers-sent = документы направлены в Департамент
event-originals-received = Департамент получил подлинники
event-papers-returned = документы возвращены для устранения недостатков
event-papers-passed = Департамент направил документы дальше
event-foreign-act-in-force = иностранный судебный акт вступил в законную силу
event-petition-received = ходатайство поступило
event-petition-accepted = ходатайство принято
event-petition-granted = ходатайство удовлетворено
event-petition-refused = в удовлетворении ходатайства отказано
event-petition-returned = ходатайство возвращено
event-hearing = судебное заседание
event-order-sent = поручение направлено компетентному органу
event-answer-received = получен ответ из-за рубежа
event-act-in-force = наш судебный акт вступил в законную силу
event-petition-sent = ходатайство направлено компетентному органу
event-closed = дело закрыто
event-reopened = дело открыто вновь

form-step = Вопрос { $number } из { $all }
form-take-choice = Введите номер одного из ответов.
form-no-date = Не вижу здесь даты. Напишите, например, 31.01.2026 или «не знаю».
form-own-state = Это Казахстан. Какое иностранное государство?
form-no-state = Государства с таким названием не знаю. Напишите название или двухбуквенный код либо пропустите вопрос.
form-which-state = Какое из этих?
form-needed = Без этого ответа не обойтись.
form-not-known = Пока не знаю
form-skip = Пропустить
state-name = { $state }
told-on = { $event } – { $day }
colleague = { $name } ({ $role })

ask-register-kind = Что вы регистрируете?
ask-day-order-received = В какой день ваш суд получил поручение?
ask-day-petition-received = В какой день ваш суд получил ходатайство?
ask-day-hearing = На какой день назначено заседание? Поручение направляется не позднее чем за шесть месяцев до него.
ask-day-act-in-force = В какой день судебный акт вашего суда вступил в законную силу?
ask-register-state = Какое иностранное государство?
ask-register-number = Под каким номером дело числится в вашем суде? Если номера нет, я его присвою.
ask-register-basis = На каком основании: какой договор или взаимность?
ask-event-event = Что произошло?
ask-day-of = В какой день? Событие: { $event }.
ask-correct-told = Какую дату исправить?
ask-correct-reason = Почему дата исправляется? Прежняя останется в истории вместе с этой причиной.
ask-term-limit = Вместо какого срока действует иной?
ask-term-term = Каков он, по какому договору или акту и статье? Напишите, например: «2 месяца: Договор с …, ст. 5».
ask-close-reason = Почему дело закрывается? Несколько слов, без имён сторон.
ask-reopen-reason = Почему дело открывается вновь?
ask-hand-over-person = Кому передать дело?
ask-deputy-person = Кто замещает ответственного по этому делу?
ask-judge-person = Кто судья по этому делу?

case-opened = Зарегистрировано: дело { $number }.
case-told = Записано в дело { $number }.
case-corrected = Исправлено в деле { $number }; прежняя дата осталась в истории.
case-term = Дело { $number }: теперь считается иной срок.
case-closed = Дело { $number } закрыто.
case-reopened = Дело { $number } открыто вновь.
case-person = Дело { $number }: записано.
case-title = Дело { $number }: { $kind }{ $state ->
    [none] .
   *[other] , { $state }.
  }
case-basis = Основание: { $basis }.
case-closed-on = Дата закрытия: { $day }.
case-due = { $day } – { $limit }
case-waits = Ещё не рассчитано: { $limit }. Нужна дата события: { $event }.
case-waits-term = Ещё не рассчитано: { $limit }. Самого срока Инструкция не называет; укажите его и акт, которым он установлен.
case-nothing-runs = Сроки Инструкции по этому делу сейчас не идут.
case-owner = ответственный: { $name }
case-deputy = замещающий: { $name }
case-judge = судья: { $name }
advice-translation-by = Совет по планированию, не требование Инструкции. Подготовьте перевод до этого дня включительно: { $day }.
advice-department-by = Совет по планированию, не требование Инструкции. Чтобы уложились десять рабочих дней Департамента (п. 8), передайте документы в Департамент до этого дня включительно: { $day }.
moved = Дата изменилась: { $limit } – прежняя: { $was }; новая: { $now }.
moved-new = Новая дата: { $limit } – { $now }.
moved-away = Больше не считается: { $limit } – прежняя дата: { $was }.
history-empty = Записей по делу пока нет.
history-line = { $day }: { $event } ({ $name })
history-was = Прежняя запись: { $day }: { $event } ({ $name })
history-back = Отменено: { $day }, { $event } ({ $name })
history-reason = Причина: { $reason }

choice-event = Сообщить о событии
choice-correct = Исправить дату
choice-term = Договор устанавливает иной срок
choice-history = История
choice-papers = Подготовить документы
choice-hand-over = Передать дело
choice-deputy = Назначить замещающего
choice-judge = Указать судью
choice-close = Закрыть дело
choice-reopen = Открыть вновь
choice-register = Зарегистрировать дело
choice-next-page = Следующая страница
choice-page-before = Предыдущая страница
list-mine = Мои дела
list-court = Все дела суда
list-overdue = Просроченные
list-week = Срок в ближайшие 7 дней
list-fortnight = Срок в ближайшие 14 дней
list-month = Срок в ближайшие 30 дней
list-closed = Закрытые дела
list-empty = Дел нет.
entry = { $number }: { $kind } – { $day }
entry-waiting = { $number }: { $kind } – ближайшей даты нет

# --- the people of a court, its records, days to choose

may-not-manage = Ваша роль этого не позволяет, либо такого сотрудника в вашем суде нет.
help-register = /register – зарегистрировать поступившее или планируемое поручение либо ходатайство
help-cases = /cases – ваши дела;  /due – ближайшие сроки;  /case НОМЕР – одно дело и его даты
help-papers = /papers – подготовить документы по чек-листу
    /continue – продолжить начатое, здесь или в другом канале
    На вопросы об Инструкции отвечаю, как и прежде.
help-people = /people – сотрудники вашего суда: пригласить, изменить роль, назначить замещающего, исключить
help-audit = /audit – кто что смотрел и менял
role-name = { $role ->
    [clerk] секретарь суда
    [judge] судья
    [chief] руководитель
    [department] Департамент
   *[administrator] администратор
  }
form-no-name = Не вижу здесь имени. Напишите имя и фамилию.
form-no-email = Это не адрес электронной почты. Напишите, например, name@sud.kz или пропустите.
sure-yes = Да, исключить
day-today = Сегодня: { $day }
day-never = Этого не было: внесено по ошибке
stand-in-nobody = Никто
ask-invite-name = Кого пригласить? Имя и фамилия.
ask-invite-role = В какой роли?
ask-invite-email = Адрес электронной почты для напоминаний, если он есть?
ask-role-role = Какая роль теперь?
ask-stand-in-person = Кто замещает этого сотрудника в его отсутствие? В новых делах замещающий указывается сразу.
ask-remove-sure = Исключить сотрудника: { $name }? Уже на следующее сообщение ему не ответят; внесённое им в дела остаётся. /cancel – оставить.
staff-people = Сотрудников в вашем суде: { $count }.
staff-invited = { $name }: приглашение готово. Передайте код только этому человеку; он действует один раз, семь дней, и показан только здесь: /start { $code }
staff-code = { $name }: новый код для другого телефона. Он действует один раз, семь дней, и показан только здесь: /start { $code }
staff-role = { $name }: роль изменена, со следующего сообщения.
staff-stand-in = { $name }: замещение учтено.
staff-removed = { $name }: доступ закрыт.{ $cases ->
    [0] {""}
   *[other] {" "}Открытых дел за этим сотрудником: { $cases }; передайте их.
  }
staff-card = { $name }, { $role }. Открытых дел: { $cases }.
staff-talks = Пользуется Komek.
staff-not-yet = По приглашению ещё не входил(а).
staff-stands-in = Замещающий: { $name }.
choice-invite = Пригласить
choice-stand-in = Назначить замещающего
choice-role = Изменить роль
choice-code = Код для нового телефона
choice-remove = Закрыть доступ
choice-people = Все сотрудники
choice-older = Более ранние записи
choice-were-copies = Это были копии, не подлинники
choice-another-day = Другой день: { $event }
choice-registered = Зарегистрировано в другой день
choice-count = Рассчитать дату
list-due = Мои сроки на 14 дней
month-off = * нерабочий день
records = Кто что смотрел и менял, сначала новое:
records-none = Записей пока нет.
record = { $at } – { $name ->
    [none] на сервере
   *[other] { $name }
  }: { $deed }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
  }
deed-person-admitted = вход по приглашению
deed-person-invited = приглашение
deed-person-invited-again = повторное приглашение
deed-person-code = новый код
deed-person-role = изменение роли
deed-person-stand-in = назначение замещающего
deed-person-removed = исключение сотрудника
deed-person-forgotten = удаление данных сотрудника
deed-case-seen = просмотр дела
deed-cases-listed = просмотр списка дел
deed-case-opened = регистрация дела
deed-run-opened = начато составление проекта
deed-papers-drafted = подготовлены документы
deed-case-told = запись о событии
deed-case-corrected = исправление даты
deed-case-term = иной срок
deed-case-closed = закрытие дела
deed-case-reopened = возобновление дела
deed-case-person = назначение ответственного
deed-court-added = добавление суда
deed-audit-read = просмотр журнала
menu-people = сотрудники суда
menu-audit = кто что смотрел и менял

# --- reminders

help-reminders = /reminders – когда и куда вам напоминать
help-days = /days – внести перенесённый выходной с актом, которым он перенесён
form-not-ahead = { $day } уже не впереди. Напишите более поздний день.
form-no-days = Напишите целые числа дней, не больше двенадцати и не больше 365 каждое: 14 7 3
until-day = Через день
until-morning = В следующее рабочее утро
days-usual = Обычные дни
last-own = Мне
last-deputy = Моему замещающему
sure-enter = Да, внести
ask-done-event = Что сделано?
ask-snooze-until = До какого времени отложить? Не позже последнего дня срока.
ask-reminders-days = За сколько дней до истечения срока напоминать? Числами: 14 7 3. Последний день перед сроком и сам день остаются всегда.
ask-reminders-last = Кому напоминать в последний день перед сроком и в день истечения?
ask-reminders-email = На какой адрес электронной почты? Это второй путь к вам.
ask-court-reminders-days = За сколько дней до истечения срока напоминать ответственным по делам? Числами: 14 7 3.
ask-days-moved-off = Какой день становится нерабочим? Пропустите, если только рабочий день добавлен.
ask-days-moved-worked = Какой день за него рабочий? Пропустите, если никакой.
ask-days-moved-act = Каким актом: вид, дата и номер?
ask-days-moved-sure = Внести?
days-preview = { $dates ->
    [0] Ни одна дата не изменится.
   *[other] Изменится дат: { $dates }, дел: { $cases }.
  }
days-entered = Внесено и уже учитывается. Сроки открытых дел пересчитываются; ответственные узнают о каждой изменившейся дате.
days-none = Ни один день не назван, вносить нечего.
reminders-chosen = Вам напоминают { $days ->
    [none] { $court ->
        [none] в обычные дни, по длине срока
       *[other] за { $court } дн., как выбрал ваш суд
      }
   *[other] за { $days } дн.
  }; в день истечения срока – всегда.
    В последний день перед сроком и в день истечения: { $last ->
    [deputy] замещающему
   *[own] вам
  }. Электронная почта: { $email ->
    [none] нет
   *[other] { $email }
  }.
choice-reminders = Изменить
choice-court-reminders = Выбрать дни для суда
choice-reminders-of = Напоминания
choice-case = К делу
reminder-seen = Дело { $number }: отмечено, что вы видели.
snoozed = Дело { $number }: напомню ещё раз { $at }.
not-snoozed = Дело { $number }: это позже последнего дня срока, { $day }. Дольше напоминание не ждёт.
answer-seen = Видел(а)
answer-done = Готово
answer-papers = Чек-лист и документы
answer-snooze = Позже
answer-why = Почему эта дата?
answer-hand-over = Передать дело
reminder-before = Дело { $number }: срок { $day } – { $limit }.
reminder-today = Дело { $number }: срок истекает СЕГОДНЯ, { $day } – { $limit }.
reminder-overdue = Дело { $number }: ПРОСРОЧЕНО, срок истёк { $day } – { $limit }.
reminder-snooze = Дело { $number }, напоминаю ещё раз: срок { $day } – { $limit }.
reminder-unseen = Дело { $number }, нет ответа ({ $name }): срок { $day } – { $limit }.
reminder-failed = Дело { $number }, напоминание не доставлено ({ $name }): срок { $day } – { $limit }.
reminder-gone = Дело { $number }: { $limit } – этот срок больше не идёт.
reminder-next = Срок завершается одним из этих событий; сообщите мне о нём:
reminders-of = Дело { $number }: напоминания.
reminders-none = Напоминаний не запланировано.
reminder-line = { $at } – { $name }: { $limit } ({ $standing })
standing-planned = запланировано
standing-sent = отправлено
standing-seen = прочитано
standing-failed = не доставлено
standing-answered = не нужно: ответ получен
standing-withdrawn = отозвано
digest = Ваши дела, { $day }
digest-weekly = Дела суда, неделя с { $day }
digest-nothing = В ближайшие 14 дней сроков нет. Я работаю и слежу за датами.
digest-overdue = Просрочено: { $count }
digest-today = Истекает сегодня: { $count }
digest-soon = Истекает в ближайшие 14 дней: { $count }
digest-unseen = Напоминания без ответа: { $count }
digest-line = { $number }: { $day } – { $limit }
digest-more = и ещё { $count }: /due
dates-moved-calendar = Выходные дни перенесены, с ними изменились сроки ваших дел
dates-moved-act = Основание: { $act }
dates-moved-line = Дело { $number }: { $limit } – было { $was }, теперь { $now }.
dates-moved-over = Дело { $number }: { $limit }, срок { $was } – больше не идёт, напоминаний не будет.
mail-answer = Это письмо составлено программой. Чтобы ответить, откройте чат с Komek.
mail-reply = На это письмо можно ответить одним словом: получено, готово 12.03.2026, позже, почему или передать. Можно и задать вопрос.
mail-choose = Ответьте номером.
mail-day = Ответьте датой, например: 12.03.2026.
mail-subject = Ответ Komek
calendar-asked = Приказ о переносе выходных на следующий год: внесите его командой /days, как только он выйдет. До этого даты того года отмечены как ориентировочные.
choice-calendar-files = В мой календарь (.ics)
calendar-files = Текущие сроки, по файлу на каждый; откройте файл в своём календаре. Следующий файл о том же сроке заменит прежний.
menu-reminders = когда мне напоминать
menu-days = внести перенос выходного
deed-reminder-seen = ответ на напоминание
deed-reminder-snooze = напоминание отложено
deed-reminders-chosen = выбор времени напоминаний
deed-reminders-of-court = выбор напоминаний суда
deed-reminders-seen = просмотр напоминаний по делу
deed-calendar-entered = внесение дней календаря

# --- Telegram

text-only = Я читаю только текст. Напишите, пожалуйста, словами.
personal-refused = Похоже на персональные данные (ИИН или номер документа). Я их не сохранил и попросил Telegram удалить сообщение. Напишите без них: их место в документах, а не в Telegram.
not-handled = Не удалось обработать то, что вы прислали; ничего из этого не сделано. Пришлите, пожалуйста, ещё раз.
told-refused = С { $since } до этого сообщения Telegram не принимал токен бота (BOT_TOKEN), и бот никого не слышал. Написанное за это время Telegram хранит сутки; теперь бот на него отвечает.
told-conflict = Сообщения этого бота забирает ещё одна программа, или она установила для него свой вебхук: с { $since } бот может слышать не всё, что пишут. Остановите ту программу или получите у @BotFather новый токен и запишите его в BOT_TOKEN.
told-webhook = С { $since } Telegram не принимает адрес вебхука, и бот никого не слышит. Проверьте WEBHOOK_URL.
told-given-up = Одно сообщение обработать не удалось, и бот от него отказался (строка { $row } таблицы inbox); причина названа в журнале. О следующих в течение часа скажет только журнал.
menu-help = что я умею
menu-cases = мои дела и сроки
menu-register = зарегистрировать дело
menu-papers = подготовить документы
menu-count = рассчитать срок
menu-due = ближайшие сроки
menu-lang = язык
menu-cancel = отменить начатое

# --- import and export

column-number = номер
column-kind = вид
column-state = государство
column-basis = основание
column-owner = ответственный
column-deputy = замещающий
column-judge = судья
column-opened = дата открытия
column-closed = дата закрытия
column-next-due = ближайший срок
column-term = иной срок: { $limit }
deed-cases-imported = загрузка дел из файла
deed-cases-exported = выгрузка дел в файл
