"""The style sheet, written once with the names of tokens.

Lengths are logical pixels at text size 100 %; those over 3 px grow with the text size, hair lines do not.
Widgets choose a style by a dynamic property: `t` of a label, `k` and `sz` of a button, `bad` of a field, `area` of a
frame.
"""

import re
from collections.abc import Mapping
from string import Template

_LENGTH = re.compile(r"\b(\d+)px")
_HAIR_LINE = 3

_LABELS = """
QLabel { background: transparent; color: $text; }
QLabel[t="display"] { font-size: 24px; font-weight: 700; }
QLabel[t="h1"] { font-size: 18px; font-weight: 700; }
QLabel[t="h2"] { font-size: 15px; font-weight: 600; }
QLabel[t="h3"] { font-weight: 600; }
QLabel[t="strong"] { font-weight: 500; }
QLabel[t="muted"], QLabel[t="crumb"] { color: $muted; }
QLabel[t="small"] { color: $muted; font-size: 12px; }
QLabel[t="smalltext"] { font-size: 12px; }
QLabel[t="caption"] { color: $muted; font-size: 11px; font-weight: 600; }
QLabel[t="err"] { color: $err; font-size: 12px; }
QLabel[t="ok"] { color: $ok; font-size: 12px; }
QLabel[t="warn"] { color: $warn; font-size: 12px; }
QLabel[t="accent"] { color: $accent; font-weight: 500; }
QLabel[t="kbd"] { background: $surface2; color: $muted; border: 1px solid $border; border-radius: 4px; padding: 1px 5px;
  font-size: 11px; font-weight: 500; }
QLabel[t="undo"] { color: $surface; }
QLabel[t="undokey"] { background: $undo_key; color: $surface; border-radius: 4px; padding: 1px 5px; font-size: 11px;
  font-weight: 500; }
QLabel[t="chip"] { color: $muted; font-size: 11px; font-weight: 500; }
QLabel[t="chipstale"] { color: $warn; font-size: 11px; font-weight: 500; }
QLabel:disabled { color: $muted; }
"""

