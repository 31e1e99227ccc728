"""The window: shows, asks, and calls one use case at a time; holds no rules and no SQL."""

import builtins

import PySide6.QtCore  # noqa: F401 - brings what is undone here

# PySide reads the source of every module loaded after it and keeps its lines, to see whether the module takes part in
# its `from __feature__ import …`, which no module of this program does: 40 MB, and a third of the time of loading.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
