"""A newsletter as one recipient reads it: her name in it, why she gets it, and how she stops getting it (203 §)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from asiakasrekisteri.domain.marketing import Ground
from asiakasrekisteri.domain.texts import N_, _

FIELDS = ("etunimi", "nimi", "asiakas")
"""What may stand in braces in a text: her first name, her whole name, the customer."""
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_GROUP = 4
_FIELD = re.compile(r"\{([^{}\n]{1,40})\}")
_CODE = re.compile(
    rf"(?<![0-9A-Za-z])([{CODE_LETTERS}]{{{_GROUP}}})-?([{CODE_LETTERS}]{{{_GROUP}}})-?([{CODE_LETTERS}]{{{_GROUP}}})"
    r"(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_WHY: Mapping[Ground, str] = {
    Ground.CONSENT: N_("olet antanut siihen suostumuksen"),
    Ground.SALE: N_("olet asiakkaamme ja annoit osoitteesi ostaessasi"),
    Ground.ORGANISATION: N_("osoite on organisaatiosi yleinen osoite"),
    Ground.DUTIES: N_("se koskee työtehtävääsi"),
    Ground.NOT_PROHIBITED: N_("et ole kieltänyt markkinointia"),
    Ground.REQUESTED: N_("olet pyytänyt yhteydenottoa"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSender:
    """Who sends: the firm, its postal address in one line, where a refusal is sent by e-mail, and by phone."""

    name: str
    address: str
    refuse_to: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What of a recipient is written into the text.

    Attributes:
        first_name, name, customer: what stands for `FIELDS`; empty where it is not known.
        ground: what allowed it.
        code: by which she unsubscribes.
    """

    first_name: str = ""
    name: str = ""
    customer: str = ""
    ground: Ground
    code: str


@dataclass(frozen=True, slots=True)
class WrittenMessage:
    """A message exactly as one recipient gets it; `unsubscribe` is the address of its List-Unsubscribe field."""

    subject: str
    text: str
    unsubscribe: str


def write_message(subject: str, body: str, reader: Reader, sender: NewsletterSender) -> WrittenMessage:
    """Return a message for one reader, with who sent it, why she got it, and how she refuses it free of charge."""
    code = shown_code(reader.code)
    why = _("{firm} lähetti tämän markkinointiviestin, koska {why}.").format(
        firm=sender.name, why=_(_WHY[reader.ground])
    )
    word = _("Peruutus")
    how = _(
        "Jos et halua näitä viestejä, vastaa tähän viestiin tai kirjoita osoitteeseen {address} otsikolla"
        " ”{word} {code}”. Peruuttaminen on maksutonta, eikä sitä tarvitse perustella."
    ).format(address=sender.refuse_to, word=word, code=code)
    ending = "\n".join(filter(None, (why, how, ", ".join(filter(None, (sender.name, sender.address))))))
    text = f"{filled(body, reader).rstrip()}\n\n-- \n{ending}\n"
    mailto = f"mailto:{sender.refuse_to}?subject={word}%20{code}"
    return WrittenMessage(filled(subject, reader), text, mailto)


def write_letter(subject: str, body: str, reader: Reader, sender: NewsletterSender) -> WrittenMessage:
    """Return a letter for one reader: the same, but refused by telephone, by e-mail or by post (200 § 2 mom.)."""
    how = _(
        "Jos et halua näitä kirjeitä, kerro koodi {code}: {ways}. Kieltäminen on maksutonta, eikä sitä tarvitse"
        " perustella."
    )
    phone = _("puhelin {number}").format(number=sender.phone) if sender.phone else ""
    ways = " · ".join(filter(None, (phone, sender.refuse_to, sender.address)))
    ending = how.format(code=shown_code(reader.code), ways=ways)
    why = _("{firm} lähetti tämän markkinointikirjeen.").format(firm=sender.name)
    return WrittenMessage(filled(subject, reader), f"{filled(body, reader).strip()}\n\n{why} {ending}", "")


def filled(text: str, reader: Reader) -> str:
    """Return a text with a reader's own words in the places of the fields.

    Where nothing is known nothing stands, nor the blank or comma that led to it: "Hei {etunimi}," becomes "Hei,".
    """
    words = dict(zip(FIELDS, (reader.first_name, reader.name, reader.customer), strict=True))
    for name in (name for name, value in words.items() if not value):
        text = re.sub(rf",?[ \t]*\{{{name}\}}", "", text)
    return _FIELD.sub(lambda found: words.get(found[1], found[0]), text)


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no field: it would be sent as it is."""
    return tuple(dict.fromkeys(found for found in _FIELD.findall(text) if found not in FIELDS))


def shown_code(code: str) -> str:
    """Return a code in groups, as people read it."""
    return "-".join(code[place : place + _GROUP] for place in range(0, len(code), _GROUP))


def codes_in(text: str) -> tuple[str, ...]:
    """Return what may be codes in a text, in capitals and without dashes."""
    return tuple(dict.fromkeys("".join(found).upper() for found in _CODE.findall(text)))
