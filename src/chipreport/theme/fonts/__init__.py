"""The typefaces that travel with the package and are embedded in every PDF."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"


@cache
def face(name: str) -> bytes:
    """Return the TrueType file of the shipped face `name`, read once a process.

    Errors:
        FileNotFoundError where the package does not carry the face.
    """
    return (files("chipreport.theme.fonts") / f"{name}.ttf").read_bytes()
