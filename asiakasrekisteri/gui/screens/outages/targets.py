"""What has failed, as a tree of ticks: servers with the kinds of products on them, products, data centres."""

from collections.abc import Collection, Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.domain.words import fold
from asiakasrekisteri.gui.service_words import product_icon, product_kinds
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, label
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.usecases.outages.affected import Affectable, AffectableTree, Place, Target

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_WHAT = Qt.ItemDataRole.UserRole
_COUNT_WIDTH, _ROW = 56, 28


class TargetTree(QFrame):
    """The tree. Space ticks, ← and → close and open, * opens everything under."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._busy = False
        self.search = SearchField(_("Etsi palvelin tai palvelu…"))
        self.search.textChanged.connect(self._narrow)
        self.tree = QTreeWidget()
        self.search.left_down.connect(lambda: self.tree.setFocus(Qt.FocusReason.OtherFocusReason))
        self.tree.setAccessibleName(_("Mitä häiriö koskee"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(px(20))
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, px(_COUNT_WIDTH))
        self.tree.itemChanged.connect(self._ticked)
        heading = label(_("Mitä häiriö koskee"), "h2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = column(heading, label(_("Luku = asiakkaita"), "small"), self.search, gap=6, margins=(16, 14, 12, 0))
        layout.addWidget(head)
        layout.addWidget(column(self.tree, gap=0, margins=(8, 0, 12, 0)), 1)

    def show_tree(self, tree: AffectableTree, chosen: Collection[Target]) -> None:
        """Show what can fail, and tick what has failed."""
        self._busy = True
        self.tree.clear()
        if tree.servers:
            group = self._group(_("Palvelimet"), "server")
            for server in tree.servers:
                self._server(group, server, chosen)
        if tree.products:
            group = self._group(_("Tuotteet"), "package")
            for product in tree.products:
                self._item(group, product.name, product.customers, product.target, on=product.target in chosen)
        if tree.places:
            group = self._group(_("Konesalit"), "building-2")
            for place in tree.places:
                self._item(group, place.name, place.customers, place, on=False)
        self._busy = False
        self._fit_places()
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            assert item is not None
            item.setExpanded(row == 0 or item.checkState(0) != _OFF)

    def targets(self) -> tuple[Target, ...]:
        """Return what is ticked: a server rather than everything on it."""
        found: list[Target] = []
        for item in self._items():
            what = item.data(0, _WHAT)
            if not isinstance(what, Target) or item.checkState(0) is not _ON:
                continue
            above = item.parent()
            whole = above is not None and isinstance(above.data(0, _WHAT), Target) and above.checkState(0) is _ON
            if not whole:
                found.append(what)
        return tuple(found)

    def set_writable(self, *, on: bool) -> None:
        """Let the ticks be changed or not."""
        self.tree.setEnabled(on)
        self.search.setEnabled(on)

    def _group(self, name: str, icon_name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [name, ""])
        item.setIcon(0, icon(icon_name, "muted", 16))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        item.setCheckState(0, _OFF)
        item.setSizeHint(0, QSize(0, px(_ROW)))
        letters = item.font(0)
        letters.setBold(True)
        item.setFont(0, letters)
        return item

    def _server(self, group: QTreeWidgetItem, server: Affectable, chosen: Collection[Target]) -> None:
        whole = server.target in chosen
        item = self._item(group, server.name.split(".")[0], server.customers, server.target, on=whole)
        if server.under:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setToolTip(0, server.name)
        kinds = dict(product_kinds())
        for one in server.under:
            kind = one.target.product_kind
            words = kinds.get(kind, kind)
            made = self._item(
                item, words[:1].upper() + words[1:], one.customers, one.target, on=whole or one.target in chosen
            )
            made.setIcon(0, icon(product_icon(kind), "muted", 16))

    def _item(
        self, above: QTreeWidgetItem, name: str, customers: int, what: Target | Place, *, on: bool
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [name, number_words(customers)])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _ON if on else _OFF)
        item.setData(0, _WHAT, what)
        item.setToolTip(0, name)
        item.setSizeHint(0, QSize(0, px(_ROW)))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        spoken = ngettext("{name}, {n} asiakas", "{name}, {n} asiakasta", customers)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken.format(name=name, n=number_words(customers)))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            assert item is not None
            yield item
            waiting += [item.child(row) for row in range(item.childCount())]

    def _ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        if self._busy:
            return
        what = item.data(0, _WHAT)
        if isinstance(what, Place) and item.checkState(0) is not Qt.CheckState.PartiallyChecked:
            self._busy = True
            for other in self._items():
                target = other.data(0, _WHAT)
                if isinstance(target, Target) and target.server_id in what.servers and not target.product_kind:
                    other.setCheckState(0, item.checkState(0))
            self._busy = False
        self._fit_places()
        self.changed.emit()

    def _fit_places(self) -> None:
        """Tick a data centre when all of its servers are ticked."""
        on = {target.server_id for target in self.targets() if target.server_id and not target.product_kind}
        self._busy = True
        for item in self._items():
            what = item.data(0, _WHAT)
            if isinstance(what, Place):
                item.setCheckState(0, _ON if set(what.servers) <= on else _OFF)
        self._busy = False

    def _narrow(self, text: str) -> None:
        """Show only what matches; what lies above a hit stays, and so does what is ticked."""
        words = fold(text).split()
        for item in reversed(list(self._items())):
            under = [item.child(row) for row in range(item.childCount())]
            hit = all(word in fold(item.text(0)) for word in words) and isinstance(item.data(0, _WHAT), Target | Place)
            shown = not words or hit or any(child is not None and not child.isHidden() for child in under)
            item.setHidden(not shown)
            if words and shown and under:
                item.setExpanded(True)
