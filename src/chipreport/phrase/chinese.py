"""Chinese: how a quantity is worded."""

from __future__ import annotations

from chipreport.facts.model import Comparator, Noun, Unit, UnitKind
from chipreport.phrase.numbers import (
    Form,
    Saying,
    scale_of,
    shifted,
    shown,
    unit_fraction,
)

SCALES = (4, 8, 12)
SCALE_WORDS = {0: "", 4: "万", 8: "亿", 12: "万亿"}
HEDGES = {
    Comparator.EQ: "",
    Comparator.GT: "超过",
    Comparator.GE: "至少",
    Comparator.LT: "不到",
    Comparator.LE: "至多",
    Comparator.APPROX: "约",
    Comparator.NEARLY: "近",
    Comparator.JUST_OVER: "略超过",
}
SIGNS = {**HEDGES, Comparator.GT: "超", Comparator.JUST_OVER: "略超"}
YEARS = {
    Comparator.GT: "晚于{}年",
    Comparator.GE: "{}年或以后",
    Comparator.LT: "早于{}年",
    Comparator.LE: "{}年或以前",
    Comparator.APPROX: "约{}年",
    Comparator.NEARLY: "略早于{}年",
    Comparator.JUST_OVER: "略晚于{}年",
}
PARTS = {2: "二分之一", 4: "四分之一", 5: "五分之一", 8: "八分之一", 10: "十分之一"}
TENS = ("", "十", "百", "千")
WORDY = (Form.PROSE, Form.COUNTED)
CLASSIFIERS = {
    "企业": "家",
    "公司": "家",
    "机构": "家",
    "员工": "名",
    "人员": "名",
    "人才": "名",
    "用户": "名",
    "GPU": "块",
    "芯片": "款",
    "基金": "只",
    "城市": "座",
}
"""The end of a noun to the word that counts it; 个 for all others."""
WORDS = {
    "locale": "zh_Hans_CN",
    "half_1_long": "{}年上半年",
    "half_2_long": "{}年下半年",
    "half_1_short": "{}年上半年",
    "half_2_short": "{}年下半年",
    "until": "截至{}",
    "from": "{}起",
    "between": "{}至{}",
    "rose": "上升",
    "fell": "下降",
    "unchanged": "持平",
    "source": "据{}",
    "ranking": "据{}排名",
    "official": "据{}发布",
    "speaker": "{organisation} {person}",
    "unnamed": "据报道（来源未具名）",
    "industry": "业内观点",
    "calculated": "据以下来源数据推算：{}",
    "and": "；",
    "no_bound": "原始数据只给出单侧界限，无法得出任何界限",
    "input_refused": "所依据的推算值无法确定",
    "division_by_zero": "除数为零",
}


def say(said: Saying, form: Form) -> str:
    """Return the wording of `said` in `form`."""
    if said.comparator is Comparator.INDEF:
        return _indefinite(said, form)
    match said.kind:
        case UnitKind.RANK:
            return _rank(said, form)
        case UnitKind.YEAR:
            return _year(said, form)
    part = unit_fraction(said)
    if part:
        return _hedge(said.comparator, form) + (PARTS[part] if form in WORDY else f"1/{part}")
    return _plain(said, form)


def scale(said: Saying) -> int:
    """Return the power of ten that words and column heads take off the number."""
    if said.power is not None:
        return said.power - _tens(said.power) if said.kind is UnitKind.MONEY else 0
    if said.kind not in (UnitKind.MONEY, UnitKind.COUNT):
        return 0
    return scale_of(said.numbers, said.mult, SCALES, keep=False)


def heading(said: Saying) -> str:
    """Return the unit as it stands in the head of a column of bare numbers."""
    unit, word = said.unit, SCALE_WORDS[scale(said)]
    match said.kind:
        case UnitKind.MONEY:
            return word + _symbol(unit)
        case UnitKind.COUNT:
            noun = unit.nouns.get("zh")
            return word + (noun.other if noun else unit.symbols.get("zh", "")) or _title(unit)
        case UnitKind.PERCENT:
            return "%"
        case UnitKind.POINTS:
            return "百分点"
        case UnitKind.TIMES:
            return "" if unit_fraction(said) else "倍"
        case UnitKind.DURATION:
            return _symbol(unit)
    return _title(unit)


def _plain(said: Saying, form: Form) -> str:
    power = scale(said)
    numbers = [shifted(number, said.mult - power) for number in said.numbers]
    after = "" if form is Form.NUMBER else SCALE_WORDS[power] + _after(said, form)
    if len(numbers) == 1:
        return f"{_hedge(said.comparator, form)}{shown(numbers[0])}{after}"
    start = after if said.kind is UnitKind.PERCENT else ""
    return f"{shown(numbers[0])}{start}至{shown(numbers[1])}{after}"


def _after(said: Saying, form: Form) -> str:
    match said.kind:
        case UnitKind.MONEY | UnitKind.DURATION:
            return _symbol(said.unit)
        case UnitKind.PERCENT:
            return "%"
        case UnitKind.POINTS:
            return "个百分点"
        case UnitKind.TIMES:
            return "倍"
    return _counted(said) if form is Form.COUNTED else ""


def _rank(said: Saying, form: Form) -> str:
    bare = "至".join(shown(number) for number in said.numbers)
    if said.comparator is Comparator.LE:
        return f"前{bare}"
    if form is Form.NUMBER:
        return _hedge(said.comparator, form) + bare
    ranks = "至".join(f"第{shown(number)}" for number in said.numbers)
    if said.comparator is Comparator.GE:
        return f"{ranks}或以后"
    return _hedge(said.comparator, form) + ranks


def _year(said: Saying, form: Form) -> str:
    years = [shown(shifted(n, said.mult), grouped=False) for n in said.numbers]
    if len(years) == 2:
        return "至".join(years if form is Form.NUMBER else [f"{year}年" for year in years])
    if form is Form.NUMBER:
        return _hedge(said.comparator, form) + years[0]
    return YEARS.get(said.comparator, "{}年").format(years[0])


def _indefinite(said: Saying, form: Form) -> str:
    if said.kind is UnitKind.COUNT:
        after = _counted(said) if form is Form.COUNTED else ""
    else:
        after = "" if form is Form.NUMBER else _symbol(said.unit)
    if said.power is None:
        return f"多{after or '个'}"
    tens = _tens(said.power)
    in_head = form is Form.NUMBER and said.kind is UnitKind.MONEY
    word = "" if in_head else SCALE_WORDS[said.power - tens]
    alone = said.power == 0 and not after and form is not Form.NUMBER
    return f"数{TENS[tens]}{word}{'个' if alone else after}"


def _tens(power: int) -> int:
    return power - 12 if power >= 12 else power % 4


def _hedge(comparator: Comparator, form: Form) -> str:
    return (HEDGES if form in WORDY else SIGNS).get(comparator, "")


def _counted(said: Saying) -> str:
    """Return the noun with the word that counts it: 家企业, 名员工, 人."""
    noun: Noun | None = said.noun or said.unit.nouns.get("zh")
    if noun is None:
        return ""
    if len(noun.other) == 1:
        return noun.other
    ends = (word for end, word in CLASSIFIERS.items() if noun.other.endswith(end))
    return next(ends, "个") + noun.other


def _symbol(unit: Unit) -> str:
    noun = unit.nouns.get("zh")
    return unit.symbols.get("zh") or (noun.other if noun else unit.id)


def _title(unit: Unit) -> str:
    return unit.titles.get("zh") or unit.titles.get("en", "")
