"""What a wording has to say: the numbers, their digits, and the scale they are told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from chipreport.errors import DatasetError, Problem
from chipreport.facts.interval import Interval
from chipreport.facts.model import Comparator, Noun, Quantity, Unit, UnitKind

MINUS = "\N{MINUS SIGN}"
BELOW = (Comparator.GT, Comparator.GE, Comparator.JUST_OVER)
ABOVE = (Comparator.LT, Comparator.LE, Comparator.NEARLY)


class Form(StrEnum):
    """Where a claim appears: in a sentence, a label, a table cell, a sentence with its noun."""

    PROSE = "prose"
    SIGN = "sign"
    NUMBER = "number"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A quantity made ready for words.

    Shapes:
        `numbers` holds one number, two for a range, none where `power` tells "several": then all
        that is known is [2, 10) times `10 ** power`. INDEF without a power is "multiple", two or
        more.

    Units:
        `numbers` count `10 ** mult` of `unit`.
    """

    comparator: Comparator
    numbers: tuple[Decimal, ...]
    mult: int
    power: int | None
    unit: Unit
    noun: Noun | None

    @property
    def kind(self) -> UnitKind:
        """The kind of the unit."""
        return self.unit.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text claims of a number, in base units.

    Units:
        `value`, `lower` and `upper` count whole units: "CN¥488 billion" reads as 488000000000.
        Per cents stay as printed. `kind` and `unit` are None and "" where the text does not tell.
    """

    comparator: Comparator
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    kind: UnitKind | None = None
    unit: str = ""

    def follows_from(self, quantity: Quantity) -> bool:
        """Return whether the reading is true whenever `quantity` is.

        Exactness:
            A looser reading follows from a tighter quantity ("over 400" from "at least 500"), but
            closeness is never invented: "about" and "nearly" need the same number behind them.
        """
        if self.kind is not None and self.kind is not quantity.unit.kind:
            return False
        if self.unit and self.unit != quantity.unit.id:
            return False
        exact = _with_whole_ranks(in_base_units(quantity))
        mine, its = Interval.stated(self._as(exact)), Interval.stated(exact)
        match self.comparator:
            case Comparator.APPROX:
                same = exact.comparator in (Comparator.APPROX, Comparator.EQ)
                return same and self.value == exact.value
            case Comparator.NEARLY | Comparator.JUST_OVER:
                return self.comparator is exact.comparator and mine.encloses(its)
        return exact.comparator is not Comparator.APPROX and mine.encloses(its)

    def _as(self, quantity: Quantity) -> Quantity:
        return replace(
            quantity,
            comparator=self.comparator,
            value=self.value,
            lower=self.lower,
            upper=self.upper,
        )


def reading(
    comparator: Comparator, *numbers: Decimal, kind: UnitKind | None = None, unit: str = ""
) -> Reading:
    """Return the reading of one number under a comparator, or of two as the ends of a range."""
    if len(numbers) == 2:
        return Reading(comparator, None, numbers[0], numbers[1], kind, unit)
    number = numbers[0]
    lower = number if comparator in (*BELOW, Comparator.EQ, Comparator.INDEF) else None
    upper = number if comparator in (*ABOVE, Comparator.EQ) else None
    value = None if comparator is Comparator.INDEF else number
    return Reading(comparator, value, lower, upper, kind, unit)


def in_base_units(quantity: Quantity) -> Quantity:
    """Return the same quantity counted in whole units."""
    mult = quantity.unit_mult
    if mult == 0:
        return quantity
    value, lower, upper = (
        None if number is None else shifted(number, mult)
        for number in (quantity.value, quantity.lower, quantity.upper)
    )
    return replace(quantity, value=value, lower=lower, upper=upper, unit_mult=0)


def saying(quantity: Quantity, noun: Noun | None = None) -> Saying:
    """Return `quantity` ready for words, with what is counted.

    Errors:
        DatasetError P001 where the quantity has no number at all.
    """
    comparator, numbers, power = quantity.comparator, _numbers(quantity), None
    if not numbers:
        raise DatasetError(
            Problem("P001", f"a quantity in {quantity.unit.id} has neither value nor bounds")
        )
    if comparator is Comparator.INDEF:
        power = _several(quantity)
        if power is not None:
            numbers = ()
        elif len(numbers) == 2:
            comparator = Comparator.RANGE
        elif not _multiple(quantity):
            comparator = Comparator.GE if quantity.lower is not None else Comparator.LT
    if quantity.unit.kind is UnitKind.RANK:
        comparator, numbers = _whole_ranks(comparator, numbers)
    return Saying(
        comparator=comparator,
        numbers=numbers,
        mult=quantity.unit_mult,
        power=power,
        unit=quantity.unit,
        noun=noun,
    )


def _numbers(quantity: Quantity) -> tuple[Decimal, ...]:
    value, lower, upper = quantity.value, quantity.lower, quantity.upper
    if quantity.comparator in (Comparator.RANGE, Comparator.INDEF):
        return tuple(number for number in (lower, upper) if number is not None)
    if quantity.comparator in BELOW:
        order = (lower, value, upper)
    elif quantity.comparator in ABOVE:
        order = (upper, value, lower)
    else:
        order = (value, lower, upper)
    return tuple(number for number in order if number is not None)[:1]


def _several(quantity: Quantity) -> int | None:
    """Return k where the bounds lie within [2, 10) times ten to the k, the range of "several"."""
    if quantity.lower is None or quantity.upper is None or quantity.lower <= 0:
        return None
    if quantity.unit.kind not in (UnitKind.MONEY, UnitKind.COUNT, UnitKind.DURATION):
        return None
    lower, upper = (shifted(n, quantity.unit_mult) for n in (quantity.lower, quantity.upper))
    power = lower.adjusted()
    fits = lower >= shifted(Decimal(2), power) and upper <= shifted(Decimal(10), power)
    return power if fits and 0 <= power < 15 else None


def _multiple(quantity: Quantity) -> bool:
    countable = quantity.unit.kind in (UnitKind.COUNT, UnitKind.DURATION)
    return countable and quantity.unit_mult == 0 and quantity.lower == 2


def _with_whole_ranks(quantity: Quantity) -> Quantity:
    open_ends = (Comparator.GT, Comparator.JUST_OVER, Comparator.LT, Comparator.NEARLY)
    if quantity.unit.kind is not UnitKind.RANK or quantity.comparator not in open_ends:
        return quantity
    comparator, (end,) = _whole_ranks(quantity.comparator, _numbers(quantity))
    lower, upper = (end, None) if comparator is Comparator.GE else (None, end)
    return replace(quantity, comparator=comparator, value=end, lower=lower, upper=upper)


def _whole_ranks(
    comparator: Comparator, numbers: tuple[Decimal, ...]
) -> tuple[Comparator, tuple[Decimal, ...]]:
    """Return a bounded rank with its end included: ranks are whole numbers, below 3rd is 4th."""
    match comparator:
        case Comparator.GT | Comparator.JUST_OVER:
            return Comparator.GE, (numbers[0] + 1,)
        case Comparator.LT | Comparator.NEARLY:
            return Comparator.LE, (numbers[0] - 1,)
        case _:
            return comparator, numbers


def shifted(number: Decimal, by: int) -> Decimal:
    """Return `number` times ten to the `by`, no digit lost; zeros that were only places go.

    Example:
        >>> shifted(Decimal("15000000"), -6), shifted(Decimal("1.60"), 6)
        (Decimal('15'), Decimal('1600000'))
    """
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return number
    moved, digits = exponent + by, digits if any(digits) else (0,)
    while exponent >= 0 and moved < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, moved = digits[:-1], moved + 1
    if moved > 0:
        digits, moved = (*digits, *(0,) * moved), 0
    return Decimal((sign, digits, moved))


def places(number: Decimal) -> int:
    """Return how many digits stand after the point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(number: Decimal, *, grouped: bool = True) -> str:
    """Return the digits of `number`, thousands apart, with a true minus sign.

    Example:
        >>> shown(Decimal("-15000.50")), shown(Decimal("2025"), grouped=False)
        ('−15,000.50', '2025')
    """
    body = f"{abs(number):,f}" if grouped else f"{abs(number):f}"
    return f"{MINUS}{body}" if number < 0 else body


