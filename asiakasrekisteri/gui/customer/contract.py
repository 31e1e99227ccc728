"""The contract that a service rests on, beside the table: its days, its notice, its files, each with its source."""

from collections.abc import Sequence

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.service_words import notice_words
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.usecases.attachments import ATTACHMENT, AttachmentRow
from asiakasrekisteri.usecases.contracts import CONTRACTS


def contract_card(context: Context, contract: Record, files: Sequence[AttachmentRow]) -> Card:
    """Return the card of a contract, with the way to its page."""
    number = contract.text("number")
    go = Button(_("Avaa"), kind="link", pressed=lambda: context.go(f"contract/{contract.id}"))
    go.setAccessibleName(_("Avaa sopimus {number}").format(number=number))
    facts = (*_facts(context, contract), *(_file(context, file) for file in files))
    if not facts:
        words = contract.text("name") or number
        facts = (_fact(context, contract, _("Sopimus"), words, ("name", "number")),)
    title = _("Sopimus {number}").format(number=number)
    return Card(title, Facts(facts, context.today(), label_width=104), actions=(go,))


def _facts(context: Context, contract: Record) -> tuple[Fact, ...]:
    """Return when and by whom it was signed, its notice and its review."""
    months = contract.values.get("notice_months")
    signed = (as_text(CONTRACTS.spec["signed_on"], contract.values.get("signed_on")), contract.text("signatory"))
    review = as_text(CONTRACTS.spec["price_review_on"], contract.values.get("price_review_on"))
    told = (
        (_("Allekirjoitettu"), ", ".join(w for w in signed if w), ("signed_on", "signatory")),
        (_("Irtisanominen"), notice_words(months) if isinstance(months, int) else "", ("notice_months",)),
        (_("Hinnantarkistus"), review, ("price_review_on",)),
    )
    return tuple(_fact(context, contract, name, words, fields) for name, words, fields in told if words)


def _fact(context: Context, contract: Record, name: str, words: str, fields: tuple[str, ...]) -> Fact:
    origin = next((contract.origins[f] for f in fields if f in contract.origins), None)
    history = history_of(context, CONTRACTS.spec, contract.id, fields)
    return Fact(label=name, value=words, origin=origin, history=history)


def _file(context: Context, file: AttachmentRow) -> Fact:
    history = history_of(context, ATTACHMENT, file.id, [field.name for field in ATTACHMENT])
    return Fact(label=_("Liite"), value=file.name, origin=file.origin, history=history)
