"""The words that blocks add of their own, in every language."""

from __future__ import annotations

from collections.abc import Mapping

from chipreport.doc.nodes import Inlines, Text
from chipreport.errors import Problem, TemplateError

_WORDS: Mapping[str, Mapping[str, str]] = {
    "access": {"en": "Read", "zh": "查阅方式"},
    "actual": {"en": "actual", "zh": "实际"},
    "alias": {"en": "Other names", "zh": "其他名称"},
    "assumption": {"en": "Assumption", "zh": "假设"},
    "article": {"en": "As printed", "zh": "原文"},
    "attribution": {"en": "Attribution", "zh": "出处"},
    "basis": {"en": "Basis", "zh": "依据"},
    "activity": {"en": "Business", "zh": "业务"},
    "by": {"en": "by {}", "zh": "不晚于{}"},
    "comma": {"en": ", ", "zh": "、"},
    "caveats": {"en": "Where other sources differ", "zh": "与其他来源的差异"},
    "check": {"en": "Check", "zh": "核对"},
    "claim": {"en": "Claim", "zh": "说法"},
    "code": {"en": "Code", "zh": "代码"},
    "codelist": {"en": "Code list", "zh": "代码表"},
    "company": {"en": "Company", "zh": "公司"},
    "date": {"en": "Date", "zh": "日期"},
    "derived": {"en": "derived", "zh": "推算"},
    "entity": {"en": "Subject", "zh": "主体"},
    "event": {"en": "Event", "zh": "事件"},
    "external": {"en": "Other source", "zh": "其他来源"},
    "external says": {"en": "Elsewhere", "zh": "他处所述"},
    "fact": {"en": "Fact", "zh": "事实"},
    "forecast": {"en": "forecast", "zh": "预测"},
    "formula": {"en": "Formula", "zh": "公式"},
    "id": {"en": "Identifier", "zh": "标识"},
    "in brackets": {"en": " ({})", "zh": "（{}）"},
    "indicator": {"en": "Indicator", "zh": "指标"},
    "label of": {"en": "{}: {}", "zh": "{}：{}"},
    "link": {"en": "Address", "zh": "链接"},
    "locator": {"en": "Paragraph", "zh": "段落"},
    "lower": {"en": "Lower bound", "zh": "下限"},
    "meaning": {"en": "Meaning", "zh": "含义"},
    "method": {"en": "Method", "zh": "算法"},
    "milestones": {"en": "Milestones", "zh": "大事记"},
    "native": {"en": "Chinese name", "zh": "中文名"},
    "note": {"en": "Note", "zh": "备注"},
    "shown here": {"en": "Shown here", "zh": "本文所列"},
    "not named": {"en": "not named", "zh": "未点名"},
    "not stated": {"en": "not stated", "zh": "未说明"},
    "not determinable": {"en": "not determinable", "zh": "无法确定"},
    "opinion": {"en": "opinion", "zh": "观点"},
    "organisation": {"en": "Organisation", "zh": "机构"},
    "period": {"en": "Period", "zh": "时期"},
    "person": {"en": "Person", "zh": "人物"},
    "place": {"en": "Seat", "zh": "所在地"},
    "printed": {"en": "Printed as", "zh": "原文写法"},
    "publisher": {"en": "Publisher", "zh": "发布者"},
    "published": {"en": "Published", "zh": "发布日期"},
    "ratio": {"en": "Ratio", "zh": "比率"},
    "relation": {"en": "Relation", "zh": "关系"},
    "related": {"en": "Related to", "zh": "相关方"},
    "role": {"en": "Role", "zh": "职务"},
    "scenario": {"en": "Status", "zh": "性质"},
    "said": {"en": "What was said", "zh": "观点"},
    "source": {"en": "Source", "zh": "来源"},
    "sources": {"en": "Sources", "zh": "资料来源"},
    "speaker": {"en": "Attributed to", "zh": "出自"},
    "stage": {"en": "Stage", "zh": "阶段"},
    "stage ipo_accepted": {"en": "Accepted for review", "zh": "申请获受理"},
    "stage listing": {"en": "Listed", "zh": "已上市"},
    "standard": {"en": "Standard", "zh": "标准"},
    "subject": {"en": "Subject", "zh": "主体"},
    "target": {"en": "target", "zh": "目标"},
    "title": {"en": "Title", "zh": "标题"},
    "type": {"en": "Type", "zh": "类型"},
    "unit": {"en": "Unit", "zh": "单位"},
    "upper": {"en": "Upper bound", "zh": "上限"},
    "value": {"en": "Value", "zh": "数值"},
    "venue": {"en": "Venue", "zh": "上市地"},
    "verdict": {"en": "Verdict", "zh": "结论"},
    "contents": {"en": "Contents", "zh": "目录"},
    "reading": {
        "en": "“>” marks a stated lower bound, “<” an upper bound, “≈” an approximate value; "
        "values marked as derived are worked out from cited ones and keep their bounds. "
        "Forecasts are set in amber.",
        "zh": "“超”表示来源所述下限，“近”表示上限，“约”表示近似值；"
        "推算值由所引数据计算并保留其界限。预测值以琥珀色标示。",
    },
}


def word(key: str, language: str) -> str:
    """Return the word for `key`.

    Example:
        >>> word("period", "zh")
        '时期'
    """
    if language not in _WORDS[key]:
        known = ", ".join(_WORDS[key])
        problem = Problem("T040", f"blocks have no words in {language!r}", hint=f"known: {known}")
        raise TemplateError(problem)
    return _WORDS[key][language]


def words(key: str, language: str) -> Inlines:
    """Return the word for `key` as a line of text."""
    return (Text(word(key, language)),)
