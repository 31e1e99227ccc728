"""First run: the firm, the main user, the recovery key on paper. *Takaisin* never loses what was typed."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.door import NewOffice, OfficeDoor
from asiakasrekisteri.gui.entry.newoffice import FIRM_FIELDS, USER_FIELDS
from asiakasrekisteri.gui.entry.passwords import NewPassword
from asiakasrekisteri.gui.entry.recoverykey import RecoveryKey
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.grid import FieldGrid, span_of
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import action_bar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, label, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.steps import Steps, StepText

FIRM, USER, KEY = range(3)


class FirstRun(QFrame):
    """The three steps of making an office.

    Args:
        door: the folder where the office will be.
        runner: where keys are made.
        failed: told of defects.
        today: the clock, as a day.
        preview: opens the print preview of a PDF; calls back when it was printed.
    """

    finished = Signal(object)
    """The session of the new office."""
    unavailable = Signal(object)

    def __init__(
        self,
        door: OfficeDoor,
        runner: Runner,
        failed: Callable[[Exception], None],
        today: Callable[[], dt.date],
        preview: Callable[[bytes, Callable[[], None]], object],
    ) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._door, self._runner, self._failed, self._preview = door, runner, failed, preview
        self.fields = {f.name: CatalogueField(f, today) for f in (*FIRM_FIELDS, *USER_FIELDS)}
        self.password = NewPassword()
        self.key: RecoveryKey | None = None
        self._step = FIRM
        self._office: NewOffice | None = None
        self._build()
        self._show(FIRM)

    def _build(self) -> None:
        self.steps = Steps(self._step_texts(), FIRM)
        self._title = label("", "display", wrap=True)
        self._text = label("", "muted", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._firm_page())
        self._stack.addWidget(self._user_page())
        self._problem = QVBoxLayout()
        self._state = label("", "muted")
        self.back = Button(_("Takaisin"), "arrow-left", pressed=lambda: self._show(self._step - 1))
        self.next = Button(_("Jatka"), kind="primary", pressed=self.go_on)
        rail = column(
            label(_("Käyttöönotto"), "h1"),
            label(_("noin viisi minuuttia"), "muted"),
            16,
            self.steps,
            None,
            label(_("Kaikki tiedot jäävät tälle koneelle."), "small", wrap=True),
            gap=2,
            margins=(28, 28, 20, 24),
            area="sidebar",
        )
        rail.setFixedWidth(px(260))
        page = frame()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(32, 28, 32, 16)
        inner.setSpacing(14)
        inner.addWidget(column(self._title, self._text, gap=4))
        inner.addLayout(self._problem)
        inner.addWidget(self._stack, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(scrolled(page, _("Käyttöönotto")), 1)
        right.addWidget(action_bar(self.back, None, self._state, self.next))
        outer.addLayout(right, 1)

    def _firm_page(self) -> QWidget:
        fields = [self.fields[f.name] for f in FIRM_FIELDS]
        grid = FieldGrid([(f, 4 if f.spec.name in {"name", "street"} else span_of(f.spec.kind)) for f in fields])
        grid.setMaximumWidth(px(600))
        self._shown = label("", wrap=True)
        seen = Card(_("Näin tiedot näkyvät selosteessa"), self._shown)
        seen.setFixedWidth(px(300))
        for field in fields:
            field.changed.connect(self._mirror)
        self._mirror()
        place = frame()
        layout = QHBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(32)
        layout.addWidget(column(grid, None), 1)
        layout.addWidget(column(seen, None))
        return place

    def _user_page(self) -> QWidget:
        grid = FieldGrid([(self.fields[f.name], 4) for f in USER_FIELDS])
        made = column(grid, self.password, None, gap=14)
        made.setMaximumWidth(px(440))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.next.isEnabled():
            self.next.click()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Check the step and go to the next; after the last, open the office."""
        if self._step == KEY:
            if self.key is not None and not self.key.missing():
                self._enter()
            return
        names = [f.name for f in (FIRM_FIELDS if self._step == FIRM else USER_FIELDS)]
        faulty = [n for n in names if self.fields[n].check()]
        if faulty:
            self.fields[faulty[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step == FIRM:
            self._show(USER)
        elif password := self.password.password():
            self._create(password)

    def _create(self, password: str) -> None:
        values = {name: str(field.value() or "") for name, field in self.fields.items()}
        office = NewOffice(**values, password=password)
        self._office = office
        self._busy(_("Luodaan avaimia…"))
        self._runner.run(
            self, lambda progress: self._door.create(office, progress), self._show_key, failed=self._refused
        )

    def _show_key(self, code: str) -> None:
        self._busy("")
        self.key = RecoveryKey(code, lambda: self._print(code))
        self.key.setMaximumWidth(px(600))
        self.key.confirmed.connect(lambda _sure: self._show_state())
        self._stack.addWidget(self.key)
        self._show(KEY)

    def _print(self, code: str) -> None:
        key, office = self.key, self._office
        assert key is not None
        assert office is not None
        self._runner.run(
            self,
            lambda progress: self._door.recovery_sheet(office.name, code, progress),
            lambda pdf: self._preview(pdf, key.show_printed),
            failed=self._refused,
        )

    def _enter(self) -> None:
        office = self._office
        assert office is not None
        self._busy(_("Avataan rekisteri…"))
        self._runner.run(
            self,
            lambda progress: self._door.enter(office.login, office.password, progress),
            self.finished.emit,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._busy("")
        self._show_state()
        if isinstance(error, AppError):
            self._problem.addWidget(Banner("err", str(error), closable=True))
        else:
            self._failed(error)

    def _busy(self, words: str) -> None:
        self._state.setText(words)
        self.next.setEnabled(not words)
        self.back.setEnabled(not words)

    def _show(self, step: int) -> None:
        self._step = step
        titles = (_("Yrityksen tiedot"), _("Pääkäyttäjä"), _("Palautusavain"))
        texts = (
            _("Tiedoista muodostuvat selosteiden rekisterinpitäjä ja kirjeiden lähettäjä."),
            _("Pääkäyttäjä antaa muille käyttäjätunnukset. Salasanaa ei voi selvittää, sen voi vain vaihtaa."),
            _("Avain avaa rekisterin, jos kaikkien salasanat katoavat. Sitä ei tallenneta tälle koneelle."),
        )
        self._title.setText(titles[step])
        self._text.setText(texts[step])
        self._stack.setCurrentIndex(step)
        self.steps.show_steps(self._step_texts(), step)
        self.back.setVisible(step == USER)
        self.next.setText(_("Avaa rekisteri") if step == KEY else _("Jatka"))
        self._show_state()
        first = (self.fields["business_id"].editor, self.fields["user_name"].editor)
        target = self.key.printing if step == KEY and self.key is not None else first[min(step, USER)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        missing = self.key.missing() if self._step == KEY and self.key is not None else ""
        self._state.setText(missing or _("Kohta {n} / {count}").format(n=self._step + 1, count=KEY + 1))
        self.next.setEnabled(not missing)

    def _step_texts(self) -> tuple[StepText, ...]:
        firm = str(self.fields["name"].value() or "") or _("Rekisterinpitäjä")
        user = str(self.fields["user_name"].value() or "") or _("Käyttäjätunnus ja salasana")
        return (
            StepText(_("Yrityksen tiedot"), firm),
            StepText(_("Pääkäyttäjä"), user),
            StepText(_("Palautusavain"), _("Tulosta ja vahvista")),
        )

    def _mirror(self) -> None:
        def typed(name: str) -> str:
            return as_text(self.fields[name].spec, self.fields[name].value())

        place = f"{typed('street')}, {typed('postcode')} {typed('town')}".strip(", ")
        business_id = _("Y-tunnus {value}").format(value=typed("business_id")) if typed("business_id") else ""
        lines = (_("Rekisterinpitäjä"), typed("name"), business_id, place, typed("phone"))
        contact = (_("Yhteyshenkilö rekisteriä koskevissa asioissa"), typed("contact"), typed("email"))
        self._shown.setText("\n".join(w for w in lines if w) + "\n\n" + "\n".join(w for w in contact if w))
