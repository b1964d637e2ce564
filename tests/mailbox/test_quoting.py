"""What somebody wrote is told from what they answer, as mail programs of three languages part the two."""

import pytest

from bot.mailbox.quoting import own_words, text_of

OURS = "Дело 12-3: срок 21 декабря.\nОтветьте на это письмо."
QUOTED = "\n".join(f"> {line}" for line in OURS.splitlines())


@pytest.mark.parametrize(
    "below",
    [
        f"On Tue, Dec 15, 2026 at 9:00 AM Komek <komek@sud.kz> wrote:\n\n{QUOTED}",
        f"On Tue, Dec 15, 2026 at 9:00 AM Komek\n<komek@sud.kz> wrote:\n{QUOTED}",
        f"вт, 15 дек. 2026 г. в 09:00, Komek <komek@sud.kz>:\n{QUOTED}",
        f"вт, 15 дек. 2026 г. в 09:00, Komek\n<komek@sud.kz>:\n{QUOTED}",
        f"15.12.2026 09:00, Komek пишет:\n{QUOTED}",
        f"15 декабря 2026 г., 9:00 пользователь Komek\n<komek@sud.kz> написал:\n{QUOTED}",
        f"Вторник, 15 декабря 2026, 9:00 +05:00 от Komek <komek@sud.kz>:\n{OURS}",
        f"2026 ж. 15 жел., сс 09:00, Komek <komek@sud.kz> жазды:\n{QUOTED}",
        f"-----Original Message-----\nFrom: Komek\nSent: Tuesday\n{OURS}",
        f"----- Исходное сообщение -----\nОт: Komek\n{OURS}",
        f"---------- Пересылаемое сообщение ----------\n{OURS}",
        f"-----Бастапқы хабар-----\n{OURS}",
        f"________________________________\nFrom: Komek <komek@sud.kz>\n{OURS}",
        f"От: Komek <komek@sud.kz>\nОтправлено: вторник\nКому: Айгуль\n{OURS}",
        f"От кого: Komek\nКому: Айгуль\n{OURS}",
        f"Кімнен: Komek <komek@sud.kz>\nЖіберілді: сейсенбі\n{OURS}",
        f"*From:* Komek\n{OURS}",
        f"--\nАйгуль\n{QUOTED}",
        f"С уважением, Айгуль\n+7 701 000 00 00\n{QUOTED}",
        "Құрметпен,\nАйгуль",
        "Best regards\nAigul",
        "Sent from my iPhone",
        "Отправлено из мобильной Почты",
        "Отправлено с iPhone",
        "iPhone-нан жіберілді",
        QUOTED,
        "",
    ],
)
def test_what_is_answered_is_left_out(below: str) -> None:
    """Whatever the mail program, with one line end or the other."""
    for text in (f"готово 12.12.2026\nвручено лично\n\n{below}", f"\n\nготово 12.12.2026\nвручено лично\n{below}\n"):
        assert own_words(text) == "готово 12.12.2026\nвручено лично"
        assert own_words(text.replace("\n", "\r\n")) == "готово 12.12.2026\nвручено лично"


@pytest.mark.parametrize(
    "text",
    [
        "12.12.2026",
        "Срок от 12.12.2026: так ли это?",
        "One line.\n\nAnother one.",
        "On what day is it due?",
        "вт в 9 приду",
        "Письмо из Германии: что с ним делать?",
        "15.12.2026 отправили\nпочтой",
    ],
)
def test_words_are_not_taken_for_an_original(text: str) -> None:
    """Dates, colons and prepositions stand in answers too."""
    assert own_words(text) == text


def test_who_answers_below_is_read_below() -> None:
    """Some write under what they answer."""
    head = "On Tue, Dec 15, 2026 at 9:00 AM Komek <komek@sud.kz> wrote:"
    assert own_words(f"{head}\n{QUOTED}\n\nготово\n") == "готово"
    assert own_words(QUOTED) == ""


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<div>готово&nbsp;12.12.2026<br>вручено</div><blockquote>old</blockquote>", "готово 12.12.2026\nвручено"),
        ('<p>done</p><div class="gmail_quote">On Tue wrote:<blockquote>old</blockquote></div>', "done"),
        ('<p>done</p><div id="divRplyFwdMsg">From: x</div>old', "done"),
        (
            "<html><head><title>t</title><style>p{}</style></head><header>a</header><script>b()</script><p>c</html>",
            "a\nc",
        ),
        ("<p>&lt;b&gt; &amp; 1 &lt; 2</p>", "<b> & 1 < 2"),
        ("<blockquote>only what is quoted</blockquote>", "only what is quoted"),
        ("a<script>never ended", "a"),
        ("a<style>x</style", "a"),
        ("plain", "plain"),
        ("<p\nclass=x>a\nb</p>", "a b"),
    ],
)
def test_a_page_says_its_words(page: str, words: str) -> None:
    """Without what is hidden and what is quoted; what looks like a tag in it is text."""
    assert own_words(text_of(page)) == words
