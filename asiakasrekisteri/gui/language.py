"""The language of the window: the program's own words and those on Qt's own buttons and menus."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from asiakasrekisteri.domain.texts import set_language

_NAME = "qt-words"


def speak(language: str) -> None:
    """Choose the language of everything made from now on: fi, sv or en. Formats of dates and sums stay Finnish."""
    set_language(language)
    app = QCoreApplication.instance()
    if app is None:
        return
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.deleteLater()
    words = QTranslator(app)
    words.setObjectName(_NAME)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    else:
        words.deleteLater()  # Qt's own language is English, which has no catalogue
