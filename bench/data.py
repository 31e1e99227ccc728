"""Fictional customers for the measurements: as many as wanted, always the same."""

import csv
import random
from pathlib import Path

HEADS = (
    "Asiakasnumero", "Yritys", "Asiakaslaji", "Sähköposti", "Puhelin", "Osoite", "Postinumero", "Postitoimipaikka",
    "Etunimi", "Sukunimi", "Tehtävä",
)  # fmt: skip
_BEGINNINGS = (
    "Kuusi",
    "Mänty",
    "Haapa",
    "Pihlaja",
    "Koivu",
    "Leppä",
    "Vaahtera",
    "Tuomi",
    "Raita",
    "Kataja",
    "Öljy",
    "Äyri",
)
_MIDDLES = ("lah", "ran", "nie", "kall", "sal", "järv", "kosk", "vaar", "suo", "harju", "mäk", "saar")
_ENDINGS = ("den", "nan", "men", "ion", "on", "en", "en", "an", "n", "n", "en", "en")
_TRADES = (
    "Leipomo",
    "Konepaja",
    "Taimisto",
    "Kirjakauppa",
    "Optiikka",
    "Tilitoimisto",
    "Kahvila",
    "Autohuolto",
    "Sähkö",
    "Puutarha",
)
_FIRST = (
    "Aino",
    "Väinö",
    "Birgitta",
    "Åke",
    "Hanna-Mari",
    "Jari-Pekka",
    "Ilmari",
    "Öivind",
    "Sofia",
    "Eevi",
    "Lauri",
    "Tuulikki",
)
_LAST = (
    "Äijälä",
    "Nyholm",
    "Kettunen",
    "Ekblom",
    "Hirvonen",
    "Savolainen",
    "Öberg",
    "Lindqvist",
    "Väyrynen",
    "Kemppainen",
)
_TOWNS = (
    ("00100", "Helsinki"),
    ("90100", "Oulu"),
    ("33100", "Tampere"),
    ("44800", "Pihtipudas"),
    ("96100", "Rovaniemi"),
)


def write_csv(path: Path, customers: int) -> None:
    """Write a CSV of customers, each with a contact person, as an older program would export them."""
    rng = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADS)
        writer.writerows(_row(rng, n) for n in range(customers))


def surname(rng: random.Random) -> str:
    """Return one of some ten thousand surnames."""
    if rng.random() < 0.2:  # noqa: PLR2004 - a fifth share the common ones
        return rng.choice(_LAST)
    return rng.choice(_BEGINNINGS) + rng.choice(_MIDDLES) + rng.choice(_ENDINGS) + rng.choice(("", "nen", "la", "maa"))


def _row(rng: random.Random, n: int) -> tuple[str, ...]:
    first, last = rng.choice(_FIRST), surname(rng)
    postcode, town = rng.choice(_TOWNS)
    firm = f"{surname(rng)} {rng.choice(_TRADES)} {n} Oy"
    domain = f"{firm.split(maxsplit=1)[0].lower().translate(str.maketrans('åäö', 'aao'))}{n}.example"
    address = f"{first}.{last}@{domain}".lower().translate(str.maketrans("åäö", "aao"))
    number = f"040{rng.randrange(5_550_000, 9_999_999)}"
    return str(20_000 + n), firm, "Oy", address, number, f"Metsätie {n % 200}", postcode, town, first, last, "omistaja"


def typed_queries(count: int = 200) -> list[str]:
    """Return what people type, one query a key: names, words, e-mails, domains, phones, numbers."""
    rng = random.Random(2)
    wanted: list[str] = []
    while len(wanted) < count:
        n = rng.randrange(10_000)
        whole = rng.choice(
            (
                surname(rng),
                f"{rng.choice(_FIRST)} {surname(rng)}",
                f"{surname(rng)} {rng.choice(_TRADES)}",
                f"040 {rng.randrange(555, 999)} {rng.randrange(1000, 9999)}",
                str(20_000 + n),
                f"{rng.choice(_FIRST)}.{rng.choice(_LAST)}@",
                f"{rng.choice(_BEGINNINGS)}{rng.choice(_MIDDLES)}",
            )
        )
        wanted.extend(whole[:keys] for keys in range(2, len(whole) + 1))
    return wanted[:count]
