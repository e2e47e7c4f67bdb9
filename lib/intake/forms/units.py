"""单位底册: one row per unit."""

from lib import schema
from lib.intake.forms.model import DISTRICT, Field, Form, Kind, Need, count, unit

_ELDERLY = 5  # index of the first age band of which reasons for not taking part are asked: 81–85


def _band_aliases(band: str) -> tuple[str, ...]:
    if band.startswith("≤"):
        return (band, f"{band[1:]}岁及以下", f"{band[1:]}岁以下", f"{band[1:]}及以下", f"年龄在{band[1:]}岁以下")
    if band.startswith("≥"):
        return (band, f"{band[1:]}岁及以上", f"{band[1:]}岁以上", f"{band[1:]}及以上", f"{int(band[1:]) - 1}岁以上")
    low, high = band.split("–")
    return (band, f"{low}-{high}", f"{low}-{high}岁", f"{low}至{high}岁", f"{low}~{high}岁")


def _members_of(index: int, band: str) -> Field:
    return count(f"band{index}_members_n", f"{band}岁党员数", "名", *_band_aliases(band), need=Need.OPTIONAL)


def _active_of(index: int, band: str) -> Field:
    aliases = [f"参加>{alias}" for alias in _band_aliases(band)]
    aliases += [f"{alias}{tail}" for alias in _band_aliases(band) for tail in ("参加活动人数", "参加活动")]
    return count(f"band{index}_active_n", f"{band}岁参加活动人数", "名", *aliases, need=Need.OPTIONAL)


def _unwell_of(index: int, band: str) -> Field:
    aliases = [f"{alias}因身体原因不参加" for alias in _band_aliases(band)]
    label = f"{band}岁因身体原因不参加人数"
    return count(f"band{index}_health_n", label, "名", *aliases, need=Need.OPTIONAL)


UNITS = Form(
    "units",
    (
        DISTRICT,
        unit("单位名称", Need.REQUIRED),
        count("lixiu_n", "离休干部数", "人", "离休", "离休干部", "离休干部人数", need=Need.REQUIRED),
        count("tuixiu_n", "退休干部数", "人", "退休", "退休干部", "退休干部人数", need=Need.REQUIRED),
        Field(
            "lixiu_age_sum",
            "离休干部年龄合计",
            Kind.DECIMAL,
            "岁",
            ("离休年龄合计", "离休干部年龄之和", "离休年龄之和"),
            need=Need.OPTIONAL,
            note="没有离休干部的填0",
        ),
        Field(
            "lixiu_avg_age",
            "离休干部平均年龄",
            Kind.DECIMAL,
            "岁",
            ("离休平均年龄", "离休干部平均年龄"),
            need=Need.OPTIONAL,
            note="与年龄合计填一项即可",
        ),
        count(
            "member_n",
            "离退休党员数",
            "名",
            "离退休党员",
            "离退休党员>总数",
            "离退休干部党员数",
            "总数",
            "党员总数",
            "离退休党员总数",
            "党员",
        ),
        count(
            "member_rel_unit",
            "组织关系在本单位",
            "名",
            "关系在本单位",
            "在本单位",
            "本单位党员",
            "组织关系在单位",
            "关系在单位",
            "在单位",
        ),
        count(
            "member_rel_community",
            "转入社区",
            "名",
            "组织关系转入社区",
            "党组织关系转入社区",
            "组织关系转至社区",
            "组织关系在社区",
            "关系转入社区",
            "关系转社区",
            "关系在社区",
            "在社区",
        ),
        count("checkin_n", "社区报到人数", "人", "社区报到", "到社区报到", "到社区报到人数", "到社区报到党员", "报到"),
        *(_members_of(index, band) for index, band in enumerate(schema.AGE_BANDS)),
        *(_active_of(index, band) for index, band in enumerate(schema.AGE_BANDS)),
        *(_unwell_of(index, band) for index, band in enumerate(schema.AGE_BANDS) if index >= _ELDERLY),
        Field(
            "member_age_sum",
            "离退休党员年龄合计",
            Kind.DECIMAL,
            "岁",
            ("党员年龄合计", "党员年龄之和"),
            need=Need.OPTIONAL,
        ),
        count("living_in_city_n", "常住本市党员数", "名", "常住本市离退休党员", "居住本市党员", need=Need.OPTIONAL),
        count("member_away_6m", "外出六个月以上党员数", "名", "流动党员数", "流动离退休党员", need=Need.OPTIONAL),
        count("lixiu_visited_n", "已走访离休干部数", "人", "本年度已走访离休干部", need=Need.OPTIONAL),
        count("lixiu_checkup_n", "已体检离休干部数", "人", "本年度已体检离休干部", need=Need.OPTIONAL),
        count("mechanism_covered_n", "三个机制覆盖离休干部数", "人", "三个机制覆盖人数", need=Need.OPTIONAL),
    ),
    subject=("unit",),
    wholes=(
        *(tuple(f"band{index}_{what}_n" for index in range(len(schema.AGE_BANDS))) for what in ("members", "active")),
        tuple(f"band{index}_health_n" for index in range(_ELDERLY, len(schema.AGE_BANDS))),
    ),
)
