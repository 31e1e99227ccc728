"""The head of a person's page: who she is, what must be noticed, and how much is known of her."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from asiakasrekisteri.domain.formats import iso_time
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.marketing.words import ban_pills
from asiakasrekisteri.gui.screens.persons.holdings import count_words
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill
from asiakasrekisteri.usecases.persons import PersonPage

_AVATAR = 56
_FEW = (
    N_("Ei asiakkuuksia"),
    N_("Henkilö yhdessä asiakkuudessa"),
    N_("Sama henkilö kahdessa asiakkuudessa"),
    N_("Sama henkilö kolmessa asiakkuudessa"),
    N_("Sama henkilö neljässä asiakkuudessa"),
    N_("Sama henkilö viidessä asiakkuudessa"),
    N_("Sama henkilö kuudessa asiakkuudessa"),
    N_("Sama henkilö seitsemässä asiakkuudessa"),
    N_("Sama henkilö kahdeksassa asiakkuudessa"),
    N_("Sama henkilö yhdeksässä asiakkuudessa"),
    N_("Sama henkilö kymmenessä asiakkuudessa"),
)
"""Small numbers are written as words."""


class PersonHead(QFrame):
    """Initials, name, pills and a line of figures."""

    def __init__(self, page: PersonPage) -> None:
        super().__init__()
        self.setProperty("area", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 15, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(Avatar(page.name, _AVATAR, strong=True))
        name = row(label(page.name, "display"), *pills(page), None, gap=9)
        layout.addWidget(column(name, label(figures(page), "muted", wrap=True), gap=4), 1)


def pills(page: PersonPage) -> list[Pill]:
    """Return what must be noticed before anything is done."""
    made = []
    if page.restriction is not None:
        made.append(Pill(_("Rajoitettu"), "err", "lock"))
    if page.record.values.get("non_disclosure"):
        made.append(Pill(_("Turvakielto"), "err", "shield-alert"))
    made += ban_pills(page.prohibited)
    if page.open_cases:
        words = ngettext("Tukipyyntö auki", "{n} tukipyyntöä auki", page.open_cases)
        made.append(Pill(words.format(n=page.open_cases), "info", "life-buoy"))
    if page.roles and all(held.role is not None and held.role.values.get("until") for held in page.roles):
        made.append(Pill(_("Tehtävät päättyneet"), "neutral"))
    return made


def figures(page: PersonPage) -> str:
    """Return in how many customerships she is, how much is stored, how often and when it was viewed last."""
    parts = [where_words(len({held.customer_id for held in page.roles})), count_words(page)]
    if page.views:
        parts.append(ngettext("katseltu kerran", "katseltu {n} kertaa", page.views).format(n=page.views))
        when = _("viimeksi {when}").format(when=iso_time(page.last_view))
        parts.append(_("{when}, {who}").format(when=when, who=page.last_viewer) if page.last_viewer else when)
    else:
        parts.append(_("ei katseltu aiemmin"))
    return " · ".join(parts)


def where_words(customers: int) -> str:
    """Return in how many customerships a person is."""
    if customers < len(_FEW):
        return _(_FEW[customers])
    return ngettext("Sama henkilö {n} asiakkuudessa", "Sama henkilö {n} asiakkuudessa", customers).format(n=customers)
