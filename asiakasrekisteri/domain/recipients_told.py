"""Whether a description tells of the recipients and transfers that the store has (GDPR Art. 13(1)(e) and (f))."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.description import Description, RecipientStatement
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import finnish_form


@dataclass(frozen=True, slots=True)
class KnownRecipient:
    """A recipient as the store has it; country in two letters, `contract` the ISO day of the contract of Art. 28."""

    kind: str
    name: str
    task: str = ""
    business_id: str = ""
    country: str = ""
    contract: str = ""
    under: str = ""

    def statement(self) -> RecipientStatement:
        """Return it as a description says it."""
        return RecipientStatement(
            self.kind, self.name, self.task, self.business_id, self.country, self.contract, self.under
        )


@dataclass(frozen=True, slots=True)
class KnownTransfer:
    """A transfer as the store has it: to whom, into which country, on what ground, and where its safeguards are."""

    recipient: str
    country: str
    mechanism: str = ""
    reference: str = ""


def untold_recipients(own: Description, known: Sequence[KnownRecipient]) -> Iterator[Finding]:
    """Yield the recipients that the text leaves out or tells otherwise, and those that only the text knows."""
    for one in known:
        said = said_of(own, one)
        if said is None and not _generally(own, one):
            yield _missing(one)
        elif said is not None:
            yield from _different(said, one)
    names = {one.name.casefold() for one in known} | {one.business_id for one in known if one.business_id}
    for told in own.recipients:
        named = told.name and told.kind in {"processor", "controller"}
        if known and named and told.name.casefold() not in names and told.business_id not in names:
            text = _("Seloste nimeää vastaanottajan {name}, jota ei ole vastaanottajien luettelossa.")
            mending = _("Kirjaa {name} vastaanottajiin tai poista se selosteesta.").format(name=told.name)
            yield Finding(
                "recipient-unrecorded",
                "huomautus",
                text.format(name=told.name),
                mending,
                "recipients",
                "GDPR 30(1)(d)",
                told.name,
                subject=told.name,
            )


def said_of(own: Description, known: KnownRecipient) -> RecipientStatement | None:
    """Return what the text says of a recipient by name or Y-tunnus; None where it does not name it."""
    for one in own.recipients:
        same_number = bool(known.business_id) and one.business_id == known.business_id
        if same_number or (one.name and one.name.casefold() == known.name.casefold()):
            return one
    return None


def _generally(own: Description, known: KnownRecipient) -> bool:
    """Tell whether a general sentence suffices: authorities, and private persons, who are named to the person only."""
    if known.kind == "person":
        return True
    words = " ".join(f"{one.name} {one.task}" for one in own.recipients).casefold()
    return known.name.casefold() in words or (known.kind == "authority" and "viranomai" in words)


def _missing(known: KnownRecipient) -> Finding:
    what = known.task or "–"
    text = _("{name} saa tietoja, mutta puuttuu vastaanottajista.").format(name=known.name)
    mending = _("Lisää vastaanottajiin: {name}, {what}.").format(name=known.name, what=what)
    return Finding("recipient-missing", "virhe", text, mending, "recipients", "GDPR 13(1)(e)", subject=known.name)


def _different(said: RecipientStatement, known: KnownRecipient) -> Iterator[Finding]:
    differing = []
    if said.country and known.country and said.country != known.country:
        differing.append((country_name(said.country), country_name(known.country)))
    if said.dpa_signed_on and known.contract and said.dpa_signed_on != known.contract:
        differing.append((finnish_form(said.dpa_signed_on), finnish_form(known.contract)))
    for told, recorded in differing:
        text = _("{name}: selosteessa {told}, vastaanottajien luettelossa {recorded}.")
        yield Finding(
            "recipient-differs",
            "virhe",
            text.format(name=known.name, told=told, recorded=recorded),
            _("Ota tiedot luettelosta tai korjaa luettelo."),
            "recipients",
            "GDPR 5(1)(d)",
            subject=known.name,
        )


def outside_places(
    own: Description, known: Sequence[KnownRecipient], transfers: Sequence[KnownTransfer]
) -> Iterator[tuple[str, str]]:
    """Yield (name, country) of what lies outside the EEA by the text or by the store, each once."""
    found = [(one.name, one.country) for one in own.recipients]
    found += [(one.name, one.country) for one in known]
    found += [(one.recipient, one.country) for one in transfers]
    yield from dict.fromkeys((name, country) for name, country in found if is_outside(country))
