"""Services, their accounts and domain names: what is refused, what follows from an end, what the lists find."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.identity import MASK
from asiakasrekisteri.store.models import Change, LogEntry, LogItem
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import show_history, undo
from asiakasrekisteri.usecases.hosting_secrets import (
    destroy_secrets,
    forget_former_secrets,
    idle_secrets,
    may_reveal_secrets,
    reveal_secret,
)
from asiakasrekisteri.usecases.lists import note_seen
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.rows import RowCases
from asiakasrekisteri.usecases.service_lists import (
    ServiceFilter,
    domain_rows,
    list_domains,
    list_services,
    service_rows,
    services_on_server,
)
from asiakasrekisteri.usecases.services import (
    ACCOUNTS,
    DOMAINS,
    PRODUCTS,
    SERVERS,
    SERVICES,
    SavedWithSecrets,
    customer_services,
    set_renewal,
)
from tests import offices
from tests.pages import plain_pages

TODAY = dt.date(2026, 11, 22)
LAST_YEAR = TODAY.replace(year=2025)
PASSWORD = "Kettu-Järvi-42"
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
DOMAIN = {"name": "a.example", "renewal": "manual"}
WEB = {
    "name": "Webhotelli M",
    "kind": "web_hosting",
    "price": Decimal("9.90"),
    "period_months": 1,
    "vat_code": "general",
}


def customer(gate: Gate, values: dict[str, str] = FIRM) -> int:
    return gate.call(add_customer, values).id


def service(gate: Gate, owner: int, **values: object) -> int:
    return gate.call(SERVICES.add, {"name": "Webhotelli", "state": "active", **values}, {"customer_id": owner}).id


def account(gate: Gate, owner: int, service_id: int | None = None, **values: object) -> int:
    filled = {"username": "tuuli", "secret": PASSWORD, "service_id": service_id, **values}
    return gate.call(ACCOUNTS.add, filled, {"customer_id": owner}).id


def one(gate: Gate, cases: RowCases, row_id: int) -> Record:
    return gate.call(cases.open, row_id).records[0]


@pytest.mark.parametrize(
    ("cases", "values", "field"),
    [
        (SERVICES, {"name": "x", "state": "active", "since": TODAY, "until": TODAY - dt.timedelta(1)}, "until"),
        (SERVICES, {"name": "x", "state": "active", "period_months": 0}, "period_months"),
        (DOMAINS, {**DOMAIN, "registered_on": TODAY, "expires_on": LAST_YEAR}, "expires_on"),
        (ACCOUNTS, {"username": "x", "since": TODAY, "until": LAST_YEAR}, "until"),
    ],
)
def test_what_cannot_be_is_refused(gate: Gate, cases: RowCases, values: dict[str, object], field: str) -> None:
    owner = customer(gate)
    with pytest.raises(InvalidInputError) as caught:
        gate.call(cases.add, values, {"customer_id": owner})
    assert [e.field for e in caught.value.errors] == [field]


def test_what_belongs_to_another_customer_cannot_be_chosen(gate: Gate) -> None:
    mine, other = customer(gate), customer(gate, {**FIRM, "name": "Muu Oy"})
    contract = gate.call(CONTRACTS.add, {"number": "S-1", "state": "active", "term": "ongoing"}, {"customer_id": other})
    with pytest.raises(InvalidInputError, match="toiselle asiakkaalle"):
        service(gate, mine, contract_id=contract.id)
    theirs = service(gate, other)
    with pytest.raises(InvalidInputError, match="toiselle asiakkaalle"):
        account(gate, mine, theirs)
    with pytest.raises(InvalidInputError, match="toiselle asiakkaalle"):
        gate.call(DOMAINS.add, {"name": "a.example", "renewal": "manual", "service_id": theirs}, {"customer_id": mine})


def test_what_others_hang_on_is_not_removed_and_is_told_what_they_are(gate: Gate) -> None:
    owner = customer(gate)
    product = gate.call(PRODUCTS.add, WEB, {}).id
    held = service(gate, owner, product_id=product)
    used = account(gate, owner, held)
    with pytest.raises(InvalidInputError, match=r"liittyy muita tietoja: käyttäjätunnukset\."):
        gate.call(SERVICES.remove, held, 1)
    with pytest.raises(InvalidInputError, match=r"liittyy muita tietoja: palvelut\."):
        gate.call(PRODUCTS.remove, product, 1)
    gate.call(ACCOUNTS.remove, used, 1)
    gate.call(SERVICES.remove, held, 1)
    gate.call(PRODUCTS.remove, product, 1)


def test_a_password_is_masked_dated_and_shown_for_a_reason_that_the_log_keeps(gate: Gate) -> None:
    saved = account(gate, customer(gate))
    record = one(gate, ACCOUNTS, saved)
    assert (record["secret"], record["secret_since"]) == (MASK, TODAY)
    with pytest.raises(InvalidInputError, match="mihin salasanaa"):
        gate.call(reveal_secret, saved, "  ")
    assert gate.call(reveal_secret, saved, " palautus varmuuskopiosta ").value == PASSWORD
    last = log(gate)[-1]
    assert (last.use_case, last.action, last.purpose) == ("reveal_secret", "reveal", "palautus varmuuskopiosta")


def test_a_password_that_was_not_touched_keeps_its_day(gate: Gate) -> None:
    saved = account(gate, customer(gate))
    clock = gate.store.clock
    clock.now += dt.timedelta(days=3)  # type: ignore[attr-defined]
    gate.call(ACCOUNTS.save, saved, 1, {"secret": MASK, "note": "x"})
    assert one(gate, ACCOUNTS, saved)["secret_since"] == TODAY
    gate.call(ACCOUNTS.save, saved, 2, {"secret": "toinen"})
    assert one(gate, ACCOUNTS, saved)["secret_since"] == TODAY + dt.timedelta(days=3)
    gate.call(ACCOUNTS.save, saved, 3, {"secret": None})
    record = one(gate, ACCOUNTS, saved)
    assert (record["secret"], record["secret_since"]) == (None, None)


def test_a_role_without_the_key_is_refused_and_the_refusal_is_logged(office: Office, desk: Desk) -> None:
    saved = account(desk.gate, customer(desk.gate))
    colleague = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    assert not colleague.gate.call(may_reveal_secrets)
    with pytest.raises(PermissionDeniedError, match="avainta salasanoihin"):
        colleague.gate.call(reveal_secret, saved, "asiakas pyysi")
    with pytest.raises(PermissionDeniedError, match="avainta salasanoihin"):
        colleague.gate.call(ACCOUNTS.save, saved, 1, {"secret": "uusi"})
    assert [(e.login, e.use_case) for e in log(desk.gate) if e.action == "denied"] == [
        ("kalle", "reveal_secret"),
        ("kalle", "save_hosting_account"),
    ]
    colleague.close()


def test_the_end_of_a_service_destroys_its_passwords_even_from_history_and_files(office: Office, desk: Desk) -> None:
    gate = desk.gate
    owner = customer(gate)
    ended, other = service(gate, owner), service(gate, owner)
    mine, theirs = account(gate, owner, ended), account(gate, owner, other)
    gate.call(ACCOUNTS.save, mine, 1, {"secret": "toinen salasana"})
    former = sealed_values(gate, mine)
    assert len(former) == 1
    assert in_files(desk, former[0])
    colleague = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)  # needs no key to destroy
    saved = colleague.gate.call(SERVICES.save, ended, 1, {"state": "ended"})
    colleague.close()
    assert isinstance(saved, SavedWithSecrets)
    assert saved.secrets == 1
    record = one(gate, SERVICES, ended)
    assert (record["state"], record["until"]) == ("ended", TODAY)
    assert one(gate, ACCOUNTS, mine)["secret"] is None
    assert gate.call(reveal_secret, theirs, "yhä käytössä").value == PASSWORD
    assert sealed_values(gate, mine) == []
    assert not in_files(desk, former[0])


def test_an_undone_end_opens_the_service_but_not_the_password(gate: Gate) -> None:
    owner = customer(gate)
    running = service(gate, owner)
    held = account(gate, owner, running)
    gate.call(undo, gate.call(SERVICES.save, running, 1, {"state": "ended"}).undo)
    assert one(gate, SERVICES, running)["state"] == "active"
    assert one(gate, SERVICES, running)["until"] is None
    record = one(gate, ACCOUNTS, held)
    assert (record["secret"], record["secret_since"]) == (None, None)
    assert all("secret" not in v.field for v in gate.call(show_history, "hosting_account", held).values)


def test_passwords_that_time_has_made_useless_are_found_and_destroyed(gate: Gate) -> None:
    owner = customer(gate)
    running = service(gate, owner, until=TODAY + dt.timedelta(days=10))
    held, lasting = account(gate, owner, running), account(gate, owner)
    assert gate.call(idle_secrets).records == ()
    gate.store.clock.now += dt.timedelta(days=11)  # type: ignore[attr-defined]
    assert [r.id for r in gate.call(idle_secrets)] == [held]
    assert gate.call(destroy_secrets, [held]) == 1
    assert gate.call(idle_secrets).records == ()
    assert one(gate, ACCOUNTS, lasting)["secret"] == MASK
    saved = gate.call(ACCOUNTS.save, lasting, 1, {"until": TODAY})
    assert isinstance(saved, SavedWithSecrets)
    assert saved.secrets == 1


def test_former_passwords_stay_in_history_only_as_long_as_a_mistake_may_be_undone(gate: Gate) -> None:
    owner = customer(gate)
    changed, removed = account(gate, owner), account(gate, owner)
    gate.call(ACCOUNTS.save, changed, 1, {"secret": "toinen", "note": "vaihdettu"})
    gone = gate.call(ACCOUNTS.remove, removed, 1)
    assert gate.call(forget_former_secrets) == 0
    gate.store.clock.now += dt.timedelta(days=31)  # type: ignore[attr-defined]
    assert gate.call(forget_former_secrets) == 2
    assert gate.call(forget_former_secrets) == 0
    assert sealed_values(gate, changed) == sealed_values(gate, removed) == []
    assert [v.field for v in gate.call(show_history, "hosting_account", changed).values] == ["note"]
    assert gate.call(reveal_secret, changed, "vian selvitys").value == "toinen"
    gate.call(undo, gone.undo)
    record = one(gate, ACCOUNTS, removed)
    assert (record["username"], record["secret"]) == ("tuuli", None)


def test_services_come_by_contract_with_their_price_per_month(gate: Gate) -> None:
    owner = customer(gate, PRIVATE)
    product = gate.call(PRODUCTS.add, WEB, {}).id
    server = gate.call(SERVERS.add, {"name": "web1.kaamosverkko.example", "kind": "virtual"}, {}).id
    contract = gate.call(
        CONTRACTS.add, {"number": "S-1", "state": "active", "term": "ongoing"}, {"customer_id": owner}
    ).id
    service(gate, owner, product_id=product, server_id=server, contract_id=contract)
    service(gate, owner, name="Verkkotunnus", price=Decimal("25.00"), period_months=12, contract_id=contract)
    service(gate, owner, name="Koe", product_id=product, state="trial")
    service(gate, owner, name="Vanha", product_id=product, state="terminated", until=TODAY - dt.timedelta(days=1))
    near, far = TODAY + dt.timedelta(days=30), TODAY + dt.timedelta(days=300)
    for name, day in (("kaukana.example", far), ("pian.example", near)):
        gate.call(DOMAINS.add, {"name": name, "renewal": "manual", "expires_on": day}, {"customer_id": owner})
    shown = gate.call(customer_services, owner)
    first, last = shown.groups
    assert first.contract is not None
    assert first.contract["number"] == "S-1"
    assert [(line.product_kind, line.server, line.monthly) for line in first.services] == [
        ("web_hosting", "web1.kaamosverkko.example", Decimal("9.90")),
        ("", "", Decimal("2.08")),
    ]
    assert last.contract is None
    assert [line.monthly for line in last.services] == [None, None]
    assert (first.monthly, last.monthly, shown.monthly) == (Decimal("11.98"), Decimal(0), Decimal("11.98"))
    assert [d["name"] for d in shown.domains] == ["pian.example", "kaukana.example"]
    assert [d["name"] for d in shown.expiring] == ["pian.example"]
    with Session(gate.store.engine) as session:
        number = log(gate)[-1].id
        seen = session.scalars(select(LogItem).where(LogItem.log_id == number)).all()
    assert {(i.entity, i.person_id) for i in seen} == {
        (e, shown.person_id) for e in ("contract", "service", "domain_name")
    }
    assert shown.person_id is not None


def test_renewal_is_a_small_save_that_is_undone(gate: Gate) -> None:
    owner = customer(gate)
    domain = gate.call(DOMAINS.add, {"name": "a.example", "renewal": "automatic"}, {"customer_id": owner}).id
    saved = gate.call(set_renewal, domain, automatic=False)
    assert one(gate, DOMAINS, domain)["renewal"] == "manual"
    gate.call(undo, saved.undo)
    assert one(gate, DOMAINS, domain)["renewal"] == "automatic"


def test_the_whole_register_is_listed_by_what_is_asked(gate: Gate) -> None:
    mine, other = customer(gate), customer(gate, {**FIRM, "name": "Ahopelto Oy"})
    product = gate.call(PRODUCTS.add, WEB, {}).id
    server = gate.call(SERVERS.add, {"name": "web1.kaamosverkko.example", "kind": "virtual"}, {}).id
    a = service(gate, mine, identifier="tuulikello.example", product_id=product, server_id=server)
    b = service(gate, other, name="Postilaatikot", state="suspended")
    c = service(gate, other, state="ended", server_id=server)
    listed = gate.call(list_services)
    assert (list(listed.ids), listed.total) == ([b, c, a], 3)
    assert list(gate.call(list_services, "tuulikello.ex").ids) == [a]
    assert list(gate.call(list_services, "postilaat").ids) == [b]
    assert list(gate.call(list_services, "ahopelto").ids) == [b, c]
    assert list(gate.call(list_services, "", ServiceFilter(state="suspended")).ids) == [b]
    assert list(gate.call(list_services, "", ServiceFilter(product_kind="web_hosting")).ids) == [a]
    assert list(gate.call(list_services, "", ServiceFilter(server_id=server, customer_id=other)).ids) == [c]
    assert list(gate.call(services_on_server, server).ids) == [a]
    row = gate.call(service_rows, [a])[0]
    assert (row.customer, row.server, row.monthly) == ("Tuulikello Oy", "web1.kaamosverkko.example", Decimal("9.90"))


def test_words_are_found_whatever_their_case_and_a_firm_by_its_contact_details(gate: Gate) -> None:
    phone = Edit("phone", values={"use": "switchboard", "number": "040 555 0111"})
    owner = gate.call(add_customer, {**FIRM, "name": "ÄIJÄLÄN SÄHKÖ Oy"}, [phone]).id
    row = service(gate, owner, name="Ääkkösposti")
    service(gate, customer(gate), name="100 % oma_palvelin")
    for query in ("äijälän", "Äijälän sähkö", "ÄÄKKÖS", "ääkkösposti oy", "aijalan", "0405550111"):
        assert list(gate.call(list_services, query).ids) == [row], query
    assert len(gate.call(list_services, "100 %").ids) == 1
    assert len(gate.call(list_services, "omaxpalvelin").ids) == 0


def test_domain_names_are_listed_by_when_they_expire(gate: Gate) -> None:
    owner = customer(gate)
    made = {}
    for name, days, renewal in (
        ("a.example", 40, "manual"),
        ("b.example", -2, "automatic"),
        ("c.example", 10, "manual"),
    ):
        values = {"name": name, "renewal": renewal, "expires_on": TODAY + dt.timedelta(days=days)}
        made[name] = gate.call(DOMAINS.add, values, {"customer_id": owner}).id
    undated = gate.call(DOMAINS.add, {"name": "d.example", "renewal": "manual"}, {"customer_id": owner}).id
    gone = {"name": "e.example", "renewal": "manual", "expires_on": TODAY - dt.timedelta(days=900)}
    long_gone = gate.call(DOMAINS.add, gone, {"customer_id": owner}).id
    next_first = [made["c.example"], made["a.example"], made["b.example"], long_gone, undated]
    assert list(gate.call(list_domains).ids) == next_first, "what expires next, then what has, the latest first"
    latest_first = [made["a.example"], made["c.example"], made["b.example"], long_gone, undated]
    assert list(gate.call(list_domains, reverse=True).ids) == latest_first
    assert list(gate.call(list_domains, "", 30).ids) == [made["c.example"], made["b.example"], long_gone]
    assert list(gate.call(list_domains, "", 30, "manual").ids) == [made["c.example"], long_gone]
    assert list(gate.call(list_domains, "a.exam").ids) == [made["a.example"]]
    assert [r.days for r in gate.call(domain_rows, [made["b.example"], undated])] == [-2, None]


def test_a_page_costs_as_many_queries_however_many_rows_it_has(gate: Gate) -> None:
    owner = customer(gate)
    product = gate.call(PRODUCTS.add, WEB, {}).id
    ids = [service(gate, owner, product_id=product) for _ in range(12)]
    with counted(gate) as few:
        gate.call(service_rows, ids[:1])
    with counted(gate) as many:
        assert len(gate.call(service_rows, ids)) == len(ids)
    assert len(few) == len(many)


def test_a_page_of_services_that_was_read_is_logged_with_whose_they_are(gate: Gate) -> None:
    row = service(gate, customer(gate, PRIVATE))
    gate.call(note_seen, "service", [row])
    with Session(gate.store.engine) as session:
        item = session.scalars(select(LogItem).order_by(LogItem.id.desc())).first()
    assert item is not None
    assert (item.action, item.entity, item.entity_id) == ("view", "service", row)
    assert item.person_id is not None


@contextmanager
def counted(gate: Gate) -> Iterator[list[str]]:
    """Collect what is asked of the store while this lasts."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(gate.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(gate.store.engine, "before_cursor_execute", note)


def log(gate: Gate) -> list[LogEntry]:
    with Session(gate.store.engine) as session:
        return list(session.scalars(select(LogEntry).order_by(LogEntry.id)))


def sealed_values(gate: Gate, account_id: int) -> list[str]:
    """Return the former passwords in the history of an account, as they are stored."""
    of_account = (Change.entity == "hosting_account") & (Change.entity_id == account_id) & (Change.action != "create")
    with Session(gate.store.engine) as session:
        changes = session.scalars(select(Change.values).where(of_account))
        return [values["secret"][0]["sealed"] for values in changes if "secret" in values]


def in_files(desk: Desk, text: str) -> bool:
    folder: Path = desk.vault.folder
    pages = plain_pages(folder / "rekisteri.db", desk.vault.keys.key())
    return any(text.encode() in page for page in pages)
