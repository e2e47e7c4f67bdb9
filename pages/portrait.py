"""区县画像、单位画像: one district against the median and its own past, or one unit beside the city, with its lists."""

from lib.speech import portrait as findings
from lib.ui import drill, loaders, meeting, narrowing, view
from lib.ui.frame import headline, open_page
from lib.ui.parts import alerts, portrait

open_page("portrait")

unit, code = portrait.unit_chosen(), drill.chosen()
if unit is not None:
    headline(findings.unit(unit.name, loaders.readings(portrait.KEYS)))
    meeting.slide(portrait.unit_slide)
    portrait.beside_city(unit)
    narrowing.left_out(portrait.KEYS)
    portrait.lists()
elif code is not None:
    found = portrait.standings()
    label = view.current().snapshot.directory.region(code).label
    headline(findings.district(label, found))
    meeting.slide(portrait.district_slide, found)
    alerts.short_list(label)
    portrait.against_median(found)
    narrowing.left_out(portrait.KEYS)
    portrait.lists()
else:
    headline(findings.choice(view.current().snapshot.directory.districts))
    meeting.slide(portrait.choice_slide)
    portrait.choose()
    narrowing.left_out(portrait.KEYS)
