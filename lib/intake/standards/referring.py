"""What ledgers refer to: frameworks with results may not go, and duties name ledgers and offices that there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lib import schema
from lib.directory import Directory
from lib.intake.frameworks import nearest
from lib.intake.standards.reading import Entry
from lib.intake.standards.sections import DUTIES, FRAMEWORKS, OFFICES
from lib.intake.values import clean

Values = dict[str, object]
Pairs = list[tuple[Entry, Values]]
Refuse = Callable[[Entry, str, str, str], None]  # entry, field, problem, remedy
About = Callable[[str, str, str], None]  # sheet, problem, remedy
_SOURCES = {clean(title): source for source, title in schema.SOURCES.items()} | {key: key for key in schema.SOURCES}
_FIXED = dict.fromkeys(schema.FIVE_NORM_ITEMS, schema.FIVE_NORMS)


@dataclass(frozen=True)
class Known:
    """What the database holds. `targets`: their indicators; `judged_by_target`: those that some rule asks for.
    `used_items`: framework by item, and `used_frameworks`, of those with results in some ledger."""

    directory: Directory
    targets: frozenset[str] = frozenset()
    judged_by_target: frozenset[str] = frozenset()
    used_items: Mapping[str, str] = field(default_factory=dict)
    used_frameworks: frozenset[str] = frozenset()


def was_refused(entry: Entry, values: Values, *keys: str) -> bool:
    """Something stands in one of the fields that could not be read."""
    return any(values[key] is None and clean(entry.values.get(key)) for key in keys)


def frameworks(pairs: Pairs, known: Known, refuse: Refuse, about: About) -> None:
    described: dict[object, tuple[object, object]] = {}
    named: dict[object, object] = {}
    for entry, values in pairs:
        key, name = values["id"], clean(values["name"])
        if (values["item_id"] is None) != (values["item"] is None) and not was_refused(entry, values, "item_id"):
            empty = "item_id" if values["item_id"] is None else "item"
            label = entry.section.by_key[empty].label
            refuse(entry, empty, "“规范项编号”和“规范项”只填了一个", f"请补填“{label}”")
        if key and described.setdefault(key, (name, values["source_doc"])) != (name, values["source_doc"]):
            refuse(entry, "name", "同一体系的名称或出处前后不一致", "请把同一体系各行写成一样")
        elif name and named.setdefault(name, key) != key:
            refuse(entry, "name", "另一个体系已用这个名称", "请改用不同的名称")
        item = (key, clean(values["item"]))
        if item[1] and named.setdefault(item, values["item_id"]) != values["item_id"]:
            refuse(entry, "item", "同一体系里已有这个规范项", "请改用不同的名称，或删去这一行")
    _keep_used(pairs, known, about)


def _keep_used(pairs: Pairs, known: Known, about: About) -> None:
    """Items with results have to stay, and so do the five norms, for which 支部台账 has a column each."""
    kept = {values["item_id"]: values["id"] for _, values in pairs}
    for item, framework in {**known.used_items, **_FIXED}.items():
        if kept.get(item) != framework:
            why = "由支部台账逐项填报" if item in _FIXED else "已有评定结果"
            about(FRAMEWORKS.title, f"规范项{item}{why}，不能删去或改到别的体系", f"请在体系{framework}下补上这一项")
    for framework in sorted(known.used_frameworks - set(kept.values()) - set(known.used_items.values())):
        about(FRAMEWORKS.title, f"体系{framework}已有评定结果，不能删去", "请补上这个体系")


def duties(pairs: Pairs, known: Known, refuse: Refuse, about: About) -> None:
    for entry, values in pairs:
        written = values["source"]
        values["source"] = _SOURCES.get(clean(written))
        if written and values["source"] is None:
            listed = nearest(str(written), list(schema.SOURCES.values()))
            refuse(entry, "source", "没有这张台账表", f"台账表有：{listed}")
        if values["offices"] and not _are_offices(str(values["offices"]), known.directory):
            remedy = f"请填{'、'.join(OFFICES)}之一，或者用顿号隔开的区县名称"
            refuse(entry, "offices", "认不出是哪些单位", remedy)
    named = {values["source"] for _, values in pairs}
    absent = "、".join(f"“{title}”" for source, title in schema.SOURCES.items() if source not in named)
    if absent:
        about(DUTIES.title, f"没有写{absent}由谁报送", "请每张台账表写一行，不要求报送的写“不布置”")


def _are_offices(written: str, directory: Directory) -> bool:
    return written in OFFICES or all(directory.find_region(name) for name in written.split("、"))


def offices_of(written: str, directory: Directory) -> list[str]:
    """The region codes of a duty that was checked."""
    wanted = {directory.find_region(name).code for name in written.split("、")} if written not in OFFICES else set()
    return [
        region.code
        for region in directory.regions
        if written == "全部" or region.code in wanted or written == ("市直" if region.is_city else "区县")
    ]


def spoken_offices(codes: frozenset[str], directory: Directory) -> str:
    """The duty in the words in which it can be set."""
    for words in OFFICES:
        if codes == frozenset(offices_of(words, directory)):
            return words
    return "、".join(region.label for region in directory.regions if region.code in codes)
