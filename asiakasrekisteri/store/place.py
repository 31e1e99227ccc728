"""Where a live register may lie: a local disk. Network drives corrupt it, synchronised folders copy half of it away.

The write-ahead log needs memory shared by all who have the file open, so they must be on one machine; a synchronising
program copies the database and its log at different moments.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from asiakasrekisteri.domain.errors import UnsuitablePlaceError
from asiakasrekisteri.domain.texts import _

LEAST_FREE_BYTES = 64 * 1024 * 1024
# fmt: off
_NETWORK_TYPES = frozenset({
    "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "ocfs2", "osxfuse", "prl_fs", "smb3", "smbfs", "vboxsf", "webdav",
})
# fmt: on
_SYNCED_NAMES = re.compile(
    r"onedrive( - .+)?|dropbox( \(.+\))?|nextcloud\d*|owncloud\d*|google ?drive|googledrive-.+|icloud ?drive"
    r"|mobile documents|cloudstorage|com~apple~clouddocs|pcloud ?drive|seafile|syncthing|megasync|proton drive",
    re.IGNORECASE,
)
_SYNC_SIGNS = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log", ".sync_journal.db")
_REMOTE_DRIVE = 4
_MOUNT_FIELDS = 4
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r"^(?P<source>.+?) on (?P<point>/.*) \((?P<options>[^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system: where, of what type, and whether it can be written to."""

    point: PurePath
    kind: str
    read_only: bool


def require_suitable(folder: Path) -> None:
    """Refuse a folder where a live register must not lie.

    Raises:
        UnsuitablePlaceError: network drive, synchronised folder, write protection or no room; the text says what to do.
    """
    place = _nearest_existing(folder.resolve())
    if is_network_path(str(folder)) or is_network_path(str(place)) or _is_remote_drive(place):
        raise _network()
    require_unsynced(folder.resolve())
    mount = mount_of(place, mounts())
    if mount:
        require_local(mount)
    if not os.access(place, os.W_OK | os.X_OK):
        raise _write_protected()
    require_room(place, LEAST_FREE_BYTES)


def require_local(mount: Mount) -> None:
    """Refuse a network file system and a write-protected one. What carries the root of the machine is its own disk."""
    if mount.kind.casefold() in _NETWORK_TYPES and mount.point != PurePath("/"):
        raise _network()
    if mount.read_only:
        raise _write_protected()


def require_unsynced(place: Path) -> None:
    """Refuse a folder that a synchronising program copies to the cloud."""
    named = any(_SYNCED_NAMES.fullmatch(part) for part in place.parts)
    signed = any((above / sign).exists() for above in (place, *place.parents) for sign in _SYNC_SIGNS)
    if named or signed:
        raise UnsuitablePlaceError(
            _(
                "Kansio on synkronoitavassa pilvikansiossa, jossa rekisteri rikkoutuisi ja kopioituisi talon"
                " ulkopuolelle. Valitse koneen oma kansio ja vie pilveen vain varmuuskopioita."
            )
        )


def require_room(place: Path, needed: int) -> None:
    """Refuse a disk with less than the needed bytes free."""
    free = shutil.disk_usage(place).free
    if free < needed:
        raise UnsuitablePlaceError(
            _("Levyllä on liian vähän tilaa: vapaana {free} Mt, tarvitaan {needed} Mt. Vapauta tilaa.").format(
                free=free // 1_000_000, needed=-(-needed // 1_000_000)
            )
        )


def is_network_path(path: str) -> bool:
    r"""Tell whether a path names another machine: \\server\share, but not \\?\C:\ or \\.\."""
    text = path.replace("/", "\\")
    if text.upper().startswith("\\\\?\\UNC\\"):
        return True
    return os.name == "nt" and text.startswith("\\\\") and not text.startswith(("\\\\?\\", "\\\\.\\"))


def mounts() -> tuple[Mount, ...]:
    """Return the file systems of this machine; empty where the system does not tell."""
    if sys.platform == "darwin":
        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
        return parse_mac_mounts(listing.stdout)
    table = Path("/proc/self/mounts")
    return parse_linux_mounts(table.read_text("utf-8", errors="surrogateescape")) if table.exists() else ()


def parse_linux_mounts(table: str) -> tuple[Mount, ...]:
    """Read the table of /proc/self/mounts, where blanks in names stand as octal codes."""
    found = []
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) >= _MOUNT_FIELDS:
            point = _OCTAL.sub(lambda m: chr(int(m[1], 8)), fields[1])
            found.append(Mount(PurePath(point), fields[2], "ro" in fields[3].split(",")))
    return tuple(found)


def parse_mac_mounts(listing: str) -> tuple[Mount, ...]:
    """Read what the mount command of macOS prints: `/dev/disk1s1 on / (apfs, local, read-only)`."""
    found = []
    for line in listing.splitlines():
        if match := _MAC_MOUNT.match(line):
            kind, *options = [part.strip() for part in match["options"].split(",")]
            found.append(Mount(PurePath(match["point"]), kind, "read-only" in options))
    return tuple(found)


def mount_of(place: PurePath, table: Iterable[Mount]) -> Mount | None:
    """Return the mount that carries a folder: the deepest, and of those the one mounted last."""
    carrying = [m for m in table if place == m.point or m.point in place.parents]
    deepest = max((len(m.point.parts) for m in carrying), default=0)
    return next((m for m in reversed(carrying) if len(m.point.parts) == deepest), None)


def _nearest_existing(folder: Path) -> Path:
    return next(p for p in (folder, *folder.parents) if p.exists())


def _is_remote_drive(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - windll exists there only

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _REMOTE_DRIVE)
    return False


def _network() -> UnsuitablePlaceError:
    return UnsuitablePlaceError(
        _(
            "Kansio on verkkolevyllä, jossa rekisteri rikkoutuisi. Valitse tämän koneen oma kansio; verkkolevylle voi"
            " tehdä varmuuskopioita."
        )
    )


def _write_protected() -> UnsuitablePlaceError:
    return UnsuitablePlaceError(_("Kansioon ei voi kirjoittaa. Valitse toinen kansio tai pyydä siihen oikeudet."))
