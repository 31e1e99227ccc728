"""Fictional firm, persons and extracts for the tests of the prints."""

import datetime as dt

from asiakasrekisteri.domain.description import (
    CategoryContent,
    Contact,
    Controller,
    Description,
    PrintedDescription,
    Protection,
    Purpose,
    RecipientStatement,
    RetentionStatement,
    SourceStatement,
    Statement,
    Transfers,
)
from asiakasrekisteri.domain.extract import Extract, ExtractItem, ExtractSection, ExtractView, Letter

DAY = dt.date(2026, 11, 22)
SUPERVISOR = (
    "Tietosuojavaltuutetun toimisto",
    "Käyntiosoite: Lintulahdenkuja 4, 00530 Helsinki",
    "Postiosoite: PL 800, 00531 Helsinki",
    "Puhelin: 029 566 6700 (vaihde), 029 566 6768 (kirjaamo)",
    "Sähköposti: tietosuoja@om.fi",
)
FIRM = Controller(
    name="Kaamosverkko Oy",
    business_id="1234567-1",
    address="Koskikatu 27 B, 96200 Rovaniemi",
    phone="+358 40 555 0100",
    email="asiakaspalvelu@kaamosverkko.example",
)

FULL = Description(
    controller=FIRM,
    contact=Contact(
        name="Aino Öberg, tietosuoja-asiat", phone="+358 40 555 0102", email="tietosuoja@kaamosverkko.example"
    ),
    register_name="Kaamosverkon internet- ja yhteyspalvelujen asiakastietorekisteri",
    dated="2026-11-22",
    purposes=(
        Purpose("service", "palvelujen tuottaminen ja tekninen tuki", "contract"),
        Purpose("billing", "laskutus ja kirjanpito", "legal_obligation"),
        Purpose("relationship", "asiakassuhteen hoito", "contract"),
        Purpose("outages", "vikatilanteista tiedottaminen", "contract"),
        Purpose(
            "credit",
            "maksukyvyn tarkistaminen ennen sopimusta",
            "legitimate_interest",
            "luottotappioiden välttäminen, kun palvelu toimitetaan ennen maksua",
        ),
        Purpose("direct_marketing", "suoramarkkinointi ja uutiskirje", "consent"),
    ),
    subject_groups=(
        Statement("customers", "yksityis- ja yritysasiakkaat"),
        Statement("contacts", "asiakkaan yhteyshenkilöt: päättäjät, hallinto, laskutus ja tekninen yhteyshenkilö"),
        Statement("end_users", "asiakkaan ilmoittamat tai asiakaspalveluun yhteydessä olleet käyttäjät"),
        Statement(
            "maintainers", "palvelujen teknisestä ylläpidosta vastaavat henkilöt, vaikka eivät olisi asiakkaitamme"
        ),
    ),
    data_categories=(
        Statement(
            "contact", "asiakkaan laskutus-, osoite- ja muut yhteystiedot, puhelinnumerot ja sähköpostiosoitteet"
        ),
        Statement("identity_code", "asiakkaan henkilötunnus tai Y-tunnus"),
        Statement("history", "asiakas- ja laskutushistoria"),
    ),
    sources=(
        SourceStatement("customer", "asiakas itse", "yhteystiedot, yhteyshenkilöt, tilaukset"),
        SourceStatement("staff", "henkilökunta", "palvelun tuottamisen ja tuen yhteydessä syntyneet tiedot"),
        SourceStatement("public_register", "YTJ (Yritys- ja yhteisötietojärjestelmä)", "Y-tunnus ja perustiedot"),
        SourceStatement("commercial", "Esimerkin Luottotieto Oy", "maksukyky ja henkilötietojen oikeellisuus"),
    ),
    recipients=(
        RecipientStatement("general", "Tietoja luovutetaan viranomaisille, kun laki siihen velvoittaa."),
        RecipientStatement("processor", "Tilitoimisto Esimerkki Oy", "kirjanpito"),
        RecipientStatement("authority", "Liikenne- ja viestintävirasto Traficom", "fi-verkkotunnusten rekisteröinti"),
    ),
    transfers=Transfers("no", "Tietoja ei luovuteta EU:n eikä ETA:n ulkopuolelle."),
    protections=(
        Protection(
            "organisational", "Rekisteriä käyttää vain pääkäyttäjän myöntämällä henkilökohtaisella käyttäjätunnuksella."
        ),
        Protection("technical", "Tiedot on salattu, ja varmuuskopiot salataan ennen kuin ne viedään muualle."),
        Protection(
            "paper",
            "Paperiaineisto säilytetään lukitussa tilassa ja tuhotaan silppuamalla (ISO/IEC 21964, luokka P-4).",
        ),
    ),
    retention=(
        RetentionStatement("contact", "Asiakassuhteen ajan ja 12 kk sen jälkeen."),
        RetentionStatement("history", "6 v sen kalenterivuoden lopusta, jona tilikausi päättyi."),
    ),
)