_AREAS = """
QMainWindow, QDialog, QWidget[area="root"] { background: $bg; }
QFrame[area="plain"], QWidget[area="plain"] { background: transparent; border: 0; }
QFrame[area="sidebar"] { background: $sidebar; border: 0; border-right: 1px solid $border; }
QFrame[area="top"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[area="footer"] { background: $surface; border: 0; border-top: 1px solid $border; }
QFrame[area="pane"] { background: $surface; border: 0; }
QFrame[area="pane-right"] { background: $bg; border: 0; border-left: 1px solid $border; }
QFrame[area="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[area="box"] { background: $surface; border: 1px solid $border; border-radius: 12px; }
QFrame[area="inset"] { background: $surface2; border: 0; border-radius: 6px; }
QFrame[area="paper"] { background: $paper_bg; border: 0; }
QFrame[area="undo"] { background: $text; border: 0; border-radius: 8px; }
QFrame[area="line"] { background: $divider; border: 0; }
QFrame[area="edge"] { background: $border; border: 0; }
QFrame[area="banner-info"] { background: $info_bg; border: 0; border-radius: 8px; }
QFrame[area="banner-ok"] { background: $ok_bg; border: 0; border-radius: 8px; }
QFrame[area="banner-warn"] { background: $warn_bg; border: 0; border-radius: 8px; }
QFrame[area="banner-err"] { background: $err_bg; border: 0; border-radius: 8px; }
QFrame[area="segments"] { background: $surface2; border: 1px solid $border; border-radius: 7px; }
QSplitter::handle { background: $border; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 30px; }
QScrollBar::handle:horizontal { min-width: 30px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0; width: 0;
  background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 8px; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $divider; margin: 4px 8px; }
QMenuBar { background: $surface; color: $text; border-bottom: 1px solid $border; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 11px;
  min-height: 30px; max-height: 30px; font-weight: 500; }
QPushButton[sz="s"] { min-height: 24px; max-height: 24px; padding: 0 8px; font-size: 12px; }
QPushButton[sz="l"] { min-height: 38px; max-height: 38px; }
QPushButton[sz="icon"] { padding: 0; min-width: 30px; max-width: 30px; }
QPushButton[sz="icons"] { padding: 0; min-width: 24px; max-width: 24px; min-height: 24px; max-height: 24px; }
QPushButton:hover { background: $hover; }
QPushButton:disabled { color: $muted; background: $surface2; }
QPushButton[k="ghost"] { background: transparent; border: 1px solid transparent; }
QPushButton[k="ghost"]:hover { background: $hover; }
QPushButton[k="primary"] { background: $accent; color: $accent_fg; border: 1px solid $accent; font-weight: 600; }
QPushButton[k="primary"]:hover { background: $accent_hover; border: 1px solid $accent_hover; }
QPushButton[k="danger"] { background: $danger; color: $danger_fg; border: 1px solid $danger; font-weight: 600; }
QPushButton[k="danger"]:hover { background: $danger_hover; border: 1px solid $danger_hover; }
QPushButton[k="primary"]:disabled, QPushButton[k="danger"]:disabled { background: $surface2; color: $muted;
  border: 1px solid $border; }
QPushButton[k="link"] { background: transparent; border: 0; color: $accent; padding: 0 2px; min-height: 24px;
  max-height: 24px; text-align: left; }
QPushButton[k="link"]:hover { text-decoration: underline; }
QPushButton[k="link"]:disabled { background: transparent; color: $muted; }
QPushButton[k="undo"] { background: transparent; border: 0; color: $undo; font-weight: 600; min-height: 26px;
  max-height: 26px; padding: 0 6px; }
QPushButton[k="undo"]:hover { text-decoration: underline; }
QPushButton[k="filter"] { background: $accent_soft; color: $accent; border: 1px solid $accent; }
QPushButton[k="filter"], QPushButton[k="filteroff"] { text-align: left; padding: 0 28px 0 10px; }
QPushButton[k="filter"]:hover { background: $hover; }
QPushButton[k="chip"] { background: transparent; color: $muted; border: 1px solid $border; border-radius: 4px;
  padding: 0 6px 0 5px; font-size: 11px; font-weight: 500; min-height: 18px; max-height: 18px; }
QPushButton[k="chip"]:hover { background: $hover; }
QPushButton[k="chipstale"] { background: $warn_bg; color: $warn; border: 1px solid $warn_bg; border-radius: 4px;
  padding: 0 6px 0 5px; font-size: 11px; font-weight: 500; min-height: 18px; max-height: 18px; }
QPushButton[k="chip"][sz="mini"], QPushButton[k="chipstale"][sz="mini"] {
  padding: 0; min-width: 22px; max-width: 22px; }
QPushButton[k="search"] { background: $surface; color: $muted; border: 1px solid $border; text-align: left;
  padding: 0 9px; font-weight: 400; }
QToolButton[k="segment"] { background: transparent; color: $muted; border: 1px solid transparent; border-radius: 5px;
  padding: 0 8px; min-height: 24px; max-height: 24px; font-weight: 500; }
QToolButton[k="segment"][sz="s"] { min-height: 20px; max-height: 20px; padding: 0 6px; font-size: 12px; }
QToolButton[k="segment"]:checked { background: $surface; color: $text; border: 1px solid $border; font-weight: 600; }
QToolButton[k="segment"]:hover:!checked { color: $text; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QComboBox { background: $surface; color: $text; border: 1px solid $field; border-radius: 6px;
  padding: 0 9px; min-height: 30px; selection-background-color: $accent; selection-color: $accent_fg; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit[sz="l"] { min-height: 38px; }
QPlainTextEdit { padding: 5px 5px; min-height: 84px; }
QComboBox { padding: 0 11px; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $border;
  selection-background-color: $accent_soft; selection-color: $text; outline: 0; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 8px; min-height: 28px; }
QComboBox:focus { padding: 0 10px; }
QLineEdit[sz="l"]:focus { min-height: 36px; }
QPlainTextEdit[area="reading"], QPlainTextEdit[area="reading"]:focus { background: transparent; border: 0; padding: 0;
  min-height: 0; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 4px 4px; }
QPlainTextEdit[area="growing"] { padding: 6px 9px; min-height: 18px; }
QPlainTextEdit[area="growing"]:focus { padding: 5px 8px; }
QLineEdit[bad="true"], QComboBox[bad="true"] { border: 2px solid $err; padding: 0 8px; min-height: 28px; }
QComboBox[bad="true"] { padding: 0 10px; }
QLineEdit[sz="l"][bad="true"] { min-height: 36px; }
QPlainTextEdit[bad="true"] { border: 2px solid $err; padding: 4px 4px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $surface2; color: $muted;
  border: 1px solid $border; }
QLineEdit QToolButton { background: transparent; border: 0; border-radius: 4px; }
QLineEdit QToolButton:focus { background: $accent_soft; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
"""

_VIEWS = """
QTableView, QTreeView, QListView { background: $surface; color: $text; border: 0; gridline-color: transparent;
  selection-background-color: $accent_soft; selection-color: $text; outline: 0; }
QListView[area="navigation"] { background: transparent; }
QListView[area="box"] { border: 1px solid $field; border-radius: 8px; padding: 3px; }
QHeaderView { background: $surface; border: 0; }
QTableCornerButton::section { background: $surface; border: 0; }
QProgressBar { background: $hover; border: 0; border-radius: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; padding: 0 2px; margin-right: 22px; height: 36px; color: $muted; border: 0;
  border-bottom: 2px solid transparent; font-weight: 500; }
QTabBar[close="true"]::tab { margin-right: 10px; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover:!selected { color: $text; }
"""


def style_sheet(tokens: Mapping[str, str], size: int) -> str:
    """Return the style sheet for a theme.

    Args:
        tokens: colours by name.
        size: text size in per cent.
    """

    def scaled(match: re.Match[str]) -> str:
        length = int(match[1])
        return f"{length if length <= _HAIR_LINE else round(length * size / 100)}px"

    text = Template(_LABELS + _AREAS + _BUTTONS + _FIELDS + _VIEWS).substitute(tokens)
    return _LENGTH.sub(scaled, text)
