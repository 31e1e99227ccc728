"""Files of other programs: FOSSBilling, WHMCS's table, the Finnish finance programs, and tables without heads."""
# ruff: noqa: E501 - heads as the programs write them

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from asiakasrekisteri.usecases.billing.card import open_invoice
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.customers import CustomerCard, list_customers, open_customer
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.importing.runs import list_imports
from asiakasrekisteri.usecases.orders import list_orders, open_order
from asiakasrekisteri.usecases.services import customer_services

CLIENTS = """id,email,status,first_name,last_name,phone_cc,phone,company,company_vat,company_number,address_1,address_2,city,state,postcode,country,currency,pass
7,aino@paja.example,active,Aino,Aalto,358,405550131,'=Paja Oy,FI12345671,1234567-1,Sepäntie 3,,Oulu,,90100,FI,EUR,$2y$10$abcdefghijk
"""
ORDERS = """id,client_id,product_id,title,currency,service_type,period,quantity,price,discount,status,reason,notes
31,7,1,'-Webhotelli M,EUR,hosting,1Y,1,99.00,0,active,,
32,8,1,Webhotelli S,EUR,hosting,1M,2,5.00,1.00,canceled,maksamatta,
"""
INVOICES = """id,client_id,nr,currency,credit,base_income,base_refund,refund,notes,status,buyer_company,buyer_email,taxname,taxrate,due_at,reminded_at,paid_at
5,7,1005,EUR,0,100.00,0,0,,paid,Paja Oy,aino@paja.example,ALV,24,2024-02-15,,2024-02-10
6,,1006,EUR,0,50.00,0,0,,unpaid,,aino@paja.example,ALV,24,2024-03-15,,
7,7,1007,EUR,0,,0,0,,unpaid,,,ALV,24,2024-03-15,,
"""
WHMCS = """client_id,status,firstname,lastname,companyname,email,address1,address2,city,state,postcode,country,phonenumber,currency,credit,taxexempt,latefeeoveride,overideduenotices,datecreated,lastlogin,ip
3,Active,Bo,Berg,Berg Ab,bo@berg.example,Gränd 1,,Vasa,,65100,FI,+358.405550132,EUR,0.00,0,0,0,2019-05-06,2024-01-01 10:00:00,203.0.113.5
"""
NETVISOR = """Asiakaskoodi;Nimi;Osoite;Postinumero;Postitoimipaikka;Aktiivinen;Alennusprosentti;Asiakasryhmä;Hintaryhmä;Kotisivut;Laskutuskieli;Lisätietoja;Maa;Maksuehto;Nimen jatke;Oletusmyyjä
N1;Sahayhtiö Oy;Sahatie 1;40100;Jyväskylä;0;0;;;;EN;Muista;FI;14;Tehdas;
"""
FIVALDI = """ASIAKASTUNNUS;NIMI1;NIMI2;PUHELIN;MATKAPUHELIN;TELEFAX;YHTEYDENOTTOTAPA;KORONESTO;KARHUESTO;MAKSUEHTO;ASIAKASRYHMA;ASIAKASSEGMENTTI;LUOTTOKIELTO;KIELIKOODI;LUOTTORAJA
F1;Kaupunkilehti;Oy;(02) 555 0123;;;;0;0;14;;;K;SWE;
"""
HEEROS = """TietueAsiakas;Koodi;Nimi;Lyhytnimi;Y-tunnus;ALV-tunnus;Laskutusnimi;OVT;VerkkolaskuVastOsoite;VerkkolaskuVastVälittäjä;Valuutta;Yhteyshenkilö;YhteyshenkilöEmail;YhteyshenkilöPuh
TietueLasku;Laskunumero;Pvm
TietueRivi;Kuvaus;Määrä
A;H1;Kone Huolto Oy;KH;1234567-1;;;003712345671;;E204503;EUR;Maija Mäki;maija@kone.example;040 5550133
L;123;1.1.2024
R;Huolto;1
A;H2;Vain Nimi Oy
"""
PROCOUNTOR = """Asiakkaan nimi;Asiakasnumero;Y-tunnus;Katuosoite;Postinumero;Postitoimipaikka;Sähköpostiosoite;Verkkolaskuosoite;Välittäjätunnus
Tilit Oy;P1;112038-9;Kuja 2;00100;Helsinki;info@tilit.example;003701120389;003723609900
"""
HEADLESS = """Ahon Leipomo Oy;1234567-1;info@aho.example;040 555 1234;00100;Helsinki
Berga Bageri Ab;7654321-2;info@berga.example;+358 40 555 1235;65100;Vaasa
"""
STRANGE = """Firman nimi tässä;Kenttä A;Kenttä B;Kenttä C;Kenttä D
Ahon Leipomo Oy;1234567-1;info@aho.example;$2y$10$abcdefghijklmnop;4111111111111111
Berga Bageri Ab;7654321-2;info@berga.example;$2y$10$qrstuvwxyzabcdef;5500005555555559
"""


