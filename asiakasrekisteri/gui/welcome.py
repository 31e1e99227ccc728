"""Where there is no register yet: found one, or open another folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.first_run import FirstRun
from asiakasrekisteri.gui.tasks import Failed, Runner
from asiakasrekisteri.gui.today import finnish_day
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState


class Welcome(QFrame):
    """Three ways to go on.

    Args:
        folder: where a register was looked for.
        found: begins the first run.
        choose: asks for another folder.
        again: looks in the same folder once more.
    """

    def __init__(
        self,
        folder: Path,
        found: Callable[[], object],
        choose: Callable[[], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAccessibleName("Asiakasrekisteri")
        ways = tuple(Beginning(*words, act) for words, act in zip(_ways(), (found, choose, again), strict=True))
        self.state = EmptyState("database", _("Kansiossa ei ole vielä rekisteriä"), str(folder), ways)
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        self.setFocusProxy(self.state.buttons[0])


def _ways() -> tuple[tuple[str, str, str, str], ...]:
    """Return icon, title, more words and the button's words of each way."""
    return (
        (
            "plus",
            _("Uusi rekisteri"),
            _("Yrityksen tiedot, pääkäyttäjä ja palautusavain. Noin viisi minuuttia."),
            _("Ota käyttöön"),
        ),
        (
            "lock-open",
            _("Rekisteri toisessa kansiossa"),
            _("Valitse kansio, jossa ovat rekisteri.db ja rekisteri.avain."),
            _("Valitse kansio…"),
        ),
        (
            "refresh-cw",
            _("Sama kansio uudelleen"),
            _("Jos kansio oli esimerkiksi irrallaan tältä koneelta."),
            _("Yritä uudelleen"),
        ),
    )


def first_run(door: OfficeDoor, runner: Runner, failed: Failed) -> FirstRun:
    """Return the first run of a folder; the recovery sheet is printed from its preview."""

    def preview(pdf: bytes, printed: Callable[[], None]) -> None:
        shown = Preview(made.window(), pdf, _("Palautusavain"), "palautusavain.pdf", runner, failed)
        shown.printed.connect(printed)
        shown.open()

    made = FirstRun(door, runner, failed, finnish_day, preview)
    return made
