"""A claim into words, and words back into a claim."""

from chipreport.phrase.attribution import attribution
from chipreport.phrase.forms import (
    column_scale,
    direction,
    formula_words,
    label,
    legal,
    refusal,
    say,
    unit_heading,
)
from chipreport.phrase.languages import LANGUAGES, Language, language_of
from chipreport.phrase.numbers import Form, Reading
from chipreport.phrase.periods import date, period
from chipreport.phrase.read import read

__all__ = [
    "LANGUAGES",
    "Form",
    "Language",
    "Reading",
    "attribution",
    "column_scale",
    "date",
    "direction",
    "formula_words",
    "label",
    "language_of",
    "legal",
    "period",
    "read",
    "refusal",
    "say",
    "unit_heading",
]
