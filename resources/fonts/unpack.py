"""Unpack Inter's static web fonts into TrueType: `unpack.py WEB_DIRECTORY TARGET_DIRECTORY` (fonttools, brotli)."""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

NEEDED = "●→↑\N{MINUS SIGN}⌘⇧\u202f\u00a0•–”€ÅÄÖåäöŠŽšž…"


def unpack(source: Path, target: Path) -> None:
    """Write each weight as a .ttf with glyf outlines; stop if a needed character or tabular figures are missing."""
    for weight in ("Regular", "Italic", "Medium", "SemiBold", "Bold"):
        font = TTFont(source / f"Inter-{weight}.woff2")
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        missing = [char for char in NEEDED if ord(char) not in font.getBestCmap()]
        if missing or "tnum" not in features or "glyf" not in font:
            sys.exit(f"{weight}: {missing or 'tnum or glyf missing'}")
        font.flavor = None
        font.save(target / f"Inter-{weight}.ttf")


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