def scale_of(
    numbers: Sequence[Decimal], mult: int, scales: Sequence[int], *, keep: bool, most: int = 3
) -> int:
    """Return the power of ten in which `numbers` read best: one of `scales`, or 0 for in full.

    Shapes:
        `scales` ascend. With `keep` the scale of the source stays where it gives 1 to 9,999.
        `most` limits the digits after the point that a change of scale may bring.
    """
    largest = max(abs(number) for number in numbers)
    if keep and mult in scales and 1 <= largest < 10_000:
        return mult
    base = shifted(largest, mult)
    for scale in reversed(scales):
        if base >= shifted(Decimal(1), scale):
            told = [shifted(number, mult - scale) for number in numbers]
            return scale if max(places(number) for number in told) <= most else 0
    return 0


def unit_fraction(saying: Saying) -> int | None:
    """Return n where the number is a share told best as one n-th, such as 0.125.

    Example:
        >>> times = Unit(id="RATIO", kind=UnitKind.TIMES, titles={})
        >>> half = Quantity(
        ...     comparator=Comparator.EQ, value=Decimal("0.5"), lower=None, upper=None, unit=times
        ... )
        >>> unit_fraction(globals()["saying"](half))
        2
    """
    if saying.kind is not UnitKind.TIMES or len(saying.numbers) != 1:
        return None
    number = shifted(saying.numbers[0], saying.mult)
    return next((n for n in (2, 4, 5, 8, 10) if number * n == 1), None)


def number_of(digits: str, minus: str | None = None) -> Decimal:
    """Return the number that grouped digits write."""
    number = Decimal(digits.replace(",", ""))
    return -number if minus else number


def several_reading(power: int, kind: UnitKind | None, unit: str) -> Reading:
    """Return the convention behind "several": [2, 10) times ten to the `power`."""
    lower, upper = shifted(Decimal(2), power), shifted(Decimal(10), power)
    return Reading(Comparator.INDEF, None, lower, upper, kind, unit)


def unit_named(name: str, units: Sequence[Unit], language: str) -> tuple[UnitKind | None, str]:
    """Return kind and id of the unit called `name`, None and "" where none or several are."""
    found = [
        unit
        for unit in units
        if name
        and name
        in (
            unit.id,
            unit.symbols.get(language),
            *((noun.one, noun.other) if (noun := unit.nouns.get(language)) else ()),
        )
    ]
    return (found[0].kind, found[0].id) if len(found) == 1 else (None, "")
