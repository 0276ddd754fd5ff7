"""Looks: colours, type scale, lengths, shared by every format."""

from chipreport.theme.lengths import Length, mm, pt
from chipreport.theme.load import load
from chipreport.theme.tokens import Margins, OfficeFaces, Palette, Scale, Theme

__all__ = ["Length", "Margins", "OfficeFaces", "Palette", "Scale", "Theme", "load", "mm", "pt"]
