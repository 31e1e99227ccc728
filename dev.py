#!/usr/bin/env python3
"""Every chore of a developer, with nothing but the standard library: `python3 dev.py VERB`.

The first use of any verb makes `.venv` from the locked, hashed requirements; later uses see that it is there.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "lock.sha256"
LOCK = ROOT / "requirements" / "dev.txt"
SEEDS = ROOT.parent / "shared" / "seeds"
OLDEST = (3, 11)
NOTHING_COLLECTED = 5  # pytest's exit code

# Shared libraries that Qt's wheels expect of a Debian system, and the package that brings each. The first block is what
# Qt needs to load at all, the second what its window on X needs; a minimal Debian has none of them.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libpulse.so.0": "libpulse0",
    "libcups.so.2": "libcups2",
    "libXrandr.so.2": "libxrandr2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Programs that tests and the build call.
PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "pdftotext": "poppler-utils",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "objdump": "binutils",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in VERBS:
        print("\n".join(f"  python3 dev.py {name:10} {verb.__doc__}" for name, verb in VERBS.items()))
        return 0 if words in ([], ["-h"], ["--help"], ["help"]) else 2
    if sys.version_info < OLDEST:
        return _complain(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    try:
        with _one_at_a_time():
            _make_environment()
        return VERBS[words[0]](words[1:])
    except DevError as problem:
        return _complain(str(problem))
    except KeyboardInterrupt:
        return 130


class DevError(Exception):
    """A chore cannot go on; the text says what to do."""


# -- verbs --------------------------------------------------------------------------------------------------------


def env(_rest: list[str]) -> int:
    """Make or mend .venv and the system packages, and say where it is."""
    print(f"Environment ready: {PYTHON}")
    return 0


def demo(rest: list[str]) -> int:
    """Make a fictional office, print its documents, open the window where there is a screen ([DIR] [--customers N])."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description=demo.__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=Path.home() / "asiakasrekisteri-demo")
    parser.add_argument("--customers", type=int, default=1200)
    parser.add_argument("--no-window", action="store_true", help="do not open the window")
    options = parser.parse_args(rest)
    folder: Path = options.directory.expanduser().resolve()
    _clear_demo(folder)
    seeds = ["--descriptions", str(SEEDS)] if SEEDS.is_dir() else []
    code = _python("-m", "asiakasrekisteri", "demo", str(folder), "--customers", str(options.customers), *seeds)
    if code:
        return code
    print("\nDocuments:")
    for document in sorted((folder / "documents").rglob("*.pdf")):
        print(f"  {document}")
    print(f"Users and passwords: {folder / 'kayttajat.txt'}", flush=True)
    if options.no_window or not _has_screen():
        print(f"Open the window with: python3 dev.py run gui {folder / 'office'}")
        return 0
    return _python("-m", "asiakasrekisteri", "gui", str(folder / "office"))


def run(rest: list[str]) -> int:
    """Start the program from the sources: without arguments the window, otherwise its command line."""
    return _python("-m", "asiakasrekisteri", *rest)


def test(rest: list[str]) -> int:
    """Run the tests: the quick ones, or --slow, or --all; other arguments go to pytest."""
    choice = {"--all": [], "--slow": ["-m", "slow"]}
    chosen = next((word for word in rest if word in choice), None)
    marks = ["-m", "not slow", "-n", "auto", "--dist", "loadfile"] if chosen is None else choice[chosen]
    return _python("-m", "pytest", *marks, *(word for word in rest if word != chosen), offscreen=True)


def check(_rest: list[str]) -> int:
    """Run every check that is not a test of behaviour; all of them, then the summary."""
    steps = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "imports": ["-c", "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"],
        "shape": ["-m", "pytest", "-q", "-p", "no:randomly", "tests/test_shape.py"],
    }
    results = {name: _python(*words, offscreen=True) for name, words in steps.items()}
    print()
    for name, code in results.items():
        print(f"{'ok    ' if code == 0 else 'FAILED'}  {name}")
    return 1 if any(results.values()) else 0


def bench(rest: list[str]) -> int:
    """Measure the program against the bare libraries; the figures are ratios of one run."""
    return _python("-m", "bench", *rest, offscreen=True)


def screens(rest: list[str]) -> int:
    """Render every screen, light and dark, into a folder."""
    return _python("-m", "tests.screens", *rest, offscreen=True)


def migration(rest: list[str]) -> int:
    """Write the migration that leads from the last schema to the models: MESSAGE."""
    return _python("-m", "asiakasrekisteri.store.migrations.make", *rest)


