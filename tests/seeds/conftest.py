"""Where the texts of old register descriptions are: our own always, the real ones where they are at hand."""

import os
from pathlib import Path

OWN = Path(__file__).parent / "texts"


def shared_folder() -> Path | None:
    """Return the folder shared by the project's checkouts, found by walking up; an environment variable overrides."""
    named = os.environ.get("ASIAKASREKISTERI_SHARED", "")
    places = [Path(named)] if named else [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((place for place in places if (place / "seeds").is_dir()), None)


def description_texts() -> list[Path]:
    shared = shared_folder()
    real = sorted((shared / "seeds").glob("*.txt")) if shared else []
    return [*sorted(OWN.glob("*.txt")), *real]
