"""Where this computer wants a program's files."""

import warnings
from pathlib import Path

import platformdirs

APP = "Asiakasrekisteri"


def config_folder() -> Path:
    """Return the folder of the small settings of this user on this computer."""
    return platformdirs.user_config_path(APP, appauthor=False)


def default_office() -> Path:
    """Return the folder proposed for a new office. Not in the documents folder: it is often copied to a cloud."""
    return platformdirs.user_data_path(APP, appauthor=False, roaming=False) / "toimisto"


def lent_folder() -> Path:
    """Return the folder of files lent to other programs: emptied by the system itself, on Linux never on a disk."""
    with warnings.catch_warnings(action="ignore"):  # where the session tells no such folder, /tmp is used
        return platformdirs.user_runtime_path(APP, appauthor=False) / "asiakirjat"
