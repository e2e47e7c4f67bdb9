"""The file of sentences: read as a whole and checked as a whole, with every fault at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lib.errors import DashboardError
from lib.indicators import Kind
from lib.speech.sentences import (
    AS_OF,
    FORMS,
    LOWEST,
    OF_LOWEST,
    ROUND,
    SCOPES,
    SPAN,
    UNITLESS,
    WORDS,
    Pattern,
    Slot,
    Variant,
)
from lib.speech.sentences_guard import Guard, GuardError, key_of, parse

_SLOT = re.compile(r"\{([^{}]*)\}")
_FIELDS = {
    "id": str,
    "subject": str,
    "text": str,
    "variants": list,
    "scopes": list,
    "guards": list,
    "complete": bool,
    "all": list,
    "lowest": dict,
    "by": str,
    "remark": str,
}
_VARIANT_FIELDS = {"text": str, "scopes": list, "when": list, "complete": bool}


class SentencesError(DashboardError):
    """The file of sentences cannot be used as it is."""


def read(path: Path) -> tuple[Pattern, ...]:
    """The patterns in their order. SentencesError with every fault, each with its sentence and remedy."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise SentencesError(f"没有句式文件“{path.name}”，请从安装包中恢复。") from None
    except UnicodeDecodeError:
        raise SentencesError(f"{path.name}不是UTF-8编码的文本，请另存为UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"第{line[1]}行" if line else "末尾"
        raise SentencesError(f"{path.name}{where}不符合TOML的写法。请对照相邻的句子改正，注意引号成对。") from None
    reading = _Reading([])
    found = reading.patterns(written)
    if reading.faults:
        listed = "\n".join(reading.faults)
        raise SentencesError(f"{path.name}有{len(reading.faults)}处问题，讲话数据暂不能用：\n{listed}")
    return found


@dataclass
class _Reading:
    """One reading of the file; what is wrong is collected."""

    faults: list[str]

    def patterns(self, written: Mapping[str, object]) -> tuple[Pattern, ...]:
        for name in written.keys() - {"sentence"}:
            self._fault("文件", f"没有“{name}”这一项", "每句写作 [[sentence]]")
        listed = written.get("sentence", [])
        if not isinstance(listed, list) or not listed:
            self._fault("文件", "一个句子也没有", "每句写作 [[sentence]]")
            return ()
        found = [self._pattern(number, entry) for number, entry in enumerate(listed, start=1)]
        names = [one.id for one in found if one]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._fault(name, "编号重复", "每句的 id 不能相同")
        return tuple(one for one in found if one)

    def _fault(self, place: str, problem: str, remedy: str) -> None:
        self.faults.append(f"{place}：{problem}。{remedy}。")

    def _pattern(self, number: int, entry: object) -> Pattern | None:
        place = f"第{number}句"
        if not isinstance(entry, dict):
            self._fault(place, "写法不对", "每句写作 [[sentence]]，下面是“名称 = 值”")
            return None
        place += f"（{entry['id']}）" if isinstance(entry.get("id"), str) else ""
        entry = self._fields(place, entry, _FIELDS)
        for name in ("id", "subject"):
            if not entry.get(name):
                self._fault(place, f"缺少{name}", "id 是编号，subject 是主题，都要写")
        lowest = tuple((self._key(place, key), str(name)) for key, name in entry.get("lowest", {}).items())
        guards, every = self._guards(place, entry, "guards"), self._listed(place, entry, "all")
        return Pattern(
            id=entry.get("id", ""),
            subject=entry.get("subject", ""),
            variants=tuple(self._variants(place, entry)),
            guards=guards,
            every=tuple(self._key(place, name) for name in every),
            lowest=lowest,
            by=entry.get("by", ""),
            remark=entry.get("remark", ""),
        )

    def _fields(self, place: str, entry: Mapping[str, object], known: Mapping[str, type]) -> dict[str, object]:
        for name, value in entry.items():
            if name not in known:
                self._fault(place, f"没有“{name}”这一项", f"应为{'、'.join(known)}之一")
            elif not isinstance(value, known[name]):
                self._fault(place, f"{name}写法不对", "请对照出厂文件中的写法")
        return {name: value for name, value in entry.items() if name in known and isinstance(value, known[name])}

    def _listed(self, place: str, entry: Mapping[str, object], name: str) -> tuple[str, ...]:
        values = entry.get(name, [])
        if not all(isinstance(value, str) for value in values):
            self._fault(place, f"{name}里有不是文字的内容", "每项都要加引号")
        return tuple(value for value in values if isinstance(value, str))

    def _variants(self, place: str, entry: Mapping[str, object]) -> Iterator[Variant]:
        scopes = self._scopes(place, entry, SCOPES)
        for one in entry.get("variants", []):
            if isinstance(one, dict):
                fields = self._fields(place, one, _VARIANT_FIELDS)
                yield self._variant(place, fields, entry, self._scopes(place, fields, scopes))
            else:
                self._fault(place, "variants写法不对", "每种说法写作 [[sentence.variants]]")
        if "text" in entry:
            yield self._variant(place, entry, entry, scopes)
        elif not entry.get("variants"):
            self._fault(place, "缺少text", "请写出句子")

    def _scopes(self, place: str, entry: Mapping[str, object], default: tuple[str, ...]) -> tuple[str, ...]:
        found = self._listed(place, entry, "scopes") or default
        for name in found:
            if name not in SCOPES:
                self._fault(place, f"没有范围“{name}”", f"应为{'、'.join(SCOPES)}")
        return found

    def _variant(
        self, place: str, fields: Mapping[str, object], entry: Mapping[str, object], scopes: tuple[str, ...]
    ) -> Variant:
        text = str(fields.get("text", ""))
        bare = _SLOT.sub("", text)
        if "{" in bare or "}" in bare:
            self._fault(place, "花括号不成对", "每个空写作 {指标} 或 {指标:写法}")
        if not text.endswith("。"):
            self._fault(place, "句子没有以“。”结尾", "请补上句号")
        slots = [slot for match in _SLOT.finditer(text) if (slot := self._slot(place, match, entry))]
        self._times(place, slots)
        complete = fields.get("complete", entry.get("complete", False))
        return Variant(text, tuple(slots), scopes, self._guards(place, fields, "when"), complete)

    def _slot(self, place: str, match: re.Match[str], entry: Mapping[str, object]) -> Slot | None:
        name, _, after = match[1].partition(":")
        name, (form, is_round) = name.strip(), self._form(place, match[0], after)
        if name in WORDS:
            return Slot(match[0], "", name)
        if name == LOWEST:
            if not entry.get("lowest"):
                self._fault(place, f"用了{LOWEST}而没有lowest", "请在 lowest 中列出各项和短名")
            if form not in OF_LOWEST:
                self._fault(place, f"{LOWEST}没有写法“{form}”", f"应为{'、'.join(filter(None, OF_LOWEST))}之一或不写")
            return Slot(match[0], LOWEST, form)
        key = self._key(place, name)
        if not key:
            return None
        slot = Slot(match[0], key, form, is_round)
        self._fits(place, slot, match.string[match.end() :], entry)
        return slot

    def _form(self, place: str, slot: str, written: str) -> tuple[str, bool]:
        """How it is printed, and whether it may be said in a round number."""
        forms = [form.strip() for form in written.split(",") if form.strip()]
        for form in forms:
            if form not in FORMS and form != ROUND:
                self._fault(place, f"没有写法“{form}”", f"应为{'、'.join((ROUND, *FORMS))}之一")
        others = [form for form in forms if form != ROUND]
        if len(others) > 1:
            self._fault(place, f"“{slot}”写了{len(others)}种写法", "除“可约”外只能写一种")
        return (others[0] if others else ""), ROUND in forms

    def _fits(self, place: str, slot: Slot, after: str, entry: Mapping[str, object]) -> None:
        """What a form asks of its indicator and of the words that follow."""
        item = slot.item
        if slot.form in ("较上年底", "同比") and (item.kind is Kind.STOCK) != (slot.form == "较上年底"):
            self._fault(place, f"“{slot.written}”：{item.name}是{item.kind}", "存量用“较上年底”，流量用“同比”")
        if slot.form == "前三" and not entry.get("by"):
            self._fault(place, f"“{slot.written}”没有写明按什么分", '请加一行 by，如 by = "field"')
        if slot.form == "年份" and item.kind is Kind.STOCK:
            self._fault(place, f"“{slot.written}”：{item.name}是存量，没有年份", "请改用{截至}")
        if slot.form == "名称":
            self._fault(place, f"“{slot.written}”：只有{LOWEST}有短名", "请直接写出名称")
        person_times = after.startswith("人次")
        counts_people = slot.form in UNITLESS and after.startswith("人") and not item.is_rate
        if counts_people and person_times != (item.unit == "人次"):
            self._fault(place, f"“{slot.written}”的单位是{item.unit}", "人与人次不能混用，请改正后面的单位")

    def _times(self, place: str, slots: list[Slot]) -> None:
        """Stocks are said as of a date, flows over a span."""
        said = {slot.form for slot in slots if not slot.key}
        said |= {SPAN for slot in slots if slot.form == "年份"}
        free = ("年份", "最早年底", "最近年底", "目标", "名称")
        kinds = {slot.item.kind for slot in slots if slot.item and slot.form not in free}
        for kind, word in ((Kind.STOCK, AS_OF), (Kind.FLOW, SPAN)):
            if kind in kinds and word not in said:
                self._fault(place, f"有{kind}而没有{{{word}}}", f"请在句中写上{{{word}}}")

    def _key(self, place: str, written: str) -> str:
        try:
            return key_of(written)
        except GuardError as error:
            self._fault(place, str(error).rstrip("。"), "请改正指标的代码或名称")
            return ""

    def _guards(self, place: str, entry: Mapping[str, object], name: str) -> tuple[Guard, ...]:
        found = []
        for text in self._listed(place, entry, name):
            try:
                found.append(parse(text))
            except GuardError as error:
                self._fault(place, f"条件“{text}”读不懂：{str(error).rstrip('。')}", "请对照文件开头的说明改正")
        return tuple(found)
