"""The levers that work on the figures of a district: posts, 达标 quotas, willing volunteers, money."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from lib.formats import number
from lib.indicators import indicator
from lib.whatif.draft import Draft
from lib.whatif.levers import Budget, FillPosts, Fund, Manner, MatchWilling, RaiseStandard, Where
from lib.whatif.numbers import by_base, short_of, topped_up

SECRETARY, DEPUTY, STAFF = "党工委书记", "专职副书记", "党工委工作人员"
QUOTA, MATCHED, MONEY = "达标支部", "对接服务意愿", "经费"
_STATES = {  # indicators that say which of the two posts are missing: of both, of a secretary, of a deputy
    "committee_no_secretary": lambda secretary, deputy: secretary,
    "committee_no_deputy": lambda secretary, deputy: deputy,
    "committee_lacking": lambda secretary, deputy: secretary or deputy,
    "committee_only_secretary": lambda secretary, deputy: secretary and not deputy,
    "committee_only_deputy": lambda secretary, deputy: deputy and not secretary,
    "committee_no_both": lambda secretary, deputy: secretary and deputy,
}


def fill_posts(draft: Draft, lever: FillPosts) -> None:
    """The two posts of the work committees are filled where they are vacant."""
    secretaries, deputies = set(draft.regions(lever.secretary)), set(draft.regions(lever.deputy))
    filled: dict[str, list[str]] = {SECRETARY: [], DEPUTY: []}
    for code in draft.regions(()):
        states = [draft.told(key, code) for key in ("committee_no_secretary", "committee_no_deputy")]
        if None in states:
            continue
        before = tuple(bool(one.value) for one in states)
        after = (before[0] and code not in secretaries, before[1] and code not in deputies)
        for key, lacks in _STATES.items():
            draft.add(key, code, int(lacks(*after)) - int(lacks(*before)))
        if before[0] and not after[0]:
            _fill(draft, code, SECRETARY, "committee_secretary_rate", "committee_secretary_vacant_months")
            filled[SECRETARY].append(code)
        if before[1] and not after[1]:
            _fill(draft, code, DEPUTY, "committee_deputy_rate", "committee_deputy_vacant_months")
            filled[DEPUTY].append(code)
    _longest_of_all(draft)
    _say_posts(draft, lever, filled)


def fill_staff(draft: Draft, where: Where) -> None:
    """Work committees get as many people as they have 编制; those that have more keep them."""
    for code in draft.regions(where):
        short = draft.told("staff_short", code)
        if short is not None and short.value > 0:
            draft.add("staff_short", code, -short.value)
            draft.add("staff_total", code, short.value)
            draft.need(STAFF, "名", code, short.value)
    draft.notes.append("补充的工作人员是否专职、是否含专职副书记由各地确定，专职占比不作推算。")


def _fill(draft: Draft, code: str, post: str, rate: str, months: str) -> None:
    draft.add(rate, code, 1)
    draft.need(post, "名", code, 1)
    if draft.told(months, code) is not None:
        draft.instead[months, code] = 0


def _longest_of_all(draft: Draft) -> None:
    """Of the whole view the longest vacancy that is left."""
    for key in dict.fromkeys(key for key, _ in draft.instead if key.endswith("_vacant_months")):
        left = [draft.told(key, code) for code in draft.today.regions if (key, code) not in draft.instead]
        draft.instead[key, None] = max((one.value for one in left if one is not None), default=0)


def _say_posts(draft: Draft, lever: FillPosts, filled: dict[str, list[str]]) -> None:
    for post, where in ((SECRETARY, lever.secretary), (DEPUTY, lever.deputy)):
        if where is None:
            continue
        if filled[post]:
            draft.formulas.append(f"补齐{post}：{draft.named(filled[post])}，共{len(filled[post])}名")
        else:
            draft.notes.append(f"所选区县没有空缺的{post}。")
        chosen = [code for code in draft.regions(where) if where and code not in filled[post]]
        idle = [code for code in chosen if draft.told("committee_no_secretary", code) is not None]
        if idle and filled[post]:
            draft.notes.append(f"{draft.named(idle)}的{post}已配备，不需补。")
        if draft.today.city in chosen:
            draft.notes.append("市直党工委单列，不在区县党工委配备之内。")


def share_out(draft: Draft, lever: RaiseStandard) -> None:
    """How many sponsored branches each district has to bring to the standard: rounded up per sponsoring level, then
    summed; by base the same sum is shared out in proportion."""
    bases, passed = {}, {}
    for code in draft.regions(lever.where):
        base, done = (draft.now_and_more(key, code) for key in ("sponsored_total", "sponsored_passed"))
        if base and done is not None:
            bases[code], passed[code] = base, done
    lacking = {code: short_of(lever.target, passed[code], bases[code]) for code in bases}
    quotas = lacking
    if lever.manner is Manner.BASE:
        rooms = [bases[code] - passed[code] for code in bases]
        quotas = dict(zip(bases, by_base(sum(lacking.values()), list(bases.values()), rooms), strict=True))
    for code, quota in quotas.items():
        for key in ("sponsored_passed", "sponsored_pass_rate", "branch_passed", "branch_pass_rate"):
            draft.add(key, code, quota)
        draft.need(QUOTA, "个", code, quota)
    _say_quotas(draft, lever, bases, passed, quotas)
    _say_out_of_reach(draft, lever, quotas, [code for code in quotas if quotas[code] < lacking[code]])


def _say_quotas(
    draft: Draft, lever: RaiseStandard, bases: dict[str, int], passed: dict[str, int], quotas: dict[str, int]
) -> None:
    target, whole = f"{lever.target.normalize():f}%", number(sum(quotas.values()))
    if lever.manner is Manner.BASE:
        parts = "、".join(f"{draft.today.labels[code]}{quota}个" for code, quota in quotas.items() if quota)
        draft.formulas.append(f"达标任务{whole}个按包抓支部数分摊（最大余数法）：{parts or '无'}")
        return
    parts = "；".join(
        f"{draft.today.labels[code]}{bases[code]}×{target}取整为{passed[code] + quota}，−{passed[code]}＝{quota}个"
        for code, quota in quotas.items()
        if quota
    )
    draft.formulas.append(
        f"达标任务＝包抓支部数×{target}（向上取整）−已达标数，逐区县计算后相加，共{whole}个"
        + (f"：{parts}" if parts else "，各区县均已达到")
    )


def _say_out_of_reach(draft: Draft, lever: RaiseStandard, quotas: dict[str, int], short: Iterable[str]) -> None:
    """Why a target may not be reached, and what is not inferred."""
    scarce = []
    for code, quota in quotas.items():
        next_to_pass = draft.now_and_more("sponsored_next_to_pass", code)
        if quota and next_to_pass is not None and next_to_pass < quota:
            scarce.append(f"{draft.today.labels[code]}需{quota}个、只差一项的仅{next_to_pass}个")
    if scarce:
        draft.notes.append(f"只靠补齐一项不够：{'；'.join(scarce)}，其余要补两项以上或先评定。")
    if short:
        draft.notes.append(f"按包抓支部数分摊后，{draft.named(short)}仍达不到{lever.target.normalize():f}%。")
    if any(quotas.values()):
        draft.notes.append("达标任务没有落到具体支部，不规范支部数、未评完支部数不作推算。")


def match(draft: Draft, lever: MatchWilling) -> None:
    """In every district so many of the willing are matched that the target is reached."""
    found = 0
    for code in draft.regions(lever.where):
        now = draft.told("willing_matched_rate", code)
        if now is not None and now.denominator:
            more = short_of(lever.target, int(now.numerator), int(now.denominator))
            draft.add("willing_matched_rate", code, more)
            draft.need(MATCHED, "人", code, more)
            found += more
    draft.formulas.append(
        f"意愿对接＝有服务意愿人数×{lever.target.normalize():f}%（向上取整）−已对接人数，逐区县计算后相加，共需新对接{number(found)}人"
    )


def top_up(draft: Draft, lever: Budget) -> None:
    """Whoever is below the standard per member gets the difference."""
    standard = lever.standard
    if standard is None and lever.fund in draft.today.medians:
        standard = Decimal(str(draft.today.medians[lever.fund]))
    name = indicator(lever.fund).name
    if standard is None:
        draft.notes.append(f"没有{name}的区县中位数，不能按中位数测算；可改填人均标准。")
        return
    raised, whole = [], Decimal(0)
    for code in draft.regions(lever.where):
        now = draft.told(lever.fund, code)
        if now is not None:
            money = topped_up(standard, Decimal(str(now.numerator)), Decimal(str(now.denominator)))
            if money:
                _pay(draft, lever.fund, code, money)
                raised.append(code)
                whole += money
    what = "标准" if lever.standard is not None else "区县中位数"
    draft.formulas.append(
        f"{name}：低于{what}{number(standard, 1)}元的{len(raised)}个区县（含市直），"
        f"各按（{what}×离退休党员数−现有经费）补，共{number(whole / 10_000, 2)}万元"
    )


def _pay(draft: Draft, fund: Fund, code: str, money: Decimal) -> None:
    draft.add(fund, code, money)
    for key in ("funding_by_source", "funding_per_branch") if fund is Fund.WORK else ("venue_invest",):
        draft.add(key, code, money)
    draft.need(MONEY, "元", code, money)


def silent(draft: Draft, keys: Iterable[str]) -> list[str]:
    """Who has not sent what these indicators count: one sentence for all ledgers of the same offices."""
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for key in keys:
        now = draft.today.reading(key)
        if now is not None and now.missing:
            found[now.missing][indicator(key).source.title] = None
    return [f"{'、'.join(who)}缺报{'、'.join(titles)}，方案前后都不计入。" for who, titles in found.items()]
