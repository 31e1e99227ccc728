"""What the program remembers on this computer between starts: looks, folders, widths. Nothing about customers."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from asiakasrekisteri.host.paths import config_folder

FILE = "asetukset.json"


def load(folder: Path | None = None) -> dict[str, str]:
    """Return the texts that are remembered; none when the file is missing or spoilt, for it can be done without."""
    with suppress(OSError, ValueError, AttributeError):
        data = json.loads(((folder or config_folder()) / FILE).read_text("utf-8"))
        return {name: text for name, text in data.items() if isinstance(text, str)}
    return {}


def save(texts: Mapping[str, str], folder: Path | None = None) -> None:
    """Remember; a computer that does not let us forgets, and the program goes on."""
    target = (folder or config_folder()) / FILE
    fresh = target.with_suffix(".uusi")
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(dict(texts), ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(target)
