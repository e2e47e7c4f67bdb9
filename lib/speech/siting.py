"""The finding of 活动室选址 in words."""

from collections.abc import Callable
from datetime import date

from lib import formats
from lib.whatif.siting import Count, Plan, Room, Step, Weight, count

NOUN = {Weight.MEMBERS: "党员", Weight.BRANCHES: "支部"}
UNIT = {Weight.MEMBERS: "名", Weight.BRANCHES: "个"}
WAN = 10_000


def finding(found: Plan) -> str:
    """「再建5个共享活动室，1,000米内有场所的党员由75.2%升到77.2%，增加512名」."""
    layout, noun, unit = found.layout, NOUN[found.weight], UNIT[found.weight]
    near = f"{formats.number(layout.radius)}米内"
    if not layout.apart:
        return f"有位置的支部{near}都有活动场所，不必再建"
    if not layout.numbers:
        return "没有坐标可靠的备选点，算不出建在哪里"
    if not found.last.value:
        return f"备选点{near}都没有缺场所的{noun}，建了也不增加"
    now, then = share(found, 0), share(found, found.last.value)
    enough = "就够，再多也不增加" if len(found.rooms) < found.last.rooms else ""
    opened = f"再建{len(found.rooms)}个共享活动室{enough}"
    return f"{opened}，{near}有场所的{noun}由{now}升到{then}，增加{formats.number(found.last.value)}{unit}"


def share(found: Plan, more: int) -> str:
    """The share within the radius of those with a known position, with so much more."""
    layout = found.layout
    near, apart = (count(part).of(found.weight) for part in (layout.near, layout.apart))
    return formats.percent(100 * (near + more) / (near + apart)) if near + apart else formats.DASH


def curve(found: Plan) -> str:
    """The heading of what every number of rooms reaches."""
    return f"建几个最划算：新增的就近{NOUN[found.weight]}"


def proof(step: Step) -> str:
    """Whether nothing better can be had."""
    if step.proven:
        return "已证明是最优选法"
    if not step.value:
        return "限定时间内没有找到选法"
    return f"限定时间内未能证明最优：最好的选法至多再多{formats.percent(100 * step.gap)}"


def reckoned(found: Plan) -> str:
    """Of whom the shares are, and who stands apart."""
    layout = found.layout
    placed, unplaced = count((*layout.near, *layout.apart)), count(layout.unplaced)
    usable, all_ = len(layout.numbers), len(layout.sites.candidates)
    return (
        f"直线距离。按有可靠位置的{_told(placed)}计；另有{_told(unplaced)}位置不明，未计入。"
        f"{formats.number(all_)}个备选点中{formats.number(usable)}个坐标可靠；含邻近区县的阵地和备选点。"
    )


def _told(counted: Count) -> str:
    return f"{formats.number(counted.branches)}个支部、{formats.number(counted.members)}名党员"


def spent(found: Plan) -> str:
    """「预计投入合计36.5万元，另有1个未估算。」; empty where nothing was estimated."""
    if found.spent is None:
        return ""
    rest = f"，另有{found.unpriced}个未估算" if found.unpriced else ""
    return f"预计投入合计{formats.number(found.spent / WAN, 1)}万元{rest}。"


def limits(found: Plan) -> list[str]:
    """What the forced and the forbidden sites cost, each and together."""
    noun, unit = NOUN[found.weight], UNIT[found.weight]
    said = []
    for cost in found.costs:
        lost = f"少覆盖{noun}{formats.number(cost.lost)}{unit}" if cost.lost else "没有损失"
        unsure = "" if cost.proven else "（未证明最优，仅供参考）"
        pinned = "必选" if cost.forced else "排除"
        said.append(f"{pinned}“{cost.site.name}”：与不加限制的最优选法相比，{lost}{unsure}。")
    if len(found.costs) > 1:
        said.append(f"以上限制合计少覆盖{formats.number(found.lost)}{unit}。")
    return said


def paragraph(found: Plan, scope: str, as_of: date, label: Callable[[str], str]) -> str:
    """One paragraph of text, ready for Word: what is opened where, what it brings, what it costs, who stays apart.
    `label`: the name of a district by its code."""
    rooms = "；".join(_room(number, room, label) for number, room in enumerate(found.rooms, start=1))
    out = count(found.layout.unreachable)
    parts = (
        f"截至{formats.day(as_of)}，{scope}：{finding(found)}。",
        f"建在：{rooms}。" if rooms else "",
        spent(found),
        *limits(found),
        f"备选点都够不着的还有{_told(out)}。" if out.branches else "",
        reckoned(found),
    )
    return "".join(parts)


def _room(number: int, room: Room, label: Callable[[str], str]) -> str:
    return f"{number}. {room.site.name}（{label(room.site.region_code)}，新增{_told(count(room.reached))}）"
