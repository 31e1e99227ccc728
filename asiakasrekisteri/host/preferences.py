"""What the program remembers on this computer between starts: nothing about customers or staff."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from asiakasrekisteri.host.paths import config_folder

FILE = "asetukset.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The office opened last, and the name of the firm to greet with before anybody has signed in."""

    last_office: Path | None = None
    firm: str = ""


def load(folder: Path | None = None) -> Preferences:
    """Return what is remembered; nothing when the file is missing or spoilt, for it can be done without."""
    with suppress(OSError, ValueError, AttributeError):
        data = json.loads(((folder or config_folder()) / FILE).read_text("utf-8"))
        office, firm = data.get("last_office"), data.get("firm")
        return Preferences(
            Path(office) if isinstance(office, str) and office else None, firm if isinstance(firm, str) else ""
        )
    return Preferences()


def save(preferences: Preferences, folder: Path | None = None) -> None:
    """Remember; a computer that does not let us forgets, and the program goes on."""
    target = (folder or config_folder()) / FILE
    data = {"last_office": str(preferences.last_office or ""), "firm": preferences.firm}
    fresh = target.with_suffix(".uusi")
    with suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(target)
