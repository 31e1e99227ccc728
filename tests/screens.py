"""Draws every view as a PNG: `python -m tests.screens FOLDER [--dark] [--size 200] [--lang sv] [--only name]`.

Used by `dev.py screens`. Without --dark or --light both are drawn. Nothing real is shown.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from asiakasrekisteri.domain.texts import LANGUAGES
from asiakasrekisteri.gui.language import speak
from asiakasrekisteri.gui.theme.focus import FocusRing
from asiakasrekisteri.gui.theme.theme import theme
from tests.gui.answer_views import ANSWER_VIEWS
from tests.gui.backup_views import BACKUP_VIEWS
from tests.gui.bill_views import BILL_VIEWS
from tests.gui.customer_views import CUSTOMER_VIEWS
from tests.gui.description_views import DESCRIPTION_VIEWS
from tests.gui.import_views import IMPORT_VIEWS
from tests.gui.marketing_views import MARKETING_VIEWS
from tests.gui.outage_views import OUTAGE_VIEWS
from tests.gui.parts_views import PARTS_VIEWS
from tests.gui.person_views import PERSON_VIEWS
from tests.gui.privacy_views import PRIVACY_VIEWS
from tests.gui.request_views import REQUEST_VIEWS
from tests.gui.retention_views import RETENTION_VIEWS
from tests.gui.review_views import REVIEW_VIEWS
from tests.gui.right_views import RIGHT_VIEWS
from tests.gui.service_views import SERVICE_VIEWS
from tests.gui.talk_views import TALK_VIEWS
from tests.gui.views import VIEWS

WIDTH, HEIGHT = 1360, 820
USUAL = 100


def draw(made: QWidget, file: Path) -> None:
    """Show a view for a moment and keep its picture."""
    if not isinstance(made, QDialog):
        made.resize(WIDTH, HEIGHT)
    made.show()
    for _turn in range(4):
        QCoreApplication.processEvents()
    made.grab().save(str(file))
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _views() -> dict[str, Callable[[], QWidget]]:
    """Return every view by name."""
    own = (
        VIEWS,
        ANSWER_VIEWS,
        BACKUP_VIEWS,
        CUSTOMER_VIEWS,
        DESCRIPTION_VIEWS,
        BILL_VIEWS,
        OUTAGE_VIEWS,
        IMPORT_VIEWS,
        MARKETING_VIEWS,
        PARTS_VIEWS,
        PERSON_VIEWS,
        RETENTION_VIEWS,
        REVIEW_VIEWS,
        REQUEST_VIEWS,
        RIGHT_VIEWS,
        PRIVACY_VIEWS,
        SERVICE_VIEWS,
        TALK_VIEWS,
    )
    return {name: make for views in own for name, make in views.items()}


def main() -> int:
    """Draw what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--size", type=int, default=USUAL)
    parser.add_argument("--only", default="")
    parser.add_argument("--lang", choices=LANGUAGES, default="fi")
    asked = parser.parse_args()
    app = QApplication([sys.argv[0]])
    QLocale.setDefault(QLocale("fi_FI"))
    ring = FocusRing(app)
    asked.folder.mkdir(parents=True, exist_ok=True)
    both = asked.dark == asked.light
    for dark in (False, True):
        if not both and dark != asked.dark:
            continue
        theme().apply(app, dark=dark, size=asked.size)
        for name, make in sorted(_views().items()):
            if asked.only in name:
                marks = ("-tumma" if dark else "") + ("" if asked.size == USUAL else f"-{asked.size}")
                marks += "" if asked.lang == "fi" else f"-{asked.lang}"
                file = asked.folder / f"{name}{marks}.png"
                speak(asked.lang)  # a view may have chosen another
                draw(make(), file)
                sys.stdout.write(f"{file}\n")
    del ring
    return 0


if __name__ == "__main__":
    sys.exit(main())
