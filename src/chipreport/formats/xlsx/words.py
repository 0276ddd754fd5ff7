"""The words that the workbook itself adds, in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's words for sheets, heads, notes and pages."""

    overview: str
    contents: str
    back: str
    sheet: str
    indicator: str
    value: str
    period: str
    source: str
    number: str
    address: str
    category: str
    drawn: str
    page: str
    paragraph: str
    worked_out: str
    hedges: dict[str, str]
    scenarios: dict[str, str]


ENGLISH = Words(
    overview="Overview",
    contents="Contents",
    back="← Contents",
    sheet="Sheet",
    indicator="Indicator",
    value="Value",
    period="Period",
    source="Source",
    number="No.",
    address="Address",
    category="Category",
    drawn="drawn, {unit}",
    page="Page &P of &N",
    paragraph="paragraph {number}",
    worked_out="Worked out: {method}",
    hedges={
        "gt": "more than",
        "ge": "at least",
        "lt": "less than",
        "le": "at most",
        "approx": "about",
        "nearly": "nearly",
        "just_over": "just over",
        "range": "a range",
        "indef": "not a precise number",
    },
    scenarios={"forecast": "Forecast", "target": "Target", "opinion": "Opinion"},
)
CHINESE = Words(
    overview="概览",
    contents="目录",
    back="← 目录",
    sheet="工作表",
    indicator="指标",
    value="数值",
    period="时期",
    source="来源",
    number="序号",
    address="网址",
    category="类别",
    drawn="绘图值，{unit}",
    page="第 &P 页，共 &N 页",
    paragraph="第{number}段",
    worked_out="推算：{method}",
    hedges={
        "gt": "超过",
        "ge": "不少于",
        "lt": "少于",
        "le": "不超过",
        "approx": "约",
        "nearly": "近",
        "just_over": "略高于",
        "range": "区间",
        "indef": "非确数",
    },
    scenarios={"forecast": "预测", "target": "目标", "opinion": "观点"},
)
_HALF = re.compile(r"(\d{4})-?S([12])")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def words(language: str) -> Words:
    """Return the words of `language`, English where it has none."""
    return CHINESE if language.startswith("zh") else ENGLISH


def period(code: str, language: str) -> str:
    """Return a period of the dataset as people write it; what is not known stays as it is.

    Example:
        >>> period("2030-S1", "en"), period("2030-S1", "zh"), period("2028/2030", "en")
        ('H1 2030', '2030年上半年', '2028–2030')
    """
    chinese = language.startswith("zh")
    if "/" in code:
        return ("至" if chinese else "–").join(period(part, language) for part in code.split("/"))
    if found := _HALF.fullmatch(code):
        half = "上" if found[2] == "1" else "下"
        return f"{found[1]}年{half}半年" if chinese else f"H{found[2]} {found[1]}"
    if found := _QUARTER.fullmatch(code):
        return f"{found[1]}年第{found[2]}季度" if chinese else f"Q{found[2]} {found[1]}"
    if (found := _MONTH.fullmatch(code)) and chinese:
        return f"{found[1]}年{int(found[2])}月"
    return code
