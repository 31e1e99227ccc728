"""An office with something due of nearly every kind, each with a marker of its own, and its like that is not due."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.attachments import add_bytes
from asiakasrekisteri.store.identity import seal_identity
from asiakasrekisteri.store.models import (
    Address,
    Attachment,
    ContactRole,
    Contract,
    CreditCheck,
    Customer,
    Email,
    EndUser,
    Entity,
    FinancialPeriod,
    HostingAccount,
    Interaction,
    Invoice,
    InvoiceRow,
    Maintainer,
    PaperRecord,
    Participant,
    Payment,
    Person,
    Phone,
    Recording,
    Reminder,
    SalesOrder,
    SalesOrderRow,
    Service,
    UsageEvent,
)
from asiakasrekisteri.store.sealed import seal_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing

TODAY = dt.date(2026, 11, 22)
CODE = "010190-999W"
TAILS = """lasku laskuostaja laskurivi laskum laskumuistutus tilaus tilausn tilausrivi peruttu perutturivi puhelu
    puhelub puhelusoittaja puheluliite puheluliitesisus nauhoite sopimus palvelu tunnus kaytto luotto kirje
    kirjesoittaja yritys yritysmuistio katu posti henkilo huomautus puhelin tehtava"""


def within(gate: Gate, body: Callable[[Work], Any]) -> Any:
    """Run a body in a unit of work of its own."""
    return gate.call(UseCase("body", Permission.PERSON_WRITE, nothing, writes=True, body=body))


def noon(day: dt.date) -> dt.datetime:
    """Return an instant of a day."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


FIRMS = (
    "Hautalan Taimisto Ky",
    "Suvannon Kalatukku Oy",
    "Ukkola Rakennus Oy",
    "Saunamajurit ry",
    "Kymen Optiikka Oy",
)
E = TypeVar("E", bound=Entity)


class Maker:
    """Makes rows whose time is over (`old`), or is not (`new`), with a marker of the kind in each."""

    def __init__(self, work: Work) -> None:
        self.work = work
        from_source(work, "staff")
        for year in range(2015, 2027):
            gone = dt.date(2026, 1, 30) if year <= 2016 else None
            self.add(FinancialPeriod(since=dt.date(year, 1, 1), until=dt.date(year, 12, 31), books_destroyed_on=gone))

    def add(self, row: E) -> E:
        """Store a row."""
        self.work.session.add(row)
        self.work.session.flush()
        return row

    def customer(self, marker: str, until: dt.date | None, **values: Any) -> Customer:
        """Store a firm."""
        said = {"kind": "company", "status": "ended" if until else "active", "relation": "own", "number": marker[:4]}
        return self.add(Customer(name=marker, note=f"{marker}muistio", until=until, **{**said, **values}))

    def person(self, marker: str, **values: Any) -> Person:
        """Store a person."""
        return self.add(Person(last_name=marker, first_names="Aava", **values))

    def invoice(self, marker: str, customer: Customer, issued: dt.date, balance: int = 0) -> Invoice:
        """Store an invoice with its row, a payment of everything but the balance, and a reminder."""
        money = Decimal(100)
        invoice = self.add(
            Invoice(
                number=marker, kind="invoice", issued_on=issued, due_on=issued, net=money, vat=money, gross=money,
                balance=money, buyer_name=f"{marker}ostaja", customer_id=customer.id,
            )
        )  # fmt: skip
        price = {"quantity": Decimal(1), "unit_price": money, "vat_percent": Decimal("25.5"), "net": money}
        self.add(InvoiceRow(invoice_id=invoice.id, description=f"{marker}rivi", **price))
        paid = money - balance
        if paid:
            self.add(Payment(invoice_id=invoice.id, paid_on=issued, amount=paid, method="transfer", payer=f"{marker}m"))
        self.add(Reminder(invoice_id=invoice.id, sent_on=issued, channel="letter", note=f"{marker}muistutus"))
        return invoice

    def order(self, marker: str, customer: Customer, on: dt.date, state: str) -> SalesOrder:
        """Store an order with a row."""
        order = self.add(
            SalesOrder(
                number=marker, ordered_on=on, channel="web", state=state, note=f"{marker}n", customer_id=customer.id
            )
        )
        price = {"quantity": Decimal(1), "unit_price": Decimal(1), "vat_percent": Decimal("25.5")}
        self.add(SalesOrderRow(sales_order_id=order.id, description=f"{marker}rivi", **price))
        return order

    def call(self, marker: str, customer: Customer, on: dt.date, **values: Any) -> Interaction:
        """Store a call that was dealt with at once, with a participant and an attachment."""
        talk = self.add(
            Interaction(
                kind="call", at=noon(on), state="closed", subject=marker, body=f"{marker}b", customer_id=customer.id,
                **values,
            )
        )  # fmt: skip
        self.add(Participant(part="caller", written=f"{marker}soittaja", interaction_id=talk.id))
        self.attachment(f"{marker}liite", interaction_id=talk.id)
        return talk

    def recording(self, marker: str, talk: Interaction, on: dt.date) -> Recording:
        """Store the sound of a call."""
        sound = self.attachment(f"{marker}aani", kind="recording")
        return self.add(
            Recording(started_at=noon(on), seconds=192, purpose=marker, interaction_id=talk.id, attachment_id=sound.id)
        )

    def attachment(self, marker: str, kind: str = "document", **links: int) -> Attachment:
        """Store a file whose content is its name."""
        values = {"media_type": "text/plain", "size": 1, "added_at": self.work.now, "complete": True}
        row = self.add(Attachment(name=f"{marker}.txt", kind=kind, **values, **links))
        add_bytes(self.work, row, f"{marker}sisus".encode())
        return row

    def secret(self, marker: str, customer: Customer, until: dt.date | None) -> HostingAccount:
        """Store an account with a password."""
        sealed = seal_bytes(self.work, Sensitivity.SECRET, b"salasana", "hosting_account.secret")
        return self.add(HostingAccount(username=marker, secret=sealed, until=until, customer_id=customer.id))

    def identity(self, person: Person) -> None:
        """Give a person a henkilötunnus."""
        values: dict[str, object] = {"identity_code": CODE, "identity_ground": "contract"}
        for name, value in {**values, **seal_identity(self.work, None, values)}.items():
            setattr(person, name, value)
        self.work.session.flush()


