"""Intervals: what may be said of a result when its inputs are only bounds.

Ends are exact fractions, None where that side has no end. Each end knows where it comes from,
because an end that rests on a natural limit (a share cannot pass 100 %) is true and yet no news.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext
from enum import IntEnum
from fractions import Fraction

from chipreport.facts.model import Comparator, Quantity

PRECISION = 60
"""Digits of a power with a broken exponent; everything else is exact."""

MOST = 100
"""The largest exponent; exact powers beyond it grow out of hand."""


class Origin(IntEnum):
    """Where an end comes from; in a sum the later one of this list decides."""

    CONSTANT = 0
    MINIMUM = 1
    STATED = 2
    BEYOND = 3


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval; `at` is None where the interval runs on for ever."""

    at: Fraction | None
    is_open: bool = False
    origin: Origin = Origin.STATED

    @property
    def prints(self) -> bool:
        """Whether the end may be shown: it exists, and it is no natural limit."""
        return self.at is not None and self.origin in (Origin.CONSTANT, Origin.STATED)


NO_END = End(None, True, Origin.BEYOND)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a number may have: two ends, the printed value if there is one, and its looseness.

    Exactness:
        `point` follows the printed values through the arithmetic; `approx` says that one of them
        was printed with "about".

    Example:
        >>> users, staff = Interval.at_least(212, is_open=True), Interval.of(385)
        >>> users / staff
        Interval(lower > 0.550649, no upper)
    """

    lower: End
    upper: End
    point: Fraction | None = None
    approx: bool = False

    @classmethod
    def of(cls, number: Decimal | Fraction | int, origin: Origin = Origin.STATED) -> Interval:
        """Return the interval that holds one number only."""
        end = End(Fraction(number), origin=origin)
        return cls(end, end, end.at)

    @classmethod
    def at_least(cls, number: Decimal | Fraction | int, *, is_open: bool = False) -> Interval:
        """Return everything from `number` on."""
        return cls(End(Fraction(number), is_open), NO_END)

    @classmethod
    def at_most(cls, number: Decimal | Fraction | int, *, is_open: bool = False) -> Interval:
        """Return everything up to `number`."""
        return cls(NO_END, End(Fraction(number), is_open))

    @classmethod
    def stated(cls, quantity: Quantity, half_width: Decimal = Decimal(0)) -> Interval:
        """Return what `quantity` says, in units of `10 ** unit_mult`.

        Units:
            `half_width` is what the printed digits may hide; it widens values, not bounds.
        """
        value, word = quantity.value, quantity.comparator
        point = None if value is None else Fraction(value)
        match word:
            case Comparator.EQ | Comparator.APPROX if point is not None:
                wide = Fraction(half_width)
                ends = End(point - wide), End(point + wide)
                return cls(*ends, point, word is Comparator.APPROX)
            case Comparator.GT | Comparator.GE | Comparator.JUST_OVER:
                lower, upper = _first(quantity.lower, value), None
            case Comparator.LT | Comparator.LE | Comparator.NEARLY:
                lower, upper = None, _first(quantity.upper, value)
            case _:
                lower, upper = quantity.lower, quantity.upper
        shut_below = word in (Comparator.GE, Comparator.RANGE, Comparator.INDEF)
        shut_above = word in (Comparator.LE, Comparator.RANGE)
        return cls(
            NO_END if lower is None else End(Fraction(lower), not shut_below),
            NO_END if upper is None else End(Fraction(upper), not shut_above),
            point,
        )

    def within(self, minimum: Decimal | None, maximum: Decimal | None) -> Interval:
        """Return the interval with natural limits where it has no end of its own."""
        lower, upper = self.lower, self.upper
        if lower.at is None and minimum is not None:
            lower = End(Fraction(minimum), origin=Origin.MINIMUM)
        if upper.at is None and maximum is not None:
            upper = End(Fraction(maximum), origin=Origin.BEYOND)
        return replace(self, lower=lower, upper=upper)

    def contains(self, number: Decimal | Fraction | int) -> bool:
        """Return whether `number` is possible."""
        exact = Fraction(number)
        low, high = self.lower, self.upper
        above = low.at is None or low.at < exact or (low.at == exact and not low.is_open)
        below = high.at is None or exact < high.at or (high.at == exact and not high.is_open)
        return above and below

    def encloses(self, other: Interval) -> bool:
        """Return whether every value of `other` is possible here."""
        return _no_later(self.lower, other.lower) and _no_later(
            _mirrored(self.upper), _mirrored(other.upper)
        )

    def below(self, other: Interval) -> bool:
        """Return whether every value of this interval is smaller than every one of `other`."""
        high, low = self.upper, other.lower
        if high.at is None or low.at is None:
            return False
        return high.at < low.at or (high.at == low.at and (high.is_open or low.is_open))

    @property
    def is_point(self) -> bool:
        """Whether one value only is possible."""
        return self.lower.at is not None and self.lower.at == self.upper.at

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            _sum(self.lower, other.lower),
            _sum(self.upper, other.upper),
            _both(self.point, other.point, lambda a, b: a + b),
            self.approx or other.approx,
        )

    def __neg__(self) -> Interval:
        point = None if self.point is None else -self.point
        return Interval(_mirrored(self.upper), _mirrored(self.lower), point, self.approx)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        products = [
            _product(a, a_side, b, b_side)
            for a, a_side in ((self.lower, -1), (self.upper, 1))
            for b, b_side in ((other.lower, -1), (other.upper, 1))
        ]
        return Interval(
            _outermost(products, min),
            _outermost(products, max),
            _both(self.point, other.point, lambda a, b: a * b),
            self.approx or other.approx,
        )

    def inverse(self) -> Interval:
        """Return 1 / self; everything where zero lies inside.

        Errors:
            ZeroDivisionError where zero is the only value.
        """
        low, high = self.lower, self.upper
        if low.at == high.at == 0:
            raise ZeroDivisionError("division by zero")
        point = None if not self.point else 1 / self.point
        if (low.at is None or low.at < 0) and (high.at is None or high.at > 0):
            return Interval(NO_END, NO_END, point, self.approx)
        lower = _inverted(high, NO_END) if high.at != 0 else NO_END
        upper = _inverted(low, NO_END) if low.at != 0 else NO_END
        return Interval(lower, upper, point, self.approx)

    def __truediv__(self, other: Interval) -> Interval:
        return self * other.inverse()

    def __pow__(self, exponent: Interval) -> Interval:
        """Return the power; the exponent must be one number.

        Errors:
            ValueError for an exponent that is not one number, and for a broken power of what may
            be negative.
        """
        if not exponent.is_point or exponent.lower.at is None:
            raise ValueError("an exponent must be one exact number")
        power = exponent.lower.at
        if abs(power) > MOST:
            raise ValueError(f"an exponent beyond {MOST}")
        if power < 0:
            return (self ** Interval.of(-power)).inverse()
        if power == 0:
            return Interval.of(1, Origin.CONSTANT)
        whole = power.denominator == 1
        if not whole and (self.lower.at is None or self.lower.at < 0):
            raise ValueError("a broken power of what may be negative")
        point = None if self.point is None else _power(self.point, power)
        if whole and power.numerator % 2 == 0:
            return replace(_even_power(self, power), point=point, approx=self.approx)
        return Interval(_raised(self.lower, power), _raised(self.upper, power), point, self.approx)

    def __repr__(self) -> str:
        low, high = self.lower, self.upper
        first = (
            "no lower"
            if low.at is None
            else f"lower {'>' if low.is_open else '>='} {float(low.at):g}"
        )
        last = (
            "no upper"
            if high.at is None
            else f"upper {'<' if high.is_open else '<='} {float(high.at):g}"
        )
        return f"Interval({first}, {last})"


def _first(*numbers: Decimal | None) -> Decimal | None:
    return next((number for number in numbers if number is not None), None)


def _both(
    a: Fraction | None, b: Fraction | None, operation: Callable[[Fraction, Fraction], Fraction]
) -> Fraction | None:
    return None if a is None or b is None else operation(a, b)


def _sum(a: End, b: End) -> End:
    if a.at is None or b.at is None:
        return NO_END
    return End(a.at + b.at, a.is_open or b.is_open, max(a.origin, b.origin))


def _mirrored(end: End) -> End:
    return NO_END if end.at is None else replace(end, at=-end.at)


def _no_later(a: End, b: End) -> bool:
    """Return whether the lower end `a` lets in all that the lower end `b` lets in."""
    if a.at is None or b.at is None:
        return a.at is None
    return a.at < b.at or (a.at == b.at and (b.is_open or not a.is_open))


def _product(a: End, a_side: int, b: End, b_side: int) -> tuple[int, End]:
    """Return the product of two ends, and on which side it is infinite: -1, 1, or 0 for finite."""
    for zero, other in ((a, b), (b, a)):
        if zero.at == 0:  # zero times anything, however large, is zero
            both_zero = other.at == 0
            is_open = zero.is_open and (other.is_open or not both_zero)
            return 0, End(Fraction(0), is_open, zero.origin)
    if a.at is None or b.at is None:
        return _side(a, a_side) * _side(b, b_side), NO_END
    return 0, End(a.at * b.at, a.is_open or b.is_open, max(a.origin, b.origin))


def _side(end: End, infinite: int) -> int:
    if end.at is None:
        return infinite
    return 1 if end.at > 0 else -1


def _outermost(
    products: list[tuple[int, End]],
    pick: Callable[[list[tuple[int, Fraction]]], tuple[int, Fraction]],
) -> End:
    keys = [(side, end.at or Fraction(0)) for side, end in products]
    outer = pick(keys)
    if outer[0]:
        return NO_END
    ends = [end for key, (_, end) in zip(keys, products, strict=True) if key == outer]
    # reached by any closed way, it is reached; the plainest origin tells most
    return End(outer[1], all(end.is_open for end in ends), min(end.origin for end in ends))


def _inverted(end: End, otherwise: End) -> End:
    if end.at is None:
        return End(Fraction(0), True, Origin.BEYOND)
    return replace(end, at=1 / end.at) if end.at else otherwise


def _power(base: Fraction, power: Fraction) -> Fraction | None:
    if power.denominator == 1:
        return base**power.numerator
    if base < 0:
        return None
    with localcontext(Context(prec=PRECISION)) as context:
        number = context.divide(Decimal(base.numerator), Decimal(base.denominator))
        exponent = context.divide(Decimal(power.numerator), Decimal(power.denominator))
        return Fraction(context.power(number, exponent))


def _raised(end: End, power: Fraction) -> End:
    return NO_END if end.at is None else replace(end, at=_power(end.at, power))


def _even_power(base: Interval, power: Fraction) -> Interval:
    low, high = base.lower, base.upper
    if low.at is not None and low.at >= 0:
        return Interval(_raised(low, power), _raised(high, power))
    if high.at is not None and high.at <= 0:
        return Interval(_raised(high, power), _raised(low, power))
    zero = End(Fraction(0), origin=Origin.CONSTANT)
    if low.at is None or high.at is None:
        return Interval(zero, NO_END)
    outer = low if -low.at > high.at or (-low.at == high.at and not low.is_open) else high
    return Interval(zero, _raised(outer, power))
