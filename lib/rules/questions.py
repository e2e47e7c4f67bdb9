"""Which rules answer which question of the bureau (问题), and how."""

from lib.measure import Rule

# Rules of the list that a question asks for; a rule of its own has the number of its question: Q10-差异 is of Q10.
NAMED = {
    "R33-书记": "Q01",
    "R33-副书记": "Q01",
    "R02": "Q06",
    "R02-100": "Q06",
    "R31": "Q08",
    "R20": "Q11",
    "R17": "Q11",
    "R19": "Q11",
    "R32": "Q13",
    "R32-18": "Q13",
    "R05": "Q16",
    "R26": "Q24",
    "R35": "Q26",
}
# Rules that do not hold the value itself against the limit: see `comparing` and `timing`.
COMPARED = frozenset(
    {
        *("Q02", "Q03", "Q04", "Q05", "Q08", "Q09", "Q10-差异", "Q14", "Q14-投入", "Q15", "Q15-高龄"),
        *("Q20", "Q21", "Q22-观摩点", "Q22-社区", "Q23", "Q26-标准", "Q30-减少"),
    }
)
SETTINGS = frozenset({"Q02-降幅"})  # a limit that another rule needs besides its own
NOT_PLAIN = COMPARED | SETTINGS
ESCALATED = {"Q01": "R33-副书记"}  # where the first is broken the second has nothing to add


def question(rule: Rule) -> str | None:
    """The question whose alert the rule is; its own number where no question asks for it; None where it is no alert:
    switched off, the limit of another rule, or 导向 without an indicator, which is a principle or a definition to look
    up. Whatever else is in force is judged, or said to be judged by nothing."""
    if not rule.enabled or rule.id in SETTINGS or (rule.force == "导向" and rule.indicator_key is None):
        return None
    return rule.id.partition("-")[0] if rule.id.startswith("Q") else NAMED.get(rule.id, rule.id)
