"""Selosteet: the sections of a description, their editor, the paper that follows it, the findings and the versions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.screens.descriptions.draft import Draft
from asiakasrekisteri.gui.screens.descriptions.nav import Entry, PlaceList
from asiakasrekisteri.gui.screens.descriptions.obstacles import Obstacles
from asiakasrekisteri.gui.screens.descriptions.oldtext import OldTextView
from asiakasrekisteri.gui.screens.descriptions.paper import LivePaper
from asiakasrekisteri.gui.screens.descriptions.publish import PublishView
from asiakasrekisteri.gui.screens.descriptions.reviewdue import ReviewDue
from asiakasrekisteri.gui.screens.descriptions.sections import SECTIONS, SectionEditor, SectionSpec, section_of
from asiakasrekisteri.gui.screens.descriptions.top import DescriptionTop
from asiakasrekisteri.gui.screens.descriptions.versions import VersionView
from asiakasrekisteri.gui.screens.descriptions.website import WebCopy, offer_page, save_page
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.columns import Columns
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.publishing import Version, list_versions
from asiakasrekisteri.usecases.privacy.registers import RegisterRow, list_registers

_WIDTHS = (254, 510, 380)
_LEAST = (244, 345, 300)
_DRAFT = "draft"
_WATCHED = ("register", "firm", "category_rule", "source")


class DescriptionsScreen(QFrame):
    """The page "descriptions"; "descriptions/sources" opens it at a section."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._editors: dict[str, QScrollArea] = {}
        self._versions: tuple[Version, ...] = ()
        self._section = "purposes"
        self.draft = Draft(context, self)
        self.documents = Documents(context, self)
        self.review = ReviewDue(context, self)
        self.obstacles = Obstacles(self.draft, self.review)
        self.nav = PlaceList(_("Selosteen kohdat"))
        self.history = PlaceList(_("Selosteen versiot"))
        self.paper = LivePaper(context, self.draft)
        self.version = VersionView(context, self.draft, self.documents)
        self.publish = PublishView(context, self.draft)
        self.old_text = OldTextView(context, self.draft)
        self.old_button = Button(_("Lue vanha seloste…"), "file-input", "ghost", pressed=self.read_old)
        self.old_button.setToolTip(_("Lue vanha seloste tiedostosta (Ctrl+O)"))
        self.top = DescriptionTop(
            self.draft.writable, self.compare, self.save_website, self.print, self.begin_publishing, self._choose
        )
        self.middle = QStackedWidget()
        self._build()
        self._connect()
        self._keys()

    def _build(self) -> None:
        self._work = label("", "small")
        self._working = row(
            self._work, Button(_("Keskeytä"), "x", "link", pressed=self.documents.cancel), None, margins=(20, 6, 16, 6)
        )
        self._working.hide()
        self._publishing = scrolled(self.publish, _("Julkaiseminen"))
        for view in (self.version, self._publishing):
            self.middle.addWidget(view)
        parts = (scrolled(self._made_left(), _("Kohdat ja versiot")), self.middle, self.paper)
        self.split = Columns(parts, _WIDTHS, _LEAST, _("esikatselu"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.top, self._working, self.obstacles, line(strong=True)):
            layout.addWidget(part)
        self.body = QStackedWidget()
        self.body.addWidget(self.split)
        self.body.addWidget(self.old_text)
        layout.addWidget(self.body, 1)

    def _made_left(self) -> QWidget:
        self._captions = label(_("Versiot"), "caption")
        made = column(
            self.nav,
            4,
            line(),
            4,
            row(self._captions, margins=(10, 0, 0, 0)),
            self.history,
            line(),
            self.old_button,
            None,
            gap=4,
            margins=(8, 12, 8, 12),
            area="pane",
        )
        self.old_button.setVisible(self.draft.writable)
        return made

    def _connect(self) -> None:
        self.draft.stored.connect(self._show_stored)
        self.draft.checked.connect(self._show_states)
        self.draft.told.connect(self._tell)
        self.obstacles.wanted.connect(self.show_finding)
        self.publish.wanted.connect(self.show_finding)
        self.publish.left.connect(self._back_to_form)
        self.version.left.connect(self._back_to_form)
        self.old_text.left.connect(self._back_to_form)
        self.nav.chosen.connect(self.show_section)
        self.history.chosen.connect(self._show_version)
        self.documents.working.connect(self._tell_work)
        self.middle.currentChanged.connect(lambda _place: self._make_room())
        self.body.currentChanged.connect(lambda _place: self._make_room())
        self._context.bus.watch(self, _WATCHED, lambda _changes: self.reload())

    def _keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+P": self.print,
            "Ctrl+S": self.draft.save,
            "Ctrl+O": self.read_old,
            "F8": lambda: self.obstacles.step(1),
            "Shift+F8": lambda: self.obstacles.step(-1),
            "Ctrl+PgDown": lambda: self.paper.turn(1),
            "Ctrl+PgUp": lambda: self.paper.turn(-1),
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def open(self, argument: str) -> None:
        """Show the description, at a section if one is named."""
        self.reload()
        self.show_section(section_of(argument).code if argument else self._section)

    def focus_start(self) -> None:
        """Begin in the list of sections."""
        self.nav.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch what the store says of the description, and its versions."""
        self.draft.fetch(self.draft.register_id)

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Keep the draft first; nothing is ever asked."""
        if self.draft.is_kept():
            return True
        self.draft.save(go_on)
        return False

    def escape(self) -> None:
        """Go from a version or publishing back to the form, and from there to the list of sections."""
        if self.body.currentWidget() is self.old_text or self.middle.currentWidget() in (
            self.version,
            self._publishing,
        ):
            self._back_to_form()
        else:
            self.focus_start()

    def show_section(self, code: str) -> None:
        """Show the editor of a section."""
        if code not in self._editors:
            spec = section_of(code)
            self._editors[code] = scrolled(SectionEditor(self._context, self.draft, spec), spec.title())
            self.middle.addWidget(self._editors[code])
        self._section = code
        self.body.setCurrentWidget(self.split)
        self.middle.setCurrentWidget(self._editors[code])
        self.nav.choose(code)
        self.history.choose("")
        self.paper.show_section(code)

    def show_finding(self, section: str) -> None:
        """Go to the fields of the section where a finding is."""
        self.show_section(section_of(section).code)
        editor = self.editor()
        if editor is None or not editor.focus_first():
            self.focus_start()

    def editor(self) -> SectionEditor | None:
        """Return the editor in front."""
        area = self.middle.currentWidget()
        made = area.widget() if isinstance(area, QScrollArea) else None
        return made if isinstance(made, SectionEditor) else None

    def print(self) -> None:
        """Preview the document chosen, made of the draft as it stands."""
        kind, language = self.paper.chosen_kind(), self.paper.language.chosen()
        self.draft.save(lambda: self.documents.description(kind, self.draft.register_id, language))

    def save_website(self) -> None:
        """Ask how addresses are written, and write the document chosen as a web page."""
        offer_page(self, self.top.website, self._save_website)

    def _save_website(self, disguised: bool) -> None:
        kind, language = self.paper.chosen_kind(), self.paper.language.chosen()
        copy = WebCopy(kind, self.draft.register_id, language, disguised)
        self.draft.save(partial(save_page, self._context, self, copy))

    def read_old(self) -> None:
        """Ask for an old description and show what is understood of it."""
        if self.draft.writable:
            self.old_text.begin(lambda: self.body.setCurrentWidget(self.old_text))

    def begin_publishing(self) -> None:
        """Show the form of publishing."""
        self.publish.begin()
        self._front(self._publishing)
        self.publish.focus_first()

    def compare(self) -> None:
        """Show what the draft has changed since the version in force."""
        if self._versions:
            self.version.show_draft(self._versions[0].number)
            self._front(self.version)
            self.history.choose(str(self._versions[0].number))
            self.version.focus_first()

    def _front(self, view: QWidget) -> None:
        self.body.setCurrentWidget(self.split)
        self.middle.setCurrentWidget(view)
        self.nav.choose("")

    def _make_room(self) -> None:
        """Leave the page one primary act, and an old text its room."""
        reading = self.body.currentWidget() is self.old_text
        self.obstacles.set_shown(shown=not reading)
        self.top.set_busy_with(other=reading or self.middle.currentWidget() is self._publishing)

    def _back_to_form(self) -> None:
        self.show_section(self._section)
        self.focus_start()

    def _choose(self, register_id: int) -> None:
        self.draft.save(lambda: self.draft.fetch(register_id))

    def _show_version(self, key: str) -> None:
        if key == _DRAFT:
            self._back_to_form()
            return
        self.version.show_version(int(key))
        self._front(self.version)

    def _show_stored(self) -> None:
        register_id = self.draft.register_id
        self.review.look(register_id)

        def ask(gate: Gate) -> tuple[tuple[Version, ...], tuple[RegisterRow, ...]]:
            return gate.call(list_versions, register_id), gate.call(list_registers)

        self._context.ask(self, ask, lambda found: self._show_versions(*found))

    def _show_versions(self, versions: tuple[Version, ...], registers: tuple[RegisterRow, ...]) -> None:
        document = self.draft.document
        assert document is not None
        self._versions = versions
        self.version.offer(versions)
        self.top.show_state(document, versions, registers)
        entries = [
            Entry(
                _DRAFT,
                _("{n}, luonnos").format(n=document.number) if not document.in_force else _("Muokkaus"),
                more=_("ei julkaistu") if not document.in_force else _("sama kuin voimassa oleva"),
            )
        ]
        for place, one in enumerate(versions):
            title = _("{n}, voimassa").format(n=one.number) if not place else str(one.number)
            entries.append(Entry(str(one.number), title, more=f"{day(one.published_on)}, {one.approver}"))
        self.history.show_entries(entries)
        self.nav.show_entries(self._sections())

    def _show_states(self) -> None:
        self.nav.show_entries(self._sections())
        self.top.show_obstacles(sum(1 for one in self.draft.obstacles if one.finding.stops))

    def _sections(self) -> list[Entry]:
        return [self._entry(spec) for spec in SECTIONS]

    def _entry(self, spec: SectionSpec) -> Entry:
        found = [one.finding for one in self.draft.obstacles if section_of(one.finding.section) is spec]
        sign, role, said = "circle-check", "ok", _("kunnossa")
        if any(one.stops for one in found):
            sign, role = "circle-alert", "err"
            said = ngettext("{n} ristiriita", "{n} ristiriitaa", sum(1 for one in found if one.stops))
            said = said.format(n=sum(1 for one in found if one.stops))
        elif found:
            sign, role = "triangle-alert", "warn"
            said = ngettext("{n} huomautus", "{n} huomautusta", len(found)).format(n=len(found))
        return Entry(spec.code, spec.title(), spec.number() or "–", icon=sign, role=role, said=said)

    def _tell(self, words: str) -> None:
        review = (
            f"   {_('Seuraava tarkistus {day}').format(day=day(self._versions[0].next_review_on))}"
            if (self._versions)
            else ""
        )
        self._context.counted.emit(f"{words}{review}")

    def _tell_work(self, words: str) -> None:
        self._work.setText(words)
        self._working.setVisible(bool(words))
        self.top.set_busy(busy=bool(words))
