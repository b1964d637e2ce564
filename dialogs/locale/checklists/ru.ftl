# Работа по чек-листам: что говорится вокруг вопросов. Вопросы каждого чек-листа лежат в соседних папках.

checklists = Какие документы нужно подготовить? Начатый проект продолжится с того места, где он оставлен.
run-entry = Продолжить: { $checklist }{ $number ->
    [none] {""}
   *[other] {" "}(дело { $number })
} – № { $run }
run-begun = { $checklist }. { $run ->
    [none] После выхода из программы ничего не сохраняется.
   *[other] Проект № { $run }; каждый ответ сохраняется.
} Всегда можно написать: «почему», «назад», «проверить», «позже», «изменить 5».
run-goes-on = { $checklist }{ $run ->
    [none] {""}
   *[other] {" "}(№ { $run })
}: продолжаем с того места, где остановились.
run-step = Вопрос { $number } из { $all }
run-by-hand = Пропустить: впишу от руки
run-unknown = Пока не знаю
run-why = Почему это спрашивается?
run-back = Назад
run-keep = Оставить: { $value }
run-use = { $value }
run-first = Это первый вопрос.
run-all-asked = На все вопросы есть ответы; «изменить 5» задаст пятый вопрос снова.
run-no-number = Вопроса с таким номером нет; последний – { $last }.
run-reopened = Из-за этого спрашивается снова: { $what }.
run-put-off = Отложено; все ответы сохранены. { $run ->
    [none] Чтобы продолжить, напишите «продолжить».
   *[other] Чтобы продолжить здесь или в другом канале, напишите «продолжить { $run }».
}
run-dropped = Проект удалён вместе с ответами.
run-ask-drop = Удалить проект со всеми ответами? Вернуть их будет нельзя.
run-drop-sure = Да, удалить
run-drop = Удалить этот проект
run-go-on = Продолжить
run-later = Позже
run-review = Проверить ответы
run-ask-unknown = Спросить снова то, что было неизвестно
run-draft = Подготовить документы
run-open-case = Завести дело с этими датами
run-enter-case = Внести эти даты в дело
run-elsewhere = Имена, адреса и номера лиц в этом чате не спрашиваются. Чтобы их заполнить, напишите с почты суда или в терминале: продолжить { $run }
no-run = Такого проекта нет. «документы» покажет начатые проекты и то, что можно начать.

joined = { $first }, { $rest }
clause-alone = { $clause }

review-head = Проверка: { $checklist }
review-line = { $number }. { $what }: { $answer }
review-found = Замечания к пакету:
review-change = «изменить 5» задаст пятый вопрос снова; остальные ответы останутся.
answer-by-hand = ______ (от руки)
answer-unknown = пока неизвестно
answer-none = ______
answer-kept = в этом чате не показывается
answer-yes = Да
answer-no = Нет
finding-stops = ⛔ { $what } ({ $clauses })
finding-incomplete = ⚠ { $what } ({ $clauses })
finding-note = ℹ { $what } ({ $clauses })
missing-by-hand = вписать от руки: { $what }
missing-unknown = нет сведений: { $what }
missing-enclosure = не приложено: { $what }
missing-translation = без заверенного перевода: { $what }

question-enclosure = Прилагается ли документ: { $document }?
question-reason = Почему документ не требуется: { $document }?
label-reason = почему не требуется: { $document }
enclosure-translated = Приложен с заверенным переводом
enclosure-enclosed = Приложен
enclosure-missing = Отсутствует
enclosure-not-needed = Не требуется

which-paper-language = На каком языке подготовить документы? Он может быть другим, чем язык этой беседы.
papers-in-ru = На русском
papers-in-kk = На казахском
papers-in-kk-ru = На казахском и русском в две колонки
papers-in-en = На английском
papers-drafted = { $number ->
    [one] Подготовлен { $number } документ
    [few] Подготовлено { $number } документа
   *[other] Подготовлено { $number } документов
}, редакция { $version }. Это проекты; за подписанное отвечает суд.
papers-changed = С прошлой редакции изменилось: { $what }.
papers-same = С прошлой редакции ответы не изменились.
papers-incomplete = Документы помечены как неполные; «проверить» покажет, чего не хватает.
papers-none = При таких ответах готовить нечего; «проверить» покажет, как поступить по Инструкции.

paper-blank = ______________ ({ $what })
deficiency = { $what } ({ $clauses })
enclosed-translated = { $document }, с заверенным переводом
enclosed-without = { $document }, без перевода
enclosed-alone = { $document }
enclosed-missing = ______ { $document } (не приложено)

paper-seal = М.П.
paper-version = редакция { $version }
paper-incomplete = ПРОЕКТ, неполный: { $clauses }

step-needs-year = Укажите дату с годом: 05.03.1985.
step-no-full-name = Нужны фамилия, имя и отчество; если отчества нет, так и напишите: «без отчества».
step-no-patronymic = Добавьте отчество или напишите «без отчества»: Смит Джон, без отчества.
step-no-country = Добавьте в адрес страну: Германия, 10115 Берлин, Инвалиденштрассе, 1.
step-no-iin = Это не ИИН: нужны 12 цифр с верной контрольной цифрой.
step-no-bin = Это не БИН: нужны 12 цифр с верной контрольной цифрой.

question-state = О каком иностранном государстве идёт речь?
label-state = иностранное государство
question-basis = На каком основании запрашивается или оказывается правовая помощь?
label-basis = основание правовой помощи
option-basis-treaty = Международный договор
option-basis-reciprocity = Договора нет: взаимность
question-treaty = Какой договор и какая его статья? Так, как это должно стоять в документах.
label-treaty = договор и статья
question-court = Как полностью называется суд?
label-court = суд
question-judge = У какого судьи дело? Фамилия и инициалы, как в подписи.
label-judge = судья
question-department = В какой Департамент направляются документы? Полное наименование.
label-department = Департамент
question-case-number = Какой номер у дела?
label-case-number = номер дела
