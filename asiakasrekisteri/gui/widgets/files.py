"""What a file looks like in a list: its icon by kind, its size in words."""

from pathlib import PurePath

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