def taken(gate: Gate, folder: Path, text: str, *, encoding: str = "utf-8") -> ImportReport:
    file = folder / "tiedosto.csv"
    file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return gate.call(import_file, Order(file))


def card(gate: Gate, name: str) -> CustomerCard:
    return gate.call(open_customer, gate.call(find, name, kinds=("customer",))[0].id)


def test_fossbillings_clients_orders_and_invoices_find_each_other(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, CLIENTS)
    assert (report.created, report.rejected) == (1, [])
    assert "pass" in {s.column for s in report.skipped_columns}
    paja = card(gate, "Paja")
    assert (paja.record["name"], paja.record["number"], paja.record["business_id"]) == ("=Paja Oy", "7", "1234567-1")
    report = taken(gate, tmp_path, ORDERS)
    assert (report.created, [(r.row, r.field) for r in report.rejected]) == (1, [(3, "number")])
    (line,) = gate.call(customer_services, paja.record.id).groups[0].services
    assert (line.record["name"], line.monthly) == ("-Webhotelli M", Decimal("8.25"))
    ordered = gate.call(open_order, gate.call(list_orders).ids[0])
    assert (ordered.record["number"], ordered.record["state"], ordered.customer) == (
        "FOSSBilling-31",
        "delivered",
        "=Paja Oy",
    )
    assert [(r["description"], r["quantity"], r["unit_price"]) for r in ordered.rows] == [("-Webhotelli M", 1, 99)]
    assert {(w.row, w.field) for w in report.warnings} == {(0, "vat_percent"), (2, "ordered_on")}
    newer = ORDERS.replace(",99.00,0,active,", ",109.00,0,suspended,")
    changed = taken(gate, tmp_path, newer)
    assert (changed.created, changed.updated) == (0, 1)
    told = {d.column: (d.ours, d.theirs) for d in changed.differences}
    assert told["service.state"] == ("Käytössä", "Suljettu")
    assert [text[:3] for text in told["sales_order_row.unit_price"]] == ["99,", "109"]
    taken(gate, tmp_path, ORDERS)
    report = taken(gate, tmp_path, INVOICES)
    assert (report.created, [r.row for r in report.rejected]) == (2, [4])
    paid = gate.call(open_invoice, gate.call(list_invoices, "1005").ids[0]).record
    assert (paid["gross"], paid["balance"], paid["paid_on"]) == (Decimal(124), 0, dt.date(2024, 2, 10))
    again = [taken(gate, tmp_path, text) for text in (CLIENTS, ORDERS, INVOICES.replace("1005", "1005\0"))]
    assert [(r.created, r.updated) for r in again] == [(0, 0)] * 3
    formats = [run["format"] for run in gate.call(list_imports)]
    assert formats[:3] == ["fossbilling-invoices", "fossbilling-orders", "csv"]


def test_whmcs_own_table_of_clients(gate: Gate, tmp_path: Path) -> None:
    taken(gate, tmp_path, WHMCS)
    berg = card(gate, "Berg").record
    assert (berg["number"], berg["name"], berg["since"]) == ("3", "Berg Ab", dt.date(2019, 5, 6))


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_finnish_finance_programs(gate: Gate, tmp_path: Path, encoding: str) -> None:
    for text in (NETVISOR, FIVALDI, HEEROS, PROCOUNTOR):
        assert taken(gate, tmp_path, text, encoding=encoding).rejected == []
    saha = card(gate, "Sahayhtiö").record
    assert (saha["name"], saha["status"], saha["language"]) == ("Sahayhtiö Oy Tehdas", "ended", "en")
    lehti = card(gate, "Kaupunkilehti").record
    assert (lehti["name"], lehti["language"], lehti["note"]) == ("Kaupunkilehti Oy", "sv", "LUOTTOKIELTO: K")
    kone = card(gate, "Kone")
    assert (kone.record["einvoice_address"], [c.name for c in kone.contacts]) == ("003712345671", ["Maija Mäki"])
    assert card(gate, "Vain").record["number"] == "H2"
    tilit = card(gate, "Tilit").record
    assert (tilit["business_id"], tilit["einvoice_operator"]) == ("0112038-9", "003723609900")


def test_a_table_without_heads_is_understood_by_its_cells(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, HEADLESS)
    assert (report.created, report.rejected) == (2, [])
    aho = card(gate, "Aho")
    assert (aho.record["name"], aho.record["business_id"]) == ("Ahon Leipomo Oy", "1234567-1")
    assert {d.entity for d in aho.details} == {"email", "phone", "address"}


def test_strange_heads_are_understood_by_their_cells_and_secrets_are_seen(gate: Gate, tmp_path: Path) -> None:
    report = taken(gate, tmp_path, STRANGE)
    assert gate.call(list_customers).total == 2
    assert card(gate, "Berga").record["business_id"] == "7654321-2"
    why = {s.column: s.reason for s in report.skipped_columns}
    assert why["Kenttä C"] == why["Kenttä D"] == "salasanoja ja korttitietoja ei tallenneta"
