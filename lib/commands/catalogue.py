"""All indicators, listed or as the Markdown of docs/indicators.md."""

import argparse
import re
from collections.abc import Iterable

from lib.commands import printing
from lib.indicators import INDICATORS, Indicator, Reference, tallies
from lib.indicators.pending import PENDING
from lib.measure import ungroupable

_HEAD = (
    "| 名称 | 代码 | 口径 | 单位 | 类型 | 分母 | 来源 | 可分到 |\n|---|---|---|---|---|---|---|---|",
    "| 代码 | 名称 | 缺什么 |\n|---|---|---|",
)
_BASE = re.compile(r" ÷ ((?:（[^）]*）|[^，。])+)")
_GRAINS = {"unit": "单位", "branch": "支部", "venue": "阵地", "month": "月份", "field": "领域", "band": "年龄段"}
_SPLITS = {
    **{"scene": "设置场景", "grade": "定级", "level": "单位层级", "band": "年龄段", "form": "形式"},
    **{"failed_n": "未达标项数", "full_members_n": "正式党员数"},
    **{"term_end_on": "届满时间", "extension_until": "批准延期至"},
    **{"framework": "规范体系", "norm_item": "规范项"},
    **{"star": "星级", "target": "培训对象", "rank_group": "参加对象"},
}


def run(arguments: argparse.Namespace) -> int:
    if arguments.format == "markdown":
        print(markdown(), end="")
        return 0
    listed = [
        {"代码": item.key, "名称": item.name, "单位": item.unit, "类型": item.kind.value, "口径": item.definition}
        for item in INDICATORS.values()
    ]
    printing.show(listed, arguments.format)
    return 0


def markdown() -> str:
    """Every indicator by page, then what cannot be measured yet."""
    pages: dict[str, list[Indicator]] = {}
    for item in INDICATORS.values():
        pages.setdefault(item.page, []).append(item)
    return "\n\n".join(
        [
            "# 指标",
            "由 `python -m lib indicators --format markdown` 生成，请勿手改。"
            f"共{len(INDICATORS)}个指标，另有{len(PENDING)}个暂不能统计。",
            "存量取截至日的数，不跨期相加；流量在时段内相加。导出指标（最大、中位、占比、增减、人均）由明细另算，不再相加。",
            *(f"## {page}\n\n{_table(_HEAD[0], map(_cells, items))}" for page, items in pages.items()),
            f"## 暂不能统计\n\n{_table(_HEAD[1], ((f'`{item.code}`', item.name, item.reason) for item in PENDING))}\n",
        ]
    )


def _table(head: str, rows: Iterable[Iterable[str]]) -> str:
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def _cells(item: Indicator) -> tuple[str, ...]:
    base = _BASE.search(item.definition)
    kind = f"{item.kind.value}，导出" if item.is_derived else item.kind.value
    sources = dict.fromkeys(f"{part.source.title} `{part.source.table.name}`" for part in tallies(item.value))
    return (
        item.name,
        f"`{item.key}`",
        item.definition,
        item.unit,
        kind,
        base[1] if base else "",
        "、".join(sources),
        "、".join(_grain(item)),
    )


def _grain(item: Indicator) -> list[str]:
    """What the numbers can be taken apart by, last what they are meant to be taken apart by."""
    if isinstance(item.value, Reference):
        return ["不分列"]
    named = [name for by, name in _GRAINS.items() if not ungroupable(item, by)]
    meant = [_SPLITS[item.split]] if item.split else []
    return list(dict.fromkeys([item.source.reporters.value, *named, *meant]))
