"""Digits: what printed ones hide, and how exact numbers are cut to some of them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

from chipreport.facts.model import Comparator, Quantity, UnitKind

_EXACT_KINDS = (
    UnitKind.COUNT,
    UnitKind.DURATION,
    UnitKind.RANK,
    UnitKind.TIMES,
    UnitKind.YEAR,
)


def half_width(quantity: Quantity) -> Decimal:
    """Return what the printed digits may hide, half of the last one, in the unit of the quantity.

    Exactness:
        Counts, ranks, ages and multiples printed in full are exact. After "about" the zeros at the
        end are taken as places: "about 15,000" may be 14,500 to 15,500. Bounds are not rounded.

    Example:
        >>> from chipreport.facts.model import Unit, UnitKind
        >>> piece = Unit(id="UNITS", kind=UnitKind.COUNT, titles={})
        >>> half_width(
        ...     Quantity(
        ...         comparator=Comparator.APPROX,
        ...         value=Decimal(15000), lower=None, upper=None, unit=piece,
        ...     )
        ... )
        Decimal('500')
    """
    value, word = quantity.value, quantity.comparator
    if value is None or word not in (Comparator.EQ, Comparator.APPROX):
        return Decimal(0)
    if word is Comparator.EQ and quantity.unit_mult == 0 and quantity.unit.kind in _EXACT_KINDS:
        return Decimal(0)
    _, digits, exponent = value.as_tuple()
    last = exponent if isinstance(exponent, int) else 0
    if word is Comparator.APPROX and last >= 0:
        last += next((n for n, digit in enumerate(reversed(digits)) if digit), 0)
    elif last > 0:
        last = 0
    return Decimal((0, (5,), last - 1)) if last < 1 else Decimal((0, (5, *(0,) * (last - 1)), 0))


def decimal(number: Fraction, rounding: str, digits: int = 28) -> Decimal:
    """Return `number` with so many significant digits, rounded as `decimal` names it.

    Example:
        >>> from decimal import ROUND_FLOOR
        >>> decimal(Fraction(2, 3), ROUND_FLOOR, 4)
        Decimal('0.6666')
    """
    context = Context(prec=digits, rounding=rounding)
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))


def to_places(number: Fraction, decimals: int, rounding: str) -> Decimal:
    """Return `number` with so many digits after the point; a negative count rounds to tens.

    Example:
        >>> from decimal import ROUND_HALF_UP
        >>> to_places(Fraction(2, 3), 2, ROUND_FLOOR), to_places(Fraction(1250), -2, ROUND_HALF_UP)
        (Decimal('0.66'), Decimal('1300'))
    """
    whole = number * Fraction(10) ** decimals
    if rounding == ROUND_FLOOR:
        count = whole.numerator // whole.denominator
    elif rounding == ROUND_CEILING:
        count = -(-whole.numerator // whole.denominator)
    else:
        sign = -1 if whole < 0 else 1
        count = sign * int(abs(whole) + Fraction(1, 2))
    return Decimal(count).scaleb(-decimals) if decimals > 0 else Decimal(count * 10**-decimals)
