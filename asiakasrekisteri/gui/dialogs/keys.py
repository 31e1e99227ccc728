"""The list of keys (Shift+F1): what can be pressed where."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, scrolled
from asiakasrekisteri.gui.widgets.card import table_card
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head

KeyList = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Where, and there the keys (several parted by spaces) with what they do."""

KEYS: KeyList = (
    (
        N_("Kaikkialla"),
        (
            ("Ctrl+K", N_("Hae asiakasta, henkilöä tai sivua")),
            ("Ctrl+Shift+Y", N_("Kirjaa yhteydenotto; toisen kerran piilottaa")),
            ("Ctrl+F", N_("Suodata luetteloa")),
            ("Ctrl+Shift+T", N_("Vaihda katselun tarkoitus")),
            ("Ctrl+L", N_("Lukitse rekisteri")),
            ("Ctrl+Z", N_("Kumoa viimeisin tallennus")),
            ("Alt+Left Alt+Right", N_("Edelliselle sivulle, seuraavalle sivulle")),
            ("F5", N_("Hae tiedot uudelleen")),
            ("F6 Shift+F6", N_("Ikkunan seuraava osa, edellinen osa")),
            ("F10", N_("Valikkorivi")),
            ("Ctrl++ Ctrl+- Ctrl+0", N_("Suurempi teksti, pienempi teksti, tekstin tavallinen koko")),
            ("Esc", N_("Sulje, tyhjennä ehto, lopeta muokkaus")),
        ),
    ),
    (
        N_("Luettelossa"),
        (
            ("Return", N_("Avaa")),
            ("Ctrl+N", N_("Uusi")),
            ("F2", N_("Muokkaa")),
            ("F9", N_("Näytä tai piilota asiakkaan kortti")),
            ("Ctrl+C Ctrl+Shift+C", N_("Kopioi rivit, kopioi solu")),
            ("Ctrl+Shift+L", N_("Lajittele sarakkeen mukaan")),
            ("Ctrl+Shift+K", N_("Valitse sarakkeet")),
        ),
    ),
    (
        N_("Tapahtumissa ja nauhoitteissa"),
        (
            ("Return", N_("Avaa tapahtuma tai sen liite")),
            ("Right Left", N_("Tapahtuman liitteisiin ja takaisin; soitossa 5 s eteen tai taakse")),
            ("Space", N_("Toista tai pysäytä nauhoite")),
            ("< >", N_("Hitaammin, nopeammin")),
        ),
    ),
    (
        N_("Lomakkeella"),
        (
            ("Ctrl+S", N_("Tallenna")),
            ("Ctrl+Return", N_("Tallenna myös monirivisestä kentästä")),
            ("F8 Shift+F8", N_("Seuraava virhe, edellinen virhe")),
            ("Ins Ctrl+Del", N_("Lisää rivi, poista rivi")),
            ("Alt+Down", N_("Avaa vaihtoehdot tai kalenteri")),
        ),
    ),
    (
        N_("Tuonnissa"),
        (
            ("Ctrl+O", N_("Valitse tiedosto")),
            ("F8 Shift+F8", N_("Seuraava virhe, edellinen virhe")),
            ("Ctrl+Left Ctrl+Right", N_("Pidä rekisterin arvo, ota tiedoston arvo")),
            ("Ctrl+Shift+Left Ctrl+Shift+Right", N_("Sama kentän kaikille riveille")),
            ("Ctrl+Shift+S", N_("Tiedoston sarakkeet")),
        ),
    ),
    (
        N_("Henkilön ja selosteiden sivuilla"),
        (
            ("Ctrl+P", N_("Tulosta")),
            ("Del", N_("Hävitä henkilön tiedot")),
            ("Ctrl+O", N_("Lue vanha seloste")),
            ("Alt+Up Alt+Down", N_("Siirrä selosteen riviä ylös, alas")),
            ("Ctrl+PgUp Ctrl+PgDown", N_("Esikatselun edellinen sivu, seuraava sivu")),
        ),
    ),
)
_HEIGHT = 520


def shown_keys(keys: str) -> str:
    """Return keys parted by spaces as they stand on this computer's keyboard."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(one).toString(native).replace(" ", "\xa0") for one in keys.split(" "))


def open_keys(parent: QWidget, opens: tuple[tuple[str, str], ...] = ()) -> Dialog:
    """Show the list of keys.

    Args:
        parent: the window.
        opens: keys and name of each page that has a key of its own.
    """
    cards = []
    for place, (where, keys) in enumerate(KEYS):
        rows = [(shown_keys(pressed), _(words)) for pressed, words in keys]
        rows += [(shown_keys(pressed), words) for pressed, words in opens] if place == 0 else []
        heads = (Head(_("Näppäimet"), 4), Head(_("Mitä tapahtuu"), 6))
        cards.append(table_card(_(where), GridTable(_(where), heads, rows)))
    area = scrolled(column(*cards, gap=12), _("Näppäimet"))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room = parent.screen().availableSize().height()
    area.setMinimumHeight(min(px(_HEIGHT), room // 2))
    dialog = Dialog(parent, _("Näppäimet"), area, width=560)
    dialog.button(_("Sulje"), default=True)
    dialog.focus_first(area)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
