"""What the columns of a file mean, out into a TOML file and in again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.importing.picking import pick_mapping, pick_mapping_to
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.notices import BannerTone
from asiakasrekisteri.usecases.importing.mappings import open_mapping, save_mapping
from asiakasrekisteri.usecases.importing.report import ImportReport


class MappingFile:
    """Saves and reads the meanings of columns.

    Args:
        context: of the window.
        page: over which files are asked for.
        mapped: takes what was read.
        say: shows a banner with the tone, the words and what stands beside them.
    """

    def __init__(
        self,
        context: Context,
        page: QWidget,
        mapped: Callable[[object], object],
        say: Callable[[BannerTone, str, QWidget], object],
    ) -> None:
        self._context, self._page, self._mapped, self._say = context, page, mapped, say
        self.pick: Callable[[QWidget], str] = pick_mapping
        self.pick_to: Callable[[QWidget], str] = pick_mapping_to

    def save(self, report: ImportReport | None) -> None:
        """Keep what the columns of the file that was tried mean; the command line reads it too."""
        path = self.pick_to(self._page) if report is not None else ""
        if report is None or not path:
            return
        self._context.ask(
            self._page,
            lambda gate: gate.call(save_mapping, report, Path(path)),
            lambda _none: self._context.messages.done(_("Sarakemäärittely tallennettiin.")),
            failed=self._failed,
        )

    def load(self) -> None:
        """Take what the columns mean from a file."""
        path = self.pick(self._page)
        if path:
            self._context.ask(
                self._page, lambda gate: gate.call(open_mapping, Path(path)), self._mapped, failed=self._failed
            )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say("err", str(error), label(error.code, "muted"))
        else:
            self._context.messages.failed(error)
