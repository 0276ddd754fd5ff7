"""A claim into words."""

from enum import StrEnum


class Form(StrEnum):
    """How a claim is written."""

    PROSE = "prose"
    SIGN = "sign"
    NUMBER = "number"
    COUNTED = "counted"
