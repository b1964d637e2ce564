"""What a server found out about a sender counts only when we trust it and it speaks of that very domain."""

import pytest

from bot.mailbox.trust import is_authentic

HOST = "mx.court.test"


@pytest.mark.parametrize(
    ("results", "is_right"),
    [
        ([f"{HOST}; dmarc=pass header.from=sud.kz"], True),
        ([f"{HOST.upper()} 1; spf=fail; DMARC=Pass (p=reject) header.from=SUD.kz"], True),
        ([f"{HOST}; dkim=pass header.d=sud.kz header.s=a"], True),
        ([f"{HOST}; dkim=pass header.i=@sud.kz"], True),
        (["elsewhere.test; dmarc=fail", f"{HOST}; dmarc=pass header.from=sud.kz"], True),
        ([f"{HOST}; dmarc=fail header.from=sud.kz", f"{HOST}; dmarc=pass header.from=sud.kz"], False),
        (["evil.test; dmarc=pass header.from=sud.kz"], False),
        ([f"{HOST}; dmarc=pass header.from=evil.test"], False),
        ([f"{HOST}; dmarc=pass"], False),
        ([f"{HOST}; dkim=pass header.d=evil.test"], False),
        ([f"{HOST}; dkim=pass header.d=kz"], False),
        ([f"{HOST}; dkim=pass header.d=x.sud.kz"], False),
        ([f"{HOST}; dkim=passive header.d=sud.kz"], False),
        ([f"{HOST}; spf=pass smtp.mailfrom=sud.kz"], False),
        ([f"{HOST}; none"], False),
        ([f"{HOST} (x; dmarc=pass header.from=sud.kz); dmarc=fail"], False),
        ([f'{HOST}; spf=fail reason="; dmarc=pass header.from=sud.kz"'], False),
        ([f'{HOST}; spf=fail reason="\\"; dmarc=pass header.from=sud.kz"'], False),
        ([f"{HOST}; spf=fail (\\); dmarc=pass header.from=sud.kz)"], False),
        ([f"({HOST}) evil.test; dmarc=pass header.from=sud.kz"], False),
        ([""], False),
        ([], False),
    ],
)
def test_the_topmost_word_of_the_trusted_server_counts(results: list[str], *, is_right: bool) -> None:
    """What whoever sent the mail may have a say in, comments and quoted texts, is not read."""
    assert is_authentic(results, HOST, "sud.kz") is is_right
    assert not is_authentic(results, "", "sud.kz")


def test_a_domain_above_may_have_signed() -> None:
    """The mail of a court is signed by the authority's domain."""
    assert is_authentic([f"{HOST}; dkim=pass header.d=sud.kz"], HOST, "almaty.sud.kz")
