"""Over the form, what stands in the way of publishing, what the law finds to remark, and the yearly review."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.reviewdue import ReviewDue
from asiakasrekisteri.gui.widgets.basics import Button, clear, label
from asiakasrekisteri.gui.widgets.notices import Banner, NoticeList
from asiakasrekisteri.usecases.privacy.drafting import Obstacle


class Obstacles(QFrame):
    """One banner, or one short list: a finding that stops publishing, one that only warns, the review that is due.

    F8 goes through all findings.

    Args:
        draft: whose obstacles are shown.
        review: knows whether the yearly review is due.
    """

    wanted = Signal(str)
    """The user wants to see the section where the finding is."""

    def __init__(self, draft: Draft, review: ReviewDue) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._draft, self._review = draft, review
        self._at = -1
        self._front: dict[bool, Obstacle] = {}
        self.mend_buttons: list[Button] = []
        self.banners: list[Banner] = []
        self._shown = True
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(20, 12, 16, 12)
        self._place.setSpacing(8)
        self.hide()
        draft.checked.connect(self.show_found)
        review.changed.connect(self._show)

    def show_found(self) -> None:
        """Show the findings as they are now; those in front stay there while they hold."""
        found = self._draft.obstacles
        if found and self._front and all(one in found for one in self._front.values()) and self._count() == len(found):
            return
        self._front = {}
        for obstacle in found:
            self._front.setdefault(obstacle.finding.stops, obstacle)
        self._at = -1
        self._show()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding and to its place in the form."""
        found = self._draft.obstacles
        if not found:
            return
        self._at = (self._at + by) % len(found) if self._at >= 0 or by > 0 else len(found) - 1
        obstacle = found[self._at]
        self._front[obstacle.finding.stops] = obstacle
        self._show()
        self.wanted.emit(obstacle.finding.section)

    def set_shown(self, *, shown: bool) -> None:
        """Give the banners' room to something else, or take it back."""
        self._shown = shown
        self.setVisible(shown and bool(self.banners))

    def _count(self) -> int:
        return int(self.property("count") or 0)

    def _show(self) -> None:
        focused = any(button.hasFocus() for button in self.mend_buttons)
        clear(self._place)
        self.mend_buttons, self.banners = [], []
        found = self._draft.obstacles
        self.setProperty("count", len(found))
        front = [one for stops in (True, False) if (one := self._front.get(stops))]
        for obstacle in front:
            alike = [one for one in found if one.finding.stops == obstacle.finding.stops]
            self.banners.append(self._banner(obstacle, alike))
        if self._review.is_due():
            self.banners.append(self._review.banner())
        if self.banners:
            self._place.addWidget(NoticeList(self.banners) if len(self.banners) > 1 else self.banners[0])
        self.setVisible(self._shown and bool(self.banners))
        if focused and self.mend_buttons:
            self.mend_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _banner(self, obstacle: Obstacle, alike: Sequence[Obstacle]) -> Banner:
        finding = obstacle.finding
        acts: list[QWidget] = []
        if obstacle.mends and self._draft.writable:
            mend = Button(_("Korjaa"), size="s", pressed=lambda: self._draft.mend(finding))
            mend.setToolTip(finding.suggestion.strip())
            mend.setAccessibleDescription(finding.text)
            self.mend_buttons.append(mend)
            acts.append(mend)
        place = Button(_("Näytä kohta"), kind="ghost", size="s", pressed=lambda: self.wanted.emit(finding.section))
        place.setAccessibleDescription(finding.text)
        acts.append(place)
        if finding.stops:
            why = _("Julkaiseminen estyy, kunnes tämä on korjattu ({law}).")
        else:
            why = _("Ei estä julkaisemista ({law}).")
        if len(alike) > 1:
            number = _("{at}/{n}, seuraava F8")
            acts.insert(0, label(number.format(at=alike.index(obstacle) + 1, n=len(alike)), "smalltext"))
        return Banner("err" if finding.stops else "warn", finding.text, why.format(law=finding.law), tuple(acts))
