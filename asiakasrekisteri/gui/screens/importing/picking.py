"""The system's own dialogs of the import, and where one goes on to after it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.texts import N_, _

NEXT: dict[str, tuple[str, str]] = {
    "bank": (N_("Siirry kohdistamattomiin"), "payments"),
    "finvoice": (N_("Näytä laskut"), "invoices"),
    "fossbilling-invoices": (N_("Näytä laskut"), "invoices"),
    "fossbilling-orders": (N_("Näytä palvelut"), "services"),
    "vcard": (N_("Näytä henkilöt"), "persons"),
    "eml": (N_("Näytä yhteydenotot"), "interactions"),
    "mbox": (N_("Näytä yhteydenotot"), "interactions"),
}
"""Where one goes on to, by the format: words and page."""
CUSTOMERS = (N_("Näytä asiakkaat"), "customers")


def pick_file(parent: QWidget) -> Path | None:
    """Ask for a file; None when the user gave up."""
    kinds = _(
        "Taulukot ja aineistot (*.csv *.txt *.tsv *.xlsx *.xls *.ods *.sql *.vcf *.eml *.mbox *.xml *.nda *.ktl)"
        ";;Kaikki tiedostot (*)"
    )
    path, _kind = QFileDialog.getOpenFileName(parent, _("Valitse tuotava tiedosto"), "", kinds)
    return Path(path) if path else None


def pick_rejected(parent: QWidget) -> str:
    """Ask where the rejected rows are saved; "" when the user gave up."""
    return QFileDialog.getSaveFileName(parent, _("Tallenna hylätyt rivit"), _("hylatyt.csv"), "CSV (*.csv)")[0]


def pick_mapping_to(parent: QWidget) -> str:
    """Ask where what the columns mean is saved; "" when the user gave up."""
    return QFileDialog.getSaveFileName(parent, _("Vie sarakemäärittely"), _("sarakkeet.toml"), "TOML (*.toml)")[0]


def pick_mapping(parent: QWidget) -> str:
    """Ask for a file that says what the columns mean; "" when the user gave up."""
    kinds = "TOML (*.toml);;" + _("Kaikki tiedostot (*)")
    return QFileDialog.getOpenFileName(parent, _("Tuo sarakemäärittely"), "", kinds)[0]
