"""The finding of 活动室选址 in words."""

from lib import formats
from lib.whatif.siting import Plan, Step, Weight, count

NOUN = {Weight.MEMBERS: "党员", Weight.BRANCHES: "支部"}
UNIT = {Weight.MEMBERS: "名", Weight.BRANCHES: "个"}


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


def proof(step: Step) -> str:
    """Whether nothing better can be had."""
    if step.proven:
        return "已证明是最优选法"
    if not step.value:
        return "限定时间内没有找到选法"
    return f"限定时间内未能证明最优：最好的选法至多再多{formats.percent(100 * step.gap)}"
