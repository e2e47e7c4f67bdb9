"""Of whom a sentence of a draft speaks: 全市, a district, 市直, a unit; 我区 and 我局 by whose draft it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lib.directory import Directory, normalise
from lib.speech.drafts.numerals import figure
from lib.speech.drafts.text import Draft

_SHORTEST = 3  # characters of a unit's name
_BUREAU = re.compile(r"老干部?局$|委老干部局$|老干部工作局$")
_OWN_REGION = re.compile(r"(?:全|我|本|该)(?:区|县|市|旗)(?![直级委属])")
_WHOLE_CITY = re.compile(r"全市(?!党内)|各区县(?:（市）)?和市直|市县两级|市区两级|各地各单位")
# In the title of a draft about the city's own units.
_CITY_UNITS_TITLE = re.compile(r"(?:^|—)(?:关于|在)?(?:全市|我市)?市直(?:机关|单位|部门|系统)?(?![、和与及，])")
_CITY_UNITS = re.compile(r"市直(?:机关|单位|部门|系统)?")
# 区县和市直 are together the whole city; of some of them (3个区县和市直) nobody knows the number.
_ALL_TOGETHER = re.compile(
    r"(?P<some>部分|有的|有些|一些|少数|个别|多数|其他|其余)?(?P<sent>报送数据的|报送的|已报送的|上报的)?"
    r"(?:(?P<count>\d{1,2}|[一二两三四五六七八九十]+|[X×*＊_＿]+)个)?区县(?:（市）)?[和及与、]市直(?!属)(?:机关|单位|部门)?"
)
_OF_CITY_UNITS = re.compile("市直(?:属)?机关(?:工作委员会|工委)$")
_OWN_UNIT = re.compile(
    r"(?:我|本)(?:局|委|院|校|办|部|单位|公司|集团|镇|乡|街道|社区|系统|厅|中心)|全(?:局|院|校|公司|集团|镇|乡|街道|社区|系统)|局党组|局机关"
)
# An office that speaks of itself and is not known: the bureau that writes of its city says 我局 as well.
_SOME_UNIT = re.compile(r"(?:我|全)(?:局|委|院|校|公司|集团|镇|乡|街道|单位|厅)(?!党组|领导|党委)")
# 葭泽市委组织部副部长: who speaks, not of whom.
_POST = re.compile("(?:常务)?副?(?:[部局处科校院]长|主任|书记|秘书长)")
# What a unit does for others says nothing of its own figures.
_ACTING = re.compile(r"等?(?:、|和|与|联合|会同|印发|下发|举办|召开|牵头|制定|出台|授予|表扬|通报|委托|主办)")
# An office in the title that is in no directory: its draft has no figures here.
_STRANGER = re.compile(
    r"(?:^|—)([^—，。、]{2,20}?(?<!老干部)(?<!干部)(?:(?<![大格全布])局|委员会|公司|集团|医院|学校|学院|大学|街道|镇|乡|社区))(?:党委|党组|党支部)?"
    r"(?=$|离退休|老干部|老同志|党支部|交流|汇报|发言|材料|工作|关于)"
)
# An office or a place whose name is blotted out, or an office that is in no directory, as the subject of a clause.
_MASKED = re.compile(
    r"(?:^|[，。；：、\n])(?:其中)?[X×*＊_＿○□]+(?:区|县|市|镇|乡|街道|局|委|院|校|社区|公司)(?![、等]|和[X×*＊_＿])"
)
# A branch, a village, a team of volunteers: none of them has figures of its own.
_BELOW = re.compile(
    r"某(?:个|一|离退休干部)*(?:党?支部|社区|单位|街道|村|镇|乡|学校|医院|公司|局|区|县)|(?:这个|该)(?:党?支部|社区|村|街道|小队|团队)"
    r"|[一-鿿]{2,4}(?<!乡镇)(?:村|社区|街道|镇|乡)(?:离退休(?:干部)?)?党(?:总)?支部(?!书记|[均都数总])|(?<=[一-鿿])?办事处(?:所辖|辖区)?"
    r"|“[^“”]{2,10}”(?:小队|工作室|小分队|医疗队|宣讲队|宣讲团|艺术团|合唱团|党支部)"
)


@dataclass(frozen=True)
class Place:
    """Region codes and unit ids, both empty for the whole city. `known` is False where it is somebody's who cannot be
    made out. `said`: the words."""

    districts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    said: str = ""
    known: bool = True

    @property
    def is_part(self) -> bool:
        """Not the whole city."""
        return bool(self.districts or self.units or not self.known)


@dataclass(frozen=True)
class Mention:
    """Where a paragraph names a place. `is_name`: by its name, not as 本单位 or 全市."""

    start: int
    end: int
    place: Place
    is_name: bool = False


class Places:
    """The places of one draft. `district`: a region code that was asked for; without it the title decides."""

    def __init__(self, draft: Draft, directory: Directory, district: str | None = None) -> None:
        self.directory = directory
        self.base: Place | None = None
        self.base = Place((district,)) if district else self._of_title(draft)
        self._forget_names()

    def _unit_names(self, region_code: str) -> dict[str, Place]:
        """The names of one region's units that are no other's there; in its own drafts 县水务局 is enough."""
        region = self.directory.region(region_code)
        places: dict[str, set[str]] = {}
        for unit in self.directory.units.values():
            if unit.region_code == region_code:
                bare = normalise(unit.name)
                short = bare.removeprefix(self.directory.city.name if not region.is_city else "")
                short = short.removeprefix(region.short_name)
                for form in (bare, normalise(unit.short_name), short):
                    if len(form) >= _SHORTEST and not _BUREAU.search(form):
                        places.setdefault(form, set()).add(unit.id)
        return {form: Place((), tuple(units), form) for form, units in places.items() if len(units) == 1}

    @cached_property
    def _names(self) -> dict[str, Place]:
        """Every name by which a district or a unit goes, those of the draft's own region first."""
        names: dict[str, Place] = {}
        full = {normalise(unit.name): Place((), (unit.id,), unit.name) for unit in self.directory.units.values()}
        names |= {name: place for name, place in full.items() if not _BUREAU.search(name)}
        names |= self._unit_names(self.directory.city.code)
        for code in self.base.districts if self.base else ():
            names |= self._unit_names(code)
        for region in self.directory.districts:
            names |= {normalise(form): Place((region.code,), (), form) for form in (region.name, region.short_name)}
        return {name: place for name, place in names.items() if len(name) > 1}

    @cached_property
    def _known(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True)))
        return re.compile(f"(?<![全我本各该])(?:{names})" if names else r"(?!)")

    def _forget_names(self) -> None:
        """What a name means depends on whose draft it is, which is known only once the title was read."""
        for name in ("_names", "_known"):
            self.__dict__.pop(name, None)

    def _of_title(self, draft: Draft) -> Place:
        """The place of the only district or unit in the lines before the first sentence, else in the signature."""
        head = [normalise(line) for line in draft.head]
        named = self._named_in(head)
        if named and all(self._speaks_for_city_units(place) for place in named):
            return Place((self.directory.city.code,), (), next(iter(named)).said)
        if len({(place.districts, place.units) for place in named}) == 1:
            return next(iter(named))
        stranger = next((match for line in head if (match := _STRANGER.search(line))), None)
        if named or stranger:
            return Place() if named else Place(said=stranger[1], known=False)
        if any(_CITY_UNITS_TITLE.search(line) for line in head):
            return Place((self.directory.city.code,), (), "市直")
        signed = self._named_in([normalise(line) for line in draft.tail])
        return next(iter(signed)) if len(signed) == 1 else self._own_region(draft)

    def _speaks_for_city_units(self, place: Place) -> bool:
        """市直机关工委: what it says of 市直 is said of all the city's own units."""
        return bool(place.units) and all(_OF_CITY_UNITS.search(self.directory.units[unit].name) for unit in place.units)

    def _named_in(self, lines: Iterable[str]) -> set[Place]:
        """The units these lines name; where they name none, the districts. Who signs as the head of a unit below a
        title that names a district speaks of the district."""
        named = [(self._names[match[0]], line[match.end() :]) for line in lines for match in self._known.finditer(line)]
        found = {place for place, after in named if place.units and not _POST.match(after)}
        districts = {place for place, _ in named if not place.units}
        return found or districts or {place for place, _ in named}

    def _own_region(self, draft: Draft) -> Place:
        """The whole city, unless the title, or what the text first names, is 全区 or 我县: that is somebody's."""
        self.base = Place()
        head = "\n".join(draft.head)
        own = _OWN_REGION.search(head)
        first = next((item for item in self.mentions(draft.text) if not item.place.units), None)
        said = own[0] if own else first.place.said if first and _OWN_REGION.fullmatch(first.place.said) else ""
        return Place(said=said, known=False) if said and said[-1] != "市" else Place()

    def _is_region(self, ending: str) -> bool:
        """The draft is that of a district so called, in which 全市 may mean itself."""
        codes = self.base.districts
        return bool(codes) and codes[0] != self.directory.city.code and self._ends(codes[0], ending)

    def _ends(self, code: str, ending: str) -> bool:
        return self.directory.region(code).name.endswith(ending)

    @cached_property
    def _whole_city(self) -> re.Pattern[str]:
        """The city by its name, as a district or 芰浦市 speaks of it."""
        name = re.escape(self.directory.city.name.removesuffix("市"))
        return re.compile(f"{name}(?:市?全市|市(?=平均|水平|总体|整体))")

    def mentions(self, text: str) -> list[Mention]:
        """The places a paragraph names, in order; where two overlap the longer one."""
        named = [match for match in self._known.finditer(text) if not self._acts(match, text)]
        found = [Mention(*match.span(), self._names[match[0]], is_name=True) for match in named]
        found += [Mention(*match.span(), self._region_of(match[0])) for match in _OWN_REGION.finditer(text)]
        found += [Mention(*match.span(), Place(said=match[0])) for match in _WHOLE_CITY.finditer(text)]
        found += [
            Mention(*match.span(), Place(said=match[0]), is_name=True) for match in self._whole_city.finditer(text)
        ]
        own = self.base.units
        if own:
            found += [Mention(*match.span(), Place((), own, match[0])) for match in _OWN_UNIT.finditer(text)]
        else:
            found += [Mention(*match.span(), Place(said=match[0], known=False)) for match in _SOME_UNIT.finditer(text)]
        found += [
            Mention(*match.span(), Place(said=match[0], known=False))
            for pattern in (_MASKED, _BELOW)
            for match in pattern.finditer(text)
        ]
        found += [Mention(*match.span(), self._together(match)) for match in _ALL_TOGETHER.finditer(text)]
        city = Place((self.directory.city.code,), (), "市直")
        found += [Mention(*match.span(), city) for match in _CITY_UNITS.finditer(text)]
        kept: list[Mention] = []
        for item in sorted(found, key=lambda one: one.start - one.end):
            if not any(item.start < other.end and other.start < item.end for other in kept):
                kept.append(item)
        return sorted(kept, key=lambda one: one.start)

    def _together(self, match: re.Match[str]) -> Place:
        """区县和市直: the whole city where all of them are meant, or all of which there are data."""
        said = match["count"] and not re.match(r"[X×*＊_＿]", match["count"]) and figure(match["count"])
        every = not match["count"] or match["sent"] or (said and said[0] == len(self.directory.districts))
        return Place(said=match[0], known=bool(every and not match["some"]))

    def _acts(self, match: re.Match[str], text: str) -> bool:
        """A unit that does something for others."""
        return bool(self._names[match[0]].units and _ACTING.match(text, match.end()))

    def _region_of(self, said: str) -> Place:
        """全市, 我区: the district whose draft it is where it fits; else the city for 市, nobody for 区, 县."""
        if self._is_region(said[-1]):
            return Place(self.base.districts, (), said)
        return Place(said=said, known=said[-1] == "市")
