"""Short words for the codes of a description, where a field or a comparison shows them."""

from asiakasrekisteri.domain.texts import _


def basis_names() -> tuple[tuple[str, str], ...]:
    """Return code and short words of each legal basis (GDPR Art. 6(1))."""
    return (
        ("contract", _("Sopimus, 6 (1) b")),
        ("legal_obligation", _("Lakisääteinen, 6 (1) c")),
        ("legitimate_interest", _("Oikeutettu etu, 6 (1) f")),
        ("consent", _("Suostumus, 6 (1) a")),
        ("public_interest", _("Yleinen etu, 6 (1) e")),
        ("vital_interest", _("Elintärkeä etu, 6 (1) d")),
    )


def mechanism_names() -> tuple[tuple[str, str], ...]:
    """Return code and short words of each ground of a transfer (GDPR ch. V)."""
    return (
        ("adequacy", _("Riittävyyspäätös, 45")),
        ("scc", _("Vakiolausekkeet, 46")),
        ("bcr", _("Sitovat säännöt, 47")),
        ("article_49", _("Poikkeus, 49")),
    )


def outside_names() -> tuple[tuple[str, str], ...]:
    """Return code and words of whether data leave the EEA."""
    return (
        ("no", _("Ei siirretä")),
        ("yes", _("Siirretään")),
        ("if_needed", _("Siirretään vain tarvittaessa")),
        ("unknown", _("Ei ole kirjattu")),
    )


def in_words(text: str) -> str:
    """Return a text with the codes in it put in words."""
    known = dict((*basis_names(), *mechanism_names()))
    return " ".join(known.get(word, word) for word in text.split(" "))


def list_names() -> tuple[tuple[str, str], ...]:
    """Return the lists of a description that a line of an old text can stand in, with their names."""
    return (
        ("unplaced", _("Sijoittamatta")),
        ("purposes", _("Tarkoitukset")),
        ("subject_groups", _("Keitä tiedot koskevat")),
        ("data_categories", _("Käsiteltävät tiedot")),
        ("sources", _("Tietolähteet")),
        ("recipients", _("Vastaanottajat")),
        ("protections", _("Suojaus")),
        ("retention", _("Säilytysajat")),
        ("rights", _("Rekisteröidyn oikeudet")),
    )
