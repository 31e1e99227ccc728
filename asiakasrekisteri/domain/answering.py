"""Who answers for a description: its contact as long as that task lasts, and whoever weighed a legitimate interest."""

import datetime as dt
from collections.abc import Collection, Iterator

from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import finnish_form

_LAW = "GDPR 13(1)(a), 30(1)(a)"


def contact_gone(own: Description, today: dt.date, gone: Collection[str]) -> Iterator[Finding]:
    """Yield that the contact no longer answers, or may not.

    Args:
        own: the description.
        today: the day of the check.
        gone: names of the users whose user IDs have all been closed.
    """
    name, until = own.contact.name, own.contact.until
    if until and until < today.isoformat():
        text = _("Yhteyshenkilön {name} tehtävä päättyi {day}.").format(name=name, day=finnish_form(until))
        mending = _("Nimeä uusi yhteyshenkilö, tai korjaa päivä.")
        yield Finding("contact-ended", "virhe", text, mending, "contact", _LAW, name)
    elif name and is_one_of(name, gone):
        text = _("Yhteyshenkilön {name} käyttäjätunnus on suljettu.").format(name=name)
        mending = _("Nimeä uusi yhteyshenkilö, jos hän ei enää vastaa rekisteriä koskeviin kysymyksiin.")
        yield Finding("contact-closed", "varoitus", text, mending, "contact", _LAW, name)


def unweighed_interests(own: Description) -> Iterator[Finding]:
    """Yield the legitimate interests of which is not told when and by whom they were weighed (Art. 6(1)(f))."""
    for purpose in own.purposes:
        if purpose.basis == "legitimate_interest" and not (purpose.balanced_on and purpose.balanced_by):
            text = _("Tarkoituksen ”{purpose}” oikeutetun edun punninta on kirjaamatta.").format(purpose=purpose.text)
            mending = _("Punnitse etua rekisteröidyn etuja vastaan, ja kirjaa päivä, tekijä ja lopputulos.")
            rule, law = "interest-not-weighed", "GDPR 5(2), 6(1)(f)"
            yield Finding(rule, "huomautus", text, mending, "purposes", law, purpose.text)


def is_one_of(name: str, persons: Collection[str]) -> bool:
    """Tell whether somebody is one of the persons; a title may stand beside the name: "Aino Alho, johtaja"."""
    words = set(name.casefold().replace(",", " ").split())
    return any(words >= set(person.casefold().split()) for person in persons if len(person.split()) > 1)