CONTENTS = (
    CategoryContent(
        "identification", "Yksilöintitiedot", ("Sukunimi", "Etunimet", "Kutsumanimi", "Aiempi nimi", "Kieli")
    ),
    CategoryContent(
        "identity_code", "Henkilötunnus", ("Henkilötunnus", "Henkilötunnuksen peruste"), "Asiakassuhteen päättymiseen."
    ),
    CategoryContent(
        "contact", "Yhteystiedot", ("Katuosoite", "Postinumero", "Postitoimipaikka", "Maa", "Puhelin", "Sähköposti")
    ),
    CategoryContent("role", "Tehtävä asiakkaassa", ("Tehtävä", "Alkaen", "Päättynyt"), "12 kk tehtävän päättymisestä."),
    CategoryContent("customership", "Asiakkuus", ("Asiakasnumero", "Y-tunnus", "ALV-numero", "Asiakas alkaen", "Tila")),
    CategoryContent("history", "Muutoshistoria", ("Vanha ja uusi arvo", "Lähde", "Päivä", "Kirjaaja")),
)


def printed(description: Description = FULL, *, draft: bool = False) -> PrintedDescription:
    return PrintedDescription(
        description=description,
        contents=CONTENTS,
        version="3",
        printed_on=DAY,
        supervisor=SUPERVISOR,
        draft=draft,
    )


def letter(*recipient: str, requested: bool = True) -> Letter:
    return Letter(
        sender=("Kaamosverkko Oy", "Koskikatu 27 B", "96200 ROVANIEMI"),
        sender_footer="Kaamosverkko Oy · Y-tunnus 1234567-1 · +358 40 555 0100 · asiakaspalvelu@kaamosverkko.example",
        recipient=recipient or ("Hanna-Mari Näyte", "Kirkkotie 8 A 3", "44800 Pihtipudas"),
        date=DAY,
        reference="Asia 2026-014",
        signatory="Aino Öberg",
        requested_on=dt.date(2026, 11, 9),
    )


def item(label: str, value: str, source: str = "asiakas itse", day: str = "2019-02-03", **more: object) -> ExtractItem:
    values: dict[str, object] = {
        "purpose": "asiakassuhteen hoito, laskutus",
        "basis": "sopimus (6 art. 1 b)",
        "keep_until": "2027-12-31",
        "keep_reason": "12 kk asiakassuhteen päättymisestä",
    }
    return ExtractItem(label=label, value=value, source=source, source_date=day, **(values | more))  # type: ignore[arg-type]


SECTIONS = (
    ExtractSection(
        "identification",
        "Yksilöintitiedot",
        (
            item("Sukunimi", "Näyte"),
            item("Etunimet", "Hanna-Mari"),
            item("Aiempi nimi", "Esimerkki", "väestötietojärjestelmä", "2021-06-14"),
        ),
    ),
    ExtractSection(
        "identity_code",
        "Henkilötunnus",
        (
            item(
                "Henkilötunnus",
                "Henkilötunnuksenne on tallennettu (••••••-••••)",
                purpose="yksilöiminen luotonannossa",
                basis="lakisääteinen oikeus (tietosuojalaki 29 §)",
                keep_reason="asiakassuhteen päättymiseen",
            ),
        ),
    ),
    ExtractSection(
        "contact",
        "Yhteystiedot",
        (
            item("Puhelin", "+358 40 555 0196", "puhelu", "2026-11-04"),
            item(
                "Sähköposti",
                "hanna-mari.nayte@pihtiputaan-nuorisoseura.example",
                day="2026-03-12",
                recipients=("Tilitoimisto Esimerkki Oy (1234567-1), 12.3.2026",),
            ),
            item("Katuosoite", "Kirkkotie 8 A 3"),
            item("Postinumero", "44800"),
            item(
                "Postitoimipaikka",
                "PIHTIPUDAS",
                "Postin postinumerotiedosto",
                "2026-01-14",
                keep_until="",
                keep_reason="kunnes tieto päivitetään",
            ),
        ),
    ),
    ExtractSection(
        "notes",
        "Muistiinpanot",
        (
            item(
                "Muistiinpano 12.10.2026",
                "Soitti laskun osoitteesta ja pyysi jatkossa sähköpostilaskun. " * 4
                + "Hinta 1 234,50 €, 12 % alennus, voimassa 6 kk.",
                "puhelu",
                "2026-10-12",
            ),
        ),
    ),
)


def extract(sections: tuple[ExtractSection, ...] = SECTIONS, *, with_letter: bool = True, views: int = 7) -> Extract:
    shown = tuple(
        ExtractView(f"2026-11-{day:02d}T09:41:00+02:00", "asiakkaan yhteydenotto", "asiakaspalvelu")
        for day in range(1, views + 1)
    )
    return Extract(
        person="Hanna-Mari Näyte",
        made_on=DAY,
        register_name="Kaamosverkon internet- ja yhteyspalvelujen asiakastietorekisteri",
        controller="Kaamosverkko Oy",
        sections=sections,
        views=shown if sections else (),
        recipients=("Tilitoimisto Esimerkki Oy (1234567-1): nimi ja laskutusosoite, 12.3.2026",) if sections else (),
        supervisor=SUPERVISOR,
        letter=letter() if with_letter else None,
    )
