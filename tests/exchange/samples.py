"""Samples from outside that cannot be kept in the repository, and files of banks made by hand."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><FrToDt><FrDtTm>2026-03-02T00:00:00+02:00</FrDtTm><ToDtTm>2026-03-03T00:00:00+02:00</ToDtTm></FrToDt>
<Acct><Id><IBAN>FI2112345600000785</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
{entries}</Stmt></BkToCstmrStmt></Document>
"""
ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>
<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt><AcctSvcrRef>ARK1</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls>{details}</NtryDtls></Ntry>
"""
PAYMENT = """<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr>{name}</Dbtr><DbtrAcct><Id><IBAN>FI58 1017 1000 0001 22</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
"""
OP = (
    "Kirjauspäivä;Arvopäivä;Määrä EUROA;Tapahtumalajikoodi;Selitys;Saaja/Maksaja;Saajan tilinumero;Viite;Viesti;"
    "Arkistotunnus;\r\n"
    "02.03.2026;03.03.2026;+62,75;710;VIITESIIRTO;Meikäläinen Maija;FI5810171000000122;00000000000000001232;;A1;\r\n"
    "03.03.2026;03.03.2026;-1.050,00;106;TILISIIRTO;Vuokraaja Oy;FI3715903000000776;;Vuokra 3/2026;A2;\r\n"
    "03.03.2026;03.03.2026;+10,00;710;VIITESIIRTO;Virtanen Väinö;;00000000000000001233;;A3;\r\n"
)
PROCOUNTOR = (
    "Arvopäivä;Maksupäivä;Summa;Kirjausselite;Nimi;Tilinro;Viitenumero;Viesti;Kohdistettu;Arkistointitunnus\r\n"
    "3.3.2026;2.3.2026;62,75;Viitemaksu;Meikäläinen Maija;FI58 1017 1000 0001 22;1232;;Kyllä;20260303A\r\n"
)
NORDEA = (
    "Kirjauspäivä;Määrä;Maksaja;Maksunsaaja;Nimi;Otsikko;Viesti;Viitenumero;Saldo;Valuutta;\n"
    "2026/03/03;62,75;FI58 1017 1000 0001 22;FI21 1234 5600 0007 85;Meikäläinen Maija;Lasku;Hei;RF111232;100,00;EUR;\n"
    "2026/03/02;-4,65;FI21 1234 5600 0007 85;;Pankki Oyj;Pankki Oyj;Palvelut;;37,25;EUR;\n"
)
S_PANKKI = (
    "Kirjauspäivä;Maksupäivä;Summa;Tapahtumalaji;Maksaja;Saajan nimi;Saajan tilinumero;Saajan BIC-tunnus;Viitenumero;"
    "Viesti;Arkistointitunnus\n"
    "03.03.2026;02.03.2026;-11,10;KORTTIOSTO;HOSTAUS OY;KAHVILA;-;-;-;'000000******0000 1';20260302000000001\n"
    "03.03.2026;03.03.2026;+62,75;TILISIIRTO;MAIJA MEIKÄLÄINEN;HOSTAUS OY;FI2112345600000785;NDEAFIHH;1232;-;20260303\n"
)
DANSKE = (
    '"Pvm","Saaja/Maksaja","Selite","Määrä","Saldo","Tila"\n"03.03.2026","M","Lasku 7","62,75","1 100,00","Odottaa"\n'
)


def shared_data() -> Path | None:
    """Return the folder of the samples of others, found by walking up; an environment variable overrides."""
    named = os.environ.get("ASIAKASREKISTERI_SHARED", "")
    places = [Path(named)] if named else [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((place / "data" for place in places if (place / "data").is_dir()), None)


def shared_sample(name: str) -> bytes:
    """Return a sample of others; where they are not at hand, the test is skipped and tells so."""
    folder = shared_data()
    if folder is None:
        pytest.skip(f"the samples of others are not at hand: {name}; ASIAKASREKISTERI_SHARED tells where they are")
    return (folder / name).read_bytes()


def camt(*entries: str, closing: str = "0.00", version: str = "02") -> bytes:
    return CAMT.format(version=version, closing=closing, entries="".join(entries)).encode()


def entry(amount: str, *details: str, way: str = "CRDT", status: str = "BOOK") -> str:
    return ENTRY.format(amount=amount, way=way, status=status, details="".join(details))


def payment(amount: str, reference: str = "", name: str = "<Nm>Maija Meikäläinen</Nm>") -> str:
    return PAYMENT.format(amount=amount, reference=reference, name=name)


def tito_head(opening: str = "+000000000000010000") -> str:
    return (
        f"T00322100{'12345600000785':14}001260302260303260303{'2359'}{'':17}260301{opening}000003EUR{'Tili':30}"
        f"{'0' * 18}{'HOSTAUS OY':35}{'Pankki Oyj':40}{'':40}{'':30}{'FI2112345600000785 NDEAFIHH':30}"
    )


def tito_entry(
    cents: str, *, number: int = 1, name: str = "", reference: str = "", level: str = "0", kind: str = "1710"
) -> str:
    return (
        f"T10188{number:06}{f'ARK{number}':18}260302260303260302{kind}{'Pano':35}{cents[0]}"
        f"{cents[1:]:0>18} A{name:35}J{'':14} {reference:0>20}{'':8}{level}"
    )


def tito_detail(kind: str, text: str) -> str:
    return f"T11{len(text) + 8:03}{kind}{text}"


def tito(*records: str, end: str = "\r\n", encoding: str = "latin-1") -> bytes:
    return end.join((*records, "")).encode(encoding)


def ktl_payment(cents: int, reference: str, *, name: str = "MEIKALAINEN", corrected: str = "0", mark: str = "3") -> str:
    return f"{mark}12345600000785260302260301{'ARKISTO1':16}{reference:0>20}{name:12}1J{cents:010}{corrected}A "


def ktl(
    payments: Sequence[str], count: int, cents: int, corrections: tuple[int, int] = (0, 0), end: str = "\r\n"
) -> bytes:
    head = f"02603022359{'NO':2}{'12345671':9}1{'':67}"
    totals = f"9{count:06}{cents:011}{corrections[0]:06}{corrections[1]:011}".ljust(90)
    return end.join((head, *payments, totals, "")).encode("latin-1")
