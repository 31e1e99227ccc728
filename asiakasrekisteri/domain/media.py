"""Media and the levels of their destruction (ISO/IEC 21964, formerly DIN 66399)."""

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.fields import Option
from asiakasrekisteri.domain.texts import N_, _

SOFTWARE = "software"
PAPER = "P"
MEDIA = (
    Option(SOFTWARE, N_("rekisterin tietokanta")),
    Option(PAPER, N_("paperi (P)")),
    Option("F", N_("filmi (F)")),
    Option("O", N_("optinen levy (O)")),
    Option("T", N_("magneettinen väline (T)")),
    Option("H", N_("kiintolevy (H)")),
    Option("E", N_("sähköinen muisti (E)")),
)
_PIECES = {
    "P-1": N_("P-1, enintään 2 000 mm²"),
    "P-2": N_("P-2, enintään 800 mm²"),
    "P-3": N_("P-3, enintään 320 mm²"),
    "P-4": N_("P-4, enintään 160 mm² ja 6 mm leveä"),
    "P-5": N_("P-5, enintään 30 mm² ja 2 mm leveä"),
    "P-6": N_("P-6, enintään 10 mm² ja 1 mm leveä"),
    "P-7": N_("P-7, enintään 5 mm² ja 1 mm leveä"),
}
_HIGHEST = 7
LEVELS = tuple(
    Option(code, _PIECES.get(code, code))
    for medium in "PFOTHE"
    for code in (f"{medium}-{n}" for n in range(1, _HIGHEST + 1))
)
CUSTOMER_LEVEL = "P-4"
"""What is recommended of papers with customers' data."""


def level_objection(medium: str, level: str | None) -> FieldError | None:
    """Return what is wrong with the level of a destruction: every medium but the database has its own levels."""
    if medium == SOFTWARE:
        return FieldError("level", _("Tietokannasta hävittämisellä ei ole turvaluokkaa.")) if level else None
    if not level:
        return FieldError("level", _("Valitse turvaluokka, esimerkiksi P-4 (ISO/IEC 21964)."))
    if not level.startswith(f"{medium}-"):
        return FieldError(
            "level", _("Turvaluokka {level} on toisen tietovälineen. Tarkista valinta.").format(level=level)
        )
    return None