def old_and_new(work: Work) -> list[str]:
    """Fill the office; return the markers whose time is over ("vanha…"); those of what stays begin with "uusi"."""
    make = Maker(work)
    long_ago, lately = dt.date(2018, 5, 4), TODAY - dt.timedelta(days=20)
    firm = make.customer("uusiyritys", None)
    gone = make.customer("vanhayritys", long_ago, number="1777")
    for mark, day in (("vanha", long_ago), ("uusi", lately)):
        _of_firm(make, firm, mark, day)
    make.add(Address(use="postal", street="vanhakatu", customer_id=gone.id))
    make.add(Email(use="office", address="vanhaposti@yritys.example", customer_id=gone.id))
    contact = make.person("vanhahenkilo", note="vanhahuomautus")
    make.add(Phone(use="mobile", number="+358405550199", written="vanhapuhelin", person_id=contact.id))
    make.add(ContactRole(role="admin", title="vanhatehtava", until=long_ago, person_id=contact.id, customer_id=gone.id))
    kept = make.person("uusihenkilo")
    make.add(ContactRole(role="admin", title="uusitehtava", person_id=kept.id, customer_id=firm.id))
    return [f"vanha{tail}" for tail in TAILS.split()]


def _of_firm(make: Maker, firm: Customer, mark: str, day: dt.date) -> None:
    make.invoice(f"{mark}lasku", firm, day)
    make.order(f"{mark}tilaus", firm, day, "invoiced")
    make.order(f"{mark}peruttu", firm, day, "cancelled")
    make.call(f"{mark}puhelu", firm, day)
    make.call(f"{mark}kirje", firm, day, business=True)
    make.recording(f"{mark}nauhoite", make.call(f"uusi{mark}", firm, TODAY), day)
    make.add(Contract(number=f"{mark}1", name=f"{mark}sopimus", state="ended", until=day, customer_id=firm.id))
    make.add(Service(name=f"{mark}palvelu", state="ended", until=day, customer_id=firm.id))
    make.add(HostingAccount(username=f"{mark}tunnus", until=day, customer_id=firm.id))
    make.add(UsageEvent(kind="login", at=noon(day), what=f"{mark}kaytto", customer_id=firm.id))
    make.add(
        CreditCheck(
            kind="credit", purpose="granting", register_name=f"{mark}luotto", checked_on=day, result="clear",
            customer_id=firm.id,
        )
    )  # fmt: skip
    user = make.person("uusikayttaja")
    make.add(EndUser(origin="reported_by_customer", until=day, person_id=user.id, customer_id=firm.id))
    make.add(Maintainer(task=f"{mark}yllapito", person_id=user.id))
    make.add(
        PaperRecord(
            kind="letter", what=f"{mark}paperi", place="Kaappi", locked=True, keep_until=day, customer_id=firm.id
        )
    )


def believable(work: Work) -> None:
    """Fill the office with what is due in one: invoices of an old period, recordings, an ended customer, papers."""
    make = Maker(work)
    names = [
        "Hautalan Taimisto Ky",
        "Suvannon Kalatukku Oy",
        "Ukkola Rakennus Oy",
        "Saunamajurit ry",
        "Kymen Optiikka Oy",
    ]
    firms = [make.customer(name, None, number=f"70{place}") for place, name in enumerate(names)]
    for place, firm in enumerate(firms):
        make.invoice(f"70{12 + place * 7}", firm, dt.date(2019, 1 + place, 12))
    for place, firm in enumerate(firms[:3]):
        talk = make.call("Tilaus puhelimessa", firm, TODAY - dt.timedelta(days=100 + place))
        make.recording("laskutuspuhelu", talk, dt.date(2026, 5, 4 + 5 * place))
        soon = make.call("Vikailmoitus", firm, TODAY - dt.timedelta(days=50))
        make.recording("vikapuhelu", soon, dt.date(2026, 6, 1 + 9 * place))
    make.call("Verkkotunnuksen siirto", firms[4], dt.date(2023, 3, 2))
    gone = make.customer("Kahvila Vanha Satama Tmi", dt.date(2023, 10, 15), number="790")
    make.add(Email(use="office", address="kahvila@vanhasatama.example", customer_id=gone.id))
    person = make.person("Ylä-Outinen")
    make.identity(person)
    make.add(ContactRole(role="admin", until=dt.date(2025, 10, 31), person_id=person.id, customer_id=firms[0].id))
    make.secret("kahvila01", gone, dt.date(2023, 10, 15))
    for place, what in enumerate(("Palvelusopimus", "Tilausvahvistus", "Valtakirja")):
        kept = dt.date(2025, 12, 31) - dt.timedelta(days=place)
        said = {"kind": "contract", "what": what, "place": "Kaappi 2", "locked": True, "keep_until": kept}
        make.add(PaperRecord(**said, customer_id=gone.id))
