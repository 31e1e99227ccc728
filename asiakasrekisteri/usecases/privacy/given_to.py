"""Who has got a person's data, who handles them, and what of it leaves the EEA: as her extract tells it."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.reports.own_words import OwnWords
from asiakasrekisteri.reports.text import plain
from asiakasrekisteri.store.models import Transfer
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.disclosures import Receiver
from asiakasrekisteri.usecases.privacy.receiving import in_use


def recipients_told(receivers: Iterable[Receiver], own: Description, words: OwnWords) -> tuple[str, ...]:
    """Return by legal name who has got her data, when, what and why, then who handles it for the firm (C-154/21).

    While no list of recipients is kept, those that the description names.
    """
    told = tuple(line for one in receivers for line in _told_of(one, words))
    return told or tuple(f"{words.name(one.name)}: {plain(words(one.task))}".strip(": ") for one in own.recipients)


def _told_of(receiver: Receiver, words: OwnWords) -> Iterator[str]:
    name = f"{receiver.name} ({receiver.business_id})" if receiver.business_id else receiver.name
    for given in receiver.given:
        law = ", ".join(filter(None, (given.ground, given.section)))
        line = _("{name}: {day}, {what}. Tarkoitus: {purpose}. Peruste: {law}.")
        what, purpose = plain(words(given.what)), plain(words(given.purpose))
        yield line.format(name=name, day=day(given.on), what=what, purpose=purpose, law=law)
    if not receiver.given:
        task = plain(words(receiver.task)) or _("tietojen käsittely")
        yield _("{name}: {task}, käsittelijänä toimeksiannostamme").format(name=name, task=task)


def transfers_told(work: Work, receivers: Iterable[Receiver], own: Description, language: str) -> tuple[str, ...]:
    """Return to whom outside the EEA her data go, on what ground and where its safeguards can be had (Art. 15(2)).

    What is recorded of the recipients goes before what the description promises, which may have fallen behind.
    """
    known = {one.recipient_id: one for one in receivers}
    asked = select(Transfer).where(in_use(work, Transfer), Transfer.recipient_id.in_(known)).order_by(Transfer.id)
    rows = work.session.scalars(asked).all()
    lines = [
        _place(language, known[r.recipient_id].name, r.country, r.mechanism or "", r.reference or "") for r in rows
    ]
    grounded = {row.recipient_id for row in rows}
    abroad = (one for number, one in known.items() if number not in grounded and is_outside(one.country))
    lines += [_place(language, one.name, one.country, "", "") for one in abroad]
    if not known:
        lines = [_place(language, p.recipient, p.country, p.mechanism, p.reference) for p in own.transfers.places]
    return tuple(lines)


def _place(language: str, name: str, country: str, mechanism: str, reference: str) -> str:
    texts = legal_texts(language)
    ground = texts.mechanism(mechanism)
    where = f"{name}, {country_name(country, language)}"
    copy = texts("notice.transfers_copy", reference=reference) if reference else ""
    return ". ".join(filter(None, (f"{where}: {ground}" if ground else where, copy))) + "."