def build(_rest: list[str]) -> int:
    """Build the one-folder program for this machine and let it test itself."""
    where = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    code = _python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *where, "packaging/asiakasrekisteri.spec")
    if code:
        return code
    program = ROOT / "dist" / "asiakasrekisteri" / ("asiakasrekisteri.exe" if os.name == "nt" else "asiakasrekisteri")
    print(f"Built: {program}", flush=True)
    return _run([str(program), "--self-test"], offscreen=True)


VERBS = {verb.__name__: verb for verb in (env, demo, run, test, check, bench, screens, migration, build)}


# -- running things -----------------------------------------------------------------------------------------------


def _python(*words: str, offscreen: bool = False) -> int:
    return _run([str(PYTHON), *words], offscreen=offscreen)


def _run(words: list[str], *, offscreen: bool = False) -> int:
    # Compiled modules are kept whatever the shell says: without them each process of the tests compiles every module
    # anew, which takes as long as a tenth of the tests.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONUTF8"] = "1"
    if offscreen:
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.stdout.flush()
    return subprocess.run(words, cwd=ROOT, env=surroundings, check=False).returncode


def _complain(text: str) -> int:
    print(f"dev.py: {text}", file=sys.stderr)
    return 1


def _has_screen() -> bool:
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def _clear_demo(folder: Path) -> None:
    """Remove an earlier demo, and nothing else: a folder that is not recognised is refused."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / "kayttajat.txt").is_file() or not (folder / "office").is_dir():
        raise DevError(f"{folder} is not an earlier demo. Name an empty or new folder.")
    shutil.rmtree(folder)


# -- the environment ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let two verbs started together not make the environment twice; on Windows there is no such care."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make_environment() -> None:
    """Bring system packages and `.venv` to what the lock says; a half-made or outdated one is made anew."""
    _install_system_packages()
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted and _works():
        return
    print("Making .venv from the locked requirements; this takes a minute or two.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    base = getattr(sys, "_base_executable", None) or sys.executable
    _must([base, "-m", "venv", str(VENV)], "The virtual environment could not be made.")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    locked = [*pip, "--require-hashes", "--only-binary", ":all:", "--retries", "8", "-r", str(LOCK)]
    _must(locked, "The locked packages could not be fetched. Check the network connection and try again.")
    itself = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    _must(itself, "The program itself could not be put into .venv.")
    STAMP.write_text(wanted, encoding="ascii")


def _fingerprint() -> str:
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def _works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _must(words: list[str], problem: str) -> None:
    sys.stdout.flush()
    if subprocess.run(words, cwd=ROOT, check=False).returncode:
        raise DevError(problem)


def _missing_packages() -> list[str]:
    """Name the Debian packages whose library or program is not found; empty on other systems."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return []
    listing = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    present = {line.split()[0] for line in listing.splitlines() if line.startswith("\t")}
    missing = [package for library, package in LIBRARIES.items() if library not in present]
    missing += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if _base_is_debians():
        # Debian's Python has no library beside it, which PyInstaller copies, and no ensurepip, which venv uses.
        missing += [] if f"libpython{version}.so.1.0" in present else [f"libpython{version}"]
        missing += [] if _can_make_venv() else [f"python{version}-venv"]
    return missing if Path("/etc/ssl/certs/ca-certificates.crt").exists() else [*missing, "ca-certificates"]


def _base_is_debians() -> bool:
    return sys.base_prefix == "/usr"


def _can_make_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def _install_system_packages() -> None:
    """Install what is missing where that is allowed; otherwise name the command, and go on if Python can."""
    missing = _missing_packages()
    if not missing:
        return
    prefix = _as_root()
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if prefix is not None:
        print(f"Installing system packages: {' '.join(missing)}", flush=True)
        surroundings = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for words in (["apt-get", "update", "-qq"], install):
            subprocess.run([*prefix, *words], env=surroundings, stdout=subprocess.DEVNULL, check=False)
        missing = _missing_packages()
    if missing:
        print("These system packages are missing; some tests or the window may not work without them:")
        command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
        print(f"  sudo apt-get update && sudo {command}", flush=True)
    if not _can_make_venv():
        raise DevError("Python cannot make a virtual environment before the command above has been run.")


def _as_root() -> list[str] | None:
    """Return what to put before a command so that it runs as root: nothing, sudo, or None where neither may be."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None


if __name__ == "__main__":
    sys.exit(main())
