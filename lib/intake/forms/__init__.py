"""The ledger forms: which sheets offices fill in, with which columns, under which names.

To add a ledger column: one `Field` in the form's file (its aliases are what other offices call it), one column in
`lib/schema.py` with a migration, and one line in `lib/intake/facts.py` where the field does not go to the form's own
table under its own name.
"""

from lib.intake.forms.activities import ACTIVITIES, TRAINING
from lib.intake.forms.branches import BRANCHES
from lib.intake.forms.candidates import CANDIDATES
from lib.intake.forms.committee import COMMITTEE
from lib.intake.forms.frameworks import NORMS
from lib.intake.forms.mechanisms import BASELINE, DIGITAL, INFOBASE, RETIREMENT, UNIT_WORK
from lib.intake.forms.model import Field, Form, Kind, Need
from lib.intake.forms.sites import AWARDS, SITES
from lib.intake.forms.support import SUPPORT
from lib.intake.forms.units import UNITS
from lib.intake.forms.venues import VENUES
from lib.intake.forms.volunteering import VOLUNTEERING, VOLUNTEERS

__all__ = ["FORMS", "Field", "Form", "Kind", "Need"]

FORMS = {
    form.source: form
    for form in (
        *(BRANCHES, UNITS, COMMITTEE, VENUES, VOLUNTEERING, VOLUNTEERS, SUPPORT, UNIT_WORK, RETIREMENT),
        *(BASELINE, DIGITAL, ACTIVITIES, TRAINING, SITES, AWARDS, INFOBASE, NORMS),
        CANDIDATES,
    )
}
