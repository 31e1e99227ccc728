"""The one start of the program: without arguments the window, otherwise the command line."""

import sys
from collections.abc import Sequence

from asiakasrekisteri.bootstrap import start


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    return start(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
