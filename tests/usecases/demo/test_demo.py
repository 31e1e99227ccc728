"""The fictional office: believable, whole, made from nothing real, and the same again."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import ForeignFileError
from asiakasrekisteri.domain.identifiers import is_temporary_identity_code
from asiakasrekisteri.store.models import (
    Change,
    ContactRole,
    Customer,
    Email,
    LogEntry,
    Person,
    Phone,
    Source,
)
from asiakasrekisteri.usecases.demo.customers import CustomerInventor, InventedCustomer
from asiakasrekisteri.usecases.demo.fill import SEED
from asiakasrekisteri.usecases.demo.invent import Inventor
from asiakasrekisteri.usecases.demo.make import DemoOrder, make_demo
from asiakasrekisteri.usecases.logs import verify_log
from asiakasrekisteri.usecases.maintenance import verify_office
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.shipped import shipped
from tests import offices
from tests.reading import pdf_text
from tests.usecases.demo.held import rows

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 22)
CUSTOMERS = 120


def invented(count: int, seed: int = SEED) -> list[InventedCustomer]:
    return list(CustomerInventor(Inventor(shipped("demo", "names.toml"), seed), TODAY, 5).customers(count))


def test_everybody_can_sign_in_and_nobody_must_change_a_password(demo: Path, users: dict[str, tuple[str, str]]) -> None:
    assert [role for _password, role in users.values()] == [
        "Pääkäyttäjä", "Asiakaspalvelu", "Laskutus", "Tekninen tuki",
    ]  # fmt: skip
    assert next(iter(users)) == "paula"
    for login, (password, _role) in users.items():
        Office(demo / "office", offices.surroundings()).enter(login, password).close()
    assert stat.S_IMODE((demo / "kayttajat.txt").stat().st_mode) == 0o600


def test_the_office_is_whole_and_all_kinds_are_there(desk: Desk) -> None:
    assert not desk.gate.call(verify_office).faults
    assert desk.gate.call(verify_log).entries > 0
    customers = rows(desk, Customer)
    assert len(customers) == CUSTOMERS
    assert {c.kind for c in customers} == {"private", "sole_trader", "company", "association", "public"}
    assert {c.status for c in customers} == {"active", "prospect", "terminated", "ended"}
    assert len({c.number for c in customers}) == CUSTOMERS
    assert all((c.person_id is not None) == (c.kind in {"private", "sole_trader"}) for c in customers)
    assert {r.role for r in rows(desk, ContactRole)} == {"decision", "admin", "billing", "technical"}
    assert any(p.language == "sv" for p in rows(desk, Person))
    assert sum(p.non_disclosure for p in rows(desk, Person)) == 1


def test_data_come_from_several_sources_over_the_years_and_leave_former_values(desk: Desk) -> None:
    with desk.gate.store.engine.connect() as connection:
        used = connection.execute(select(Source.name).join(Change, Change.source_id == Source.id).distinct())
        assert {name for (name,) in used} >= {"Asiakas", "Puhelu", "Sähköposti", "YTJ", "Yhdistysrekisteri", "Tuonti"}
        first, last = connection.execute(select(func.min(Change.source_date), func.max(Change.source_date))).one()
        assert last.year - first.year > 10
        edits = connection.execute(select(Change).where(Change.action == "update")).all()
        assert {edit.entity for edit in edits} >= {"address", "phone", "person", "customer", "contact_role"}
        held_by_one = select(func.count(ContactRole.customer_id.distinct())).group_by(ContactRole.person_id)
        assert max(connection.execute(held_by_one).scalars()) > 1


def test_nothing_in_it_can_belong_to_anybody(desk: Desk) -> None:
    assert all(p.number.startswith("+35840555") for p in rows(desk, Phone))
    assert all(e.address.endswith(".example") for e in rows(desk, Email))
    taxed = [c.business_id for c in rows(desk, Customer) if c.business_id]
    assert taxed
    assert all(number.startswith("9") for number in taxed)
    assert len(taxed) == len(set(taxed))
    assert all(int(c.association_number) >= 900_000 for c in rows(desk, Customer) if c.association_number)
    coded = [made.own["identity_code"] for made in invented(2_000) if made.own and "identity_code" in made.own]
    assert coded
    assert all(is_temporary_identity_code(code) for code in coded)


def test_the_same_seed_invents_the_same_customers() -> None:
    assert invented(50) == invented(50)
    assert invented(50) != invented(50, seed=1)


def test_a_hundred_thousand_customers_still_have_numbers_of_their_own() -> None:
    inventor = Inventor(shipped("demo", "names.toml"), SEED)
    assert len({inventor.business_id() for _n in range(60_000)}) == 60_000
    phones = [inventor.phone()["number"] for _n in range(99_000)]
    assert len(set(phones)) == 99_000


def test_documents_are_printed_and_their_names_name_nobody(demo: Path, desk: Desk) -> None:
    documents = demo / "documents"
    assert sorted(p.name for p in documents.glob("*.pdf")) == [
        "kasittelijan-seloste.pdf", "palautusavain.pdf", "rekisteriote.pdf", "rekisteriseloste.pdf",
        "seloste-kasittelytoimista.pdf", "tietosuojaseloste.pdf",
    ]  # fmt: skip
    printed = {p.stem: pdf_text(p.read_bytes()) for p in documents.glob("*.pdf")}
    assert all("Kaamosverkko Oy" in text for text in printed.values())
    assert "Tietosuojaseloste" in printed["tietosuojaseloste"]
    assert "Aiemmat tiedot ja muutokset" in printed["rekisteriote"]
    assert "Vikatilanteen selvitys" in " ".join(printed["rekisteriote"].split())
    for text in (Path(__file__).parents[2] / "seeds" / "texts").glob("*.txt"):
        own = documents / text.stem
        assert {p.name for p in own.iterdir()} == {"tietosuojaseloste.pdf", "rekisteriseloste.pdf"}


def test_a_demo_is_not_made_over_anything(demo: Path) -> None:
    before = (demo / "kayttajat.txt").read_bytes()
    with pytest.raises(ForeignFileError):
        list(make_demo(DemoOrder(demo), lambda _folder: offices.surroundings()))
    assert (demo / "kayttajat.txt").read_bytes() == before


@pytest.mark.parametrize("customers", [1, 3])
def test_an_office_of_very_few_customers_is_made_too(tmp_path: Path, customers: int) -> None:
    """Where nobody has agreed to a newsletter, and where the only private customer's data are restricted."""
    assert len(list(make_demo(DemoOrder(tmp_path, customers), lambda _folder: offices.surroundings()))) == 7


def test_the_log_tells_that_colleagues_looked(desk: Desk) -> None:
    with desk.gate.store.engine.connect() as connection:
        looked = connection.execute(select(LogEntry.login, LogEntry.purpose).where(LogEntry.action == "view")).all()
    assert {login for login, purpose in looked if purpose} == {"kaisu", "lasse", "teemu"}
