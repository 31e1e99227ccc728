"""Which files are opened in the system's own programs: documents, pictures, sound. Never what the system would run."""

from pathlib import PurePath

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/heic": ".heic",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "message/rfc822": ".eml",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/ogg": ".ogg",
    "audio/amr": ".amr",
    "video/mp4": ".mp4",
}
"""Kinds that are opened, and the ending under which the system's programs know them."""
_SAME = {".jpeg": ".jpg", ".tiff": ".tif", ".htm": ".html"}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
# fmt: off
_RUNNABLE = frozenset({
    ".app", ".appimage", ".application", ".appref-ms", ".bat", ".chm", ".cmd", ".com", ".command", ".cpl", ".csh",
    ".deb", ".desktop", ".diagcab", ".dll", ".dmg", ".docm", ".dotm", ".exe", ".fish", ".gadget", ".hta", ".img",
    ".inf", ".ins", ".iso", ".jar", ".jnlp", ".job", ".js", ".jse", ".ksh", ".lnk", ".mpkg", ".msc", ".msh", ".msi",
    ".msix", ".msp", ".mst", ".pif", ".pkg", ".pl", ".potm", ".ppam", ".ppsm", ".pptm", ".ps1", ".ps1xml", ".psc1",
    ".psd1", ".psm1", ".py", ".pyc", ".pyw", ".pyz", ".rb", ".reg", ".rpm", ".run", ".scf", ".scpt", ".scr", ".sct",
    ".service", ".settingcontent-ms", ".sh", ".sys", ".terminal", ".theme", ".tool", ".url", ".vb", ".vbe", ".vbs",
    ".vhd", ".vhdx", ".webloc", ".workflow", ".ws", ".wsc", ".wsf", ".wsh", ".xlam", ".xll", ".xlsm", ".xltm", ".zsh",
})
_RUNNABLE_TYPES = frozenset({
    "application/bat", "application/hta", "application/java-archive", "application/javascript",
    "application/vnd.microsoft.portable-executable", "application/x-apple-diskimage", "application/x-bat",
    "application/x-dosexec", "application/x-executable", "application/x-javascript", "application/x-mach-binary",
    "application/x-ms-installer", "application/x-ms-shortcut", "application/x-msdos-program",
    "application/x-msdownload", "application/x-msi", "application/x-perl", "application/x-python-code",
    "application/x-sh", "application/x-sharedlib", "application/x-shellscript", "text/javascript", "text/vbscript",
    "text/x-python", "text/x-shellscript",
})
_BEGINNINGS = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0",
)
"""How programs of Windows, Linux and macOS, scripts, and shortcuts of Windows begin."""
# fmt: on


def lent_ending(media_type: str, name: str) -> str:
    """Return the ending under which a document may be opened in the system's own program, e.g. ".pdf".

    Args:
        media_type: what the document is said to be. Where it says nothing, the name's ending decides.
        name: the document's own name, or "".

    Raises:
        ExchangeError: the system would run it, or its kind is not one of those opened; the text offers saving.
    """
    kind = media_type.partition(";")[0].strip().lower()
    told = PurePath(name.replace("\\", "/").rstrip(" .")).suffix.lower()
    if told in _RUNNABLE or kind in _RUNNABLE_TYPES:
        raise _program()
    found = _ENDINGS.get(kind, "")
    known = _SAME.get(told, told)
    if not found and kind in _UNTOLD and known in _ENDINGS.values():
        found = known
    if not found:
        raise ExchangeError(
            _("Tämän lajin tiedostoja ei avata suoraan. Tallenna tiedosto ja avaa se siihen sopivalla ohjelmalla.")
        )
    return found


def require_not_program(head: bytes) -> None:
    """Refuse what begins as a program does, whatever it is called.

    Raises:
        ExchangeError: the text offers saving.
    """
    if head.startswith(_BEGINNINGS):
        raise _program()


def _program() -> ExchangeError:
    return ExchangeError(
        _(
            "Tiedosto on ohjelma tai komentosarja, eikä sitä avata. Jos tiedät, keneltä se on, tallenna se ja tarkista"
            " se virustorjunnalla ennen avaamista."
        )
    )
