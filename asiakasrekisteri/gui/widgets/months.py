"""Names of months."""

from asiakasrekisteri.domain.texts import N_, _

_NAMES = (
    N_("tammikuu"),
    N_("helmikuu"),
    N_("maaliskuu"),
    N_("huhtikuu"),
    N_("toukokuu"),
    N_("kesäkuu"),
    N_("heinäkuu"),
    N_("elokuu"),
    N_("syyskuu"),
    N_("lokakuu"),
    N_("marraskuu"),
    N_("joulukuu"),
)
_SHORT = (
    N_("tammi"),
    N_("helmi"),
    N_("maalis"),
    N_("huhti"),
    N_("touko"),
    N_("kesä"),
    N_("heinä"),
    N_("elo"),
    N_("syys"),
    N_("loka"),
    N_("marras"),
    N_("joulu"),
)


def month_words(month: tuple[int, int]) -> str:
    """Write a year and month: Marraskuu 2026."""
    return f"{_(_NAMES[month[1] - 1]).capitalize()} {month[0]}"


def month_short(number: int) -> str:
    """Write a month under a bar: marras."""
    return _(_SHORT[number - 1])
