"""Tooltips of what others have written: shown as it was written, never read as markup.

Qt looks at the text of a tooltip and shows what looks like HTML as HTML, pictures included: a name or a mail made for
it could have a file fetched from a stranger's server.
"""

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Return what to give Qt as a tooltip so that exactly the text is shown."""
    if not Qt.mightBeRichText(text):
        return text
    return "<span>{}</span>".format(escape(text).replace("\n", "<br>"))
