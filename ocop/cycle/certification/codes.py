"""The code on a certificate: twelve characters a person can read out and type, the last of which catches slips.

The alphabet has 31 signs, a prime, so one weighted sum modulo 31 catches every single wrong sign and every two signs
that changed places; a page can then say "gõ nhầm" instead of "không có trong hệ thống".
"""

import re
import secrets

from django.utils.translation import gettext_noop as _

from ocop.kit.ids import ALPHABET

LENGTH = 12
GROUP = 4
_PRIME = len(ALPHABET)
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
# Spaces, hyphens of all kinds, dots and what telephones paste along; people type any of them between groups.
_BETWEEN_GROUPS = re.compile(r"[\s\-\u2010-\u2015\u2212._\u200b\ufeff\u00ad]+")


class MistypedCode(ValueError):
    """The text cannot be a code of ours; the message says in Vietnamese what is wrong with it.

    `words` with `facts` put in make the message: a page in another language words them anew.
    """

    def __init__(self, words: str, **facts: object) -> None:
        super().__init__(words % facts)
        self.words, self.facts = words, facts


def new_code() -> str:
    """Eleven random signs (about 54 bits) and their check sign, lower case, without separators."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """The sign that brings the weighted sum of all twelve to zero modulo 31."""
    total = sum((place + 1) * _VALUES[sign] for place, sign in enumerate(body))
    # The last place weighs 12; its inverse modulo 31 turns the sum into the missing value.
    return ALPHABET[-total * pow(LENGTH, -1, _PRIME) % _PRIME]


def read_code(text: str) -> str:
    """The code in its stored form, whatever case and separators were typed; raises `MistypedCode`."""
    code = _BETWEEN_GROUPS.sub("", text).lower()
    if foreign := sorted(set(code) - set(ALPHABET)):
        named = ", ".join(f"“{sign.upper()}”" for sign in foreign[:3])
        raise MistypedCode(_("Mã không dùng ký tự %(signs)s."), signs=named)
    if len(code) != LENGTH:
        raise MistypedCode(
            _("Mã có %(length)s ký tự, anh/chị đã nhập %(typed)s ký tự."), length=LENGTH, typed=len(code)
        )
    if check_sign(code[:-1]) != code[-1]:
        raise MistypedCode(_("Có ký tự bị nhầm hoặc bị đổi chỗ."))
    return code


def printed(code: str) -> str:
    """The code as papers and pages show it: `K7QM-2PXD-9HRT`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)).upper()
