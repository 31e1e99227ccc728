"""Where a live register may lie, told from mount tables of three systems."""

import os
from pathlib import Path, PurePosixPath

import pytest

from asiakasrekisteri.domain.errors import UnsuitablePlaceError
from asiakasrekisteri.store.place import (
    Mount,
    is_network_path,
    mount_of,
    mounts,
    parse_linux_mounts,
    parse_mac_mounts,
    require_local,
    require_room,
    require_suitable,
    require_unsynced,
)

LINUX = r"""
/dev/sda1 / ext4 rw,relatime 0 0
server:/vol /mnt/jako nfs4 rw,vers=4.2 0 0
//server/jako /mnt/oma\040levy cifs rw,username=x 0 0
/dev/sdb1 /media/usb vfat ro,nosuid 0 0
user@host:/ /home/x/etä fuse.sshfs rw 0 0
tmpfs /mnt/jako/paikallinen tmpfs rw 0 0
/dev/sdc1 /mnt/ntfs fuseblk rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs 0 0
half a line
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//x@server/jako on /Volumes/jako (smbfs, nodev, nosuid, mounted by x)
/dev/disk4 on /Volumes/Oma levy (hfs, local)
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/x/rekisteri", "ext4"),
        ("/mnt/jako/rekisteri", "nfs4"),
        ("/mnt/jako/paikallinen/a", "tmpfs"),
        ("/mnt/oma levy", "cifs"),
        ("/mnt/oma levy2", "ext4"),
        ("/home/x/etä/b", "fuse.sshfs"),
    ],
)
def test_the_deepest_mount_carries_a_folder(place: str, kind: str) -> None:
    mount = mount_of(PurePosixPath(place), parse_linux_mounts(LINUX))
    assert mount is not None
    assert mount.kind == kind


def test_network_and_read_only_mounts_are_refused_and_local_ones_are_not() -> None:
    verdicts = {}
    for mount in (*parse_linux_mounts(LINUX), *parse_mac_mounts(MAC)[1:]):
        try:
            require_local(mount)
            verdicts[str(mount.point)] = "ok"
        except UnsuitablePlaceError as e:
            verdicts[str(mount.point)] = "network" if "verkkolevy" in str(e) else "read only"
    assert verdicts == {
        "/": "ok",
        "/mnt/jako": "network",
        "/mnt/oma levy": "network",
        "/media/usb": "read only",
        "/home/x/etä": "network",
        "/mnt/jako/paikallinen": "ok",
        "/mnt/ntfs": "ok",
        "/mnt/c": "network",
        "/System/Volumes/Data": "ok",
        "/Volumes/jako": "network",
        "/Volumes/Oma levy": "ok",
    }


def test_the_root_of_the_machine_is_its_own_disk_whatever_it_is_called() -> None:
    require_local(Mount(PurePosixPath("/"), "9p", read_only=False))
    with pytest.raises(UnsuitablePlaceError):
        require_local(Mount(PurePosixPath("/"), "ext4", read_only=True))


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Esimerkki Oy",
        "Dropbox",
        "dropbox (Esimerkki)",
        "Nextcloud",
        "Google Drive",
        "iCloudDrive",
        "Mobile Documents",
        "pCloudDrive",
    ],
)
def test_folders_of_synchronising_programs_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsuitablePlaceError, match="pilvikansiossa"):
        require_suitable(tmp_path / name / "rekisteri")
    with pytest.raises(UnsuitablePlaceError):
        require_unsynced(tmp_path / name / "rekisteri")


@pytest.mark.parametrize("name", ["Onedrivet", "dropboxista", "rekisteri", "Megastore", "OneDriveKopio"])
def test_folders_that_only_sound_alike_are_not(tmp_path: Path, name: str) -> None:
    require_unsynced(tmp_path / name)


@pytest.mark.parametrize("sign", [".dropbox.cache", ".stfolder", ".sync_journal.db"])
def test_a_synchronised_folder_of_any_name_is_known_by_its_signs(tmp_path: Path, sign: str) -> None:
    (tmp_path / sign).mkdir()
    with pytest.raises(UnsuitablePlaceError):
        require_unsynced(tmp_path / "yritys" / "rekisteri")


def test_this_machines_own_disk_is_suitable_and_nothing_is_written(tmp_path: Path) -> None:
    require_suitable(tmp_path / "vielä" / "tekemättä")
    assert list(tmp_path.iterdir()) == []
    assert mount_of(tmp_path, mounts()) is not None


def test_a_full_disk_is_refused_with_figures(tmp_path: Path) -> None:
    require_room(tmp_path, 1)
    with pytest.raises(UnsuitablePlaceError, match=r"vapaana \d+ Mt, tarvitaan 1000000000000 Mt"):
        require_room(tmp_path, 10**18)


def test_paths_of_other_machines_are_known_by_their_form() -> None:
    assert is_network_path("\\\\?\\UNC\\server\\jako")
    assert not is_network_path("\\\\?\\C:\\rekisteri")
    assert not is_network_path("C:\\rekisteri")
    assert is_network_path("\\\\server\\jako") == (os.name == "nt")
