"""Two folders in each other's place in one step, where the system can do that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_SWAP = 2
"""RENAME_EXCHANGE of Linux's renameat2 and RENAME_SWAP of macOS's renamex_np are both 2."""


def exchange(one: Path, other: Path) -> bool:
    """Return whether `one` and `other` took each other's place, at no moment either of them gone.

    False means that nothing was done: the system or the file system has no such step.
    """
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            call = library.renameat2
            given = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _SWAP)
        elif sys.platform == "darwin":
            call = library.renamex_np
            given = (os.fsencode(one), os.fsencode(other), _SWAP)
        else:
            return False
    except (ImportError, OSError, AttributeError, TypeError):
        return False
    return bool(call(*given) == 0)
