"""The recovery key on the screen, once: shown in groups, printed, and two groups typed back from the paper."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.entry.passwords import Hint
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import mono, px
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row

ASKED = (3, 5)
"""Which groups are typed back, counted from 1."""
_PER_LINE = 3


class RecoveryKey(QFrame):
    """Shows the key and makes sure that it is on paper.

    Args:
        code: the key, its groups parted by hyphens.
        preview: opens the print preview of the sheet.
    """

    confirmed = Signal(bool)
    """Whether the groups match and the box is ticked."""

    def __init__(self, code: str, preview: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._groups = code.split("-")
        self.printing = Button(_("Tulosta palautusavain…"), "printer", "primary", pressed=preview)
        self.printed = Hint("circle-check", "ok")
        self.answers = [QLineEdit() for _number in ASKED]
        self.kept = QCheckBox(_("Tuloste säilytetään lukitussa tilassa"))
        fields = [
            Field(_("Ryhmä {n}").format(n=number), answer) for number, answer in zip(ASKED, self.answers, strict=True)
        ]
        for field, answer in zip(fields, self.answers, strict=True):
            answer.setFont(mono(14))
            answer.setMaxLength(8)
            field.setFixedWidth(px(150))
            answer.textChanged.connect(lambda _text: self._tell())
        self.kept.toggled.connect(lambda _on: self._tell())
        without = _("Ilman avainta ja salasanoja rekisteriä ei voi avata kukaan, ei myöskään ohjelman toimittaja.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._key())
        layout.addWidget(row(self.printing, None))
        layout.addWidget(self.printed)
        layout.addWidget(line())
        layout.addWidget(label(_("Vahvista, että tuloste on tallella"), "h2"))
        typed = _("Kirjoita paperista ryhmät {one} ja {two}.").format(one=ASKED[0], two=ASKED[1])
        layout.addWidget(label(typed, "muted"))
        layout.addWidget(row(*fields, None, gap=16))
        layout.addWidget(column(self.kept, label(without, "muted", wrap=True), gap=2))
        layout.addStretch(1)

    def missing(self) -> str:
        """Return in words what still keeps from going on, "" when nothing does."""
        for number, answer in zip(ASKED, self.answers, strict=True):
            if _plain(answer.text()) != _plain(self._groups[number - 1]):
                return _("Ryhmä {n} puuttuu tai ei täsmää").format(n=number)
        return "" if self.kept.isChecked() else _("Vahvista säilytyspaikka")

    def show_printed(self) -> None:
        """Say that the sheet has been printed."""
        self.printed.say(_("Tuloste on lähetetty tulostimelle."))

    def _key(self) -> QFrame:
        box = QFrame()
        box.setProperty("area", "inset")
        grid = QGridLayout(box)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for place, group in enumerate(self._groups):
            words = label(group, "h1")
            words.setFont(mono(22))
            words.setStyleSheet(f"font-family: monospace; font-size: {px(22)}px;")
            number = label(str(place + 1), "small")
            for part in (words, number):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(column(number, words, gap=0), place // _PER_LINE, place % _PER_LINE)
        box.setAccessibleName(_("Palautusavain"))
        return box

    def _tell(self) -> None:
        self.confirmed.emit(not self.missing())


def _plain(text: str) -> str:
    return "".join(c for c in text.upper().translate(str.maketrans("OIL", "011")) if c.isalnum())
