"""XML from outside made safe to parse: no entities, no network, no depth without end; and finding parts by local name.

Banks and invoicing programs write XML that is nearly right: the declared encoding is not the used one, `&` stands bare,
the name space is another version's. What can be mended without guessing is mended before the parser sees it.
"""

import re
from functools import cache
from html.entities import name2codepoint

from lxml import etree

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.raw import encoding_of

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,2000}(?:\[[^\]]{0,2000}\]\s{0,99})?>")
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};)|([A-Za-z][A-Za-z0-9]{0,31});)?")
_ONE_BYTE = {
    "iso-8859-1": "iso8859-1",
    "iso-8859-15": "iso8859-15",
    "iso8859-15": "iso8859-15",
    "latin1": "iso8859-1",
    "latin-9": "iso8859-15",
    "cp850": "cp850",
    "ibm850": "cp850",
    "macintosh": "mac-roman",
}
"""The declared encodings of one byte that are believed; the rest are read as cp1252."""
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_LAST_CODE = 0x10FFFF
_SWARMS = {"<": 2_000_000, "&": 500_000, "<![CDATA[": 100_000}
"""How many of a sign no real file has: each costs memory or time beyond its own bytes."""
_HEAD = 4096


def xml_text(content: bytes) -> str:
    """Return XML as text without the declarations at its head, every entity in it written out.

    Bytes that are utf-8 are read as that whatever is declared: text is not utf-8 by chance. Of the others the declared
    encoding is believed.

    Raises:
        ExchangeError: entities are declared in it, or there are more parts than any invoice or statement has: a file
            made to do harm.
    """
    text = _decoded(content)
    if "<!ENTITY" in text:
        raise ExchangeError(
            _("Tiedostossa on rakenteita, joita laskuissa ja tiliotteissa ei ole. Hanki tiedosto uudelleen.")
        )
    if any(text.count(sign) > most for sign, most in _SWARMS.items()):
        raise ExchangeError(_("Tiedostossa on liikaa osia. Jaa se pienempiin tiedostoihin ja yritä uudelleen."))
    head = _DOCTYPE.sub("", _DECLARATION.sub("", text[:_HEAD], count=1), count=1)
    bare = FORBIDDEN.sub("", head + text[_HEAD:])
    return "".join(part if quoted else _AMPERSAND.sub(_plain_entity, part) for quoted, part in _by_cdata(bare))


def parser_options() -> dict[str, bool]:
    """Return the settings with which every XML of the outside is parsed."""
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }


@cache
def path_of(names: str) -> str:
    """Return the path to an element whatever its name space: "Acct/Id" becomes "{*}Acct/{*}Id"."""
    return "/".join(f"{{*}}{name}" for name in names.split("/"))


def text_at(element: etree._Element, *paths: str) -> str:
    """Return the trimmed text of the first of the paths that has any, "" if none has."""
    for names in paths:
        found = element.find(path_of(names))
        if found is not None and (text := " ".join("".join(map(str, found.itertext())).split())):
            return text
    return ""


def _decoded(content: bytes) -> str:
    seen = encoding_of(content)
    declared = _DECLARED.search(content[:_HEAD])
    if seen == "cp1252" and declared is not None:
        seen = _ONE_BYTE.get(declared[1].decode("ascii").casefold(), seen)
    return content.decode(seen, errors="replace")


def _by_cdata(text: str) -> list[tuple[bool, str]]:
    """Part a text at its CDATA sections: those (True), and what is between them (False)."""
    parts: list[tuple[bool, str]] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0 and (end := text.find(_CDATA_END, start)) >= 0:
        parts += [(False, text[at:start]), (True, text[start : end + len(_CDATA_END)])]
        at = end + len(_CDATA_END)
    return [*parts, (False, text[at:])]


def _plain_entity(found: re.Match[str]) -> str:
    """Write an entity out, and a bare ampersand as it must be written."""
    number, name = found[1], found[2]
    if number:
        code = int(number[2:-1], 16) if number[1] == "x" else int(number[1:-1])
        return found[0] if 0 < code <= _LAST_CODE and not FORBIDDEN.match(chr(code)) else ""
    if name in _PREDEFINED:
        return found[0]
    if name in name2codepoint:
        return chr(name2codepoint[name])
    return f"&amp;{found[0][1:]}"
