"""The map of a slide: districts and venues are shapes of the file, as the scene has them."""

import pptx
import pytest
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE
from pptx.slide import Slide
from pptx.util import Cm

from lib.exports import pptx_map
from lib.maps.scene import Area, Marker, Scene
from lib.maps.shading import Entry, Shading

BOX = (Cm(1), Cm(2), Cm(28), Cm(10))
SHADING = Shading(
    "支部数（个）", {"1": "#2B567F"}, frozenset({"2"}), (Entry("#2B567F", "8", 1), Entry("", "缺报", 1, True))
)


def square(west: float) -> tuple[tuple[tuple[tuple[float, float], ...], ...], ...]:
    """A district of 0.2° × 0.2° at the equator, where a degree is as wide as it is high."""
    return (((((west, 0.0), (west + 0.2, 0.0), (west + 0.2, 0.2), (west, 0.2), (west, 0.0)),)),)


def scene(*markers: Marker) -> Scene:
    """甲区, dark and looked at, and east of it 乙县, 缺报."""
    areas = (
        Area("1", "甲区", square(0.0), "#2B567F", False, "甲区", (0.1, 0.1), True),
        Area("2", "乙县", square(0.2), "", True, "乙县", (0.3, 0.1), False),
    )
    return Scene(SHADING.title, areas, markers, SHADING, 0, (0.0, 0.0, 0.2, 0.2))


def room(number: int, tier: str = "共享活动室", form: str = "固定") -> Marker:
    return Marker(f"v{number}", tier, form, (0.1, 0.1), f"第{number}活动室\n甲区", False)


def drawn(shown: Scene) -> Slide:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx_map.draw(slide, shown, BOX)
    return slide


def named(slide: Slide, name: str) -> object:
    [found] = [shape for shape in slide.shapes if shape.name == name]
    return found


def texts(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]


def test_every_district_is_a_shape_of_its_own_with_its_name_and_its_class():
    slide = drawn(scene())
    dark, silent = named(slide, "甲区"), named(slide, "乙县")
    assert dark.shape_type is silent.shape_type is MSO_SHAPE_TYPE.FREEFORM
    assert str(dark.fill.fore_color.rgb) == "2B567F"
    assert silent.fill.type is MSO_FILL.PATTERNED
    assert dark.line.width > silent.line.width


def test_two_squares_side_by_side_share_an_edge_and_fill_the_width_left_of_the_legend():
    slide = drawn(scene())
    west, east = named(slide, "甲区"), named(slide, "乙县")
    assert west.left == pytest.approx(BOX[0], abs=10)
    assert west.width == pytest.approx(west.height, rel=0.001)
    assert east.left == pytest.approx(west.left + west.width, abs=10)
    assert east.left + east.width == pytest.approx(BOX[0] + Cm(20), abs=10)


def test_a_venue_stands_in_its_district_by_its_name_with_the_sign_of_its_tier():
    slide = drawn(scene(room(1), room(2, "区县级中心", "共享")))
    around, first, second = named(slide, "甲区"), named(slide, "第1活动室"), named(slide, "第2活动室")
    assert first.auto_shape_type is MSO_SHAPE.OVAL
    assert second.auto_shape_type is MSO_SHAPE.RECTANGLE
    assert first.left + first.width / 2 == pytest.approx(around.left + around.width / 2, abs=10)
    assert str(first.fill.fore_color.rgb) == "1E2329"
    assert str(second.fill.fore_color.rgb) == "FFFFFF"


def test_the_legend_says_classes_tiers_and_forms_that_are_on_the_map():
    said = texts(drawn(scene(room(1))))
    assert said[-5:] == ["着色：支部数（个）", "8", "缺报", "共享活动室", "固定"]
    assert "乙县　缺报" in said


def test_of_more_signs_than_can_be_read_the_smallest_are_left_out_and_counted():
    rooms = [room(number, "支部自有") for number in range(400)]
    slide = drawn(scene(room(999, "市级中心"), *rooms))
    assert named(slide, "第999活动室")
    assert len([shape for shape in slide.shapes if shape.name.endswith("活动室")]) == 400
    assert texts(slide)[-1] == "另有1处较小的阵地未画出。"


def test_without_boundaries_and_venues_the_slide_says_so():
    assert texts(drawn(Scene("", (), (), SHADING, 0, None))) == ["没有可画的边界和阵地位置"]
