"""What a file looks like in a list: its icon by kind, its size in words."""

from pathlib import PurePath

from asiakasrekisteri.domain.texts import _

_KILO = 1000
_ICONS = {
    "file-text": ("pdf", "txt", "doc", "docx", "odt", "rtf", "md"),
    "file-spreadsheet": ("xls", "xlsx", "ods", "csv"),
    "file-image": ("png", "jpg", "jpeg", "gif", "heic", "svg", "tif", "tiff", "webp"),
    "file-audio": ("wav", "mp3", "m4a", "ogg", "opus", "flac"),
    "file-archive": ("zip", "7z", "gz", "tar"),
    "mail": ("eml", "msg"),
    "file-signature": ("asice", "p7s"),
}
_BY_ENDING = {ending: name for name, endings in _ICONS.items() for ending in endings}


def file_icon(name: str) -> str:
    """Return the Lucide name of the icon of a file by its ending."""
    return _BY_ENDING.get(PurePath(name).suffix.lower().lstrip("."), "file")


def size_words(size: int) -> str:
    """Write a size given in bytes: 184 kt, 2,4 Mt; under a kilobyte in bytes."""
    if size < _KILO:
        return _("{n}\xa0t").format(n=size)
    if size < _KILO * _KILO:
        return _("{n}\xa0kt").format(n=round(size / _KILO))
    return _("{n}\xa0Mt").format(n=f"{size / _KILO / _KILO:.1f}".replace(".", ","))
