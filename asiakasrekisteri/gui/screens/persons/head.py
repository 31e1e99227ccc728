"""The head of a person's page: who she is, what must be noticed, and how much is known of her."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from asiakasrekisteri.domain.formats import iso_time
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.screens.persons.holdings import count_words
from asiakasrekisteri.gui.widgets.basics import column, label, row
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill
from asiakasrekisteri.usecases.persons import PersonPage

_AVATAR = 56


class PersonHead(QFrame):
    """Initials, name, pills and a line of figures."""

    def __init__(self, page: PersonPage) -> None:
        super().__init__()
        self.setProperty("area", "top")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 15, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(Avatar(page.name, _AVATAR, strong=True))
        name = row(label(page.name, "display"), *pills(page), None, gap=9)
        layout.addWidget(column(name, label(figures(page), "muted", wrap=True), gap=4), 1)


def pills(page: PersonPage) -> list[Pill]:
    """Return what must be noticed before anything is done."""
    made = []
    if page.record.values.get("non_disclosure"):
        made.append(Pill(_("Turvakielto"), "err", "shield-alert"))
    if page.roles and all(held.role is not None and held.role.values.get("until") for held in page.roles):
        made.append(Pill(_("Tehtävät päättyneet"), "neutral"))
    return made


def figures(page: PersonPage) -> str:
    """Return in how many customerships she is, how much is stored, how often and when it was viewed last."""
    customers = len({held.customer_id for held in page.roles})
    where = ngettext("Henkilö yhdessä asiakkuudessa", "Sama henkilö {n} asiakkuudessa", customers).format(n=customers)
    parts = [where if customers else _("Ei asiakkuuksia"), count_words(page)]
    if page.views:
        parts.append(ngettext("katseltu kerran", "katseltu {n} kertaa", page.views).format(n=page.views))
        parts.append(_("viimeksi {when}").format(when=iso_time(page.last_view)))
    else:
        parts.append(_("ei katseltu aiemmin"))
    return " · ".join(parts)
