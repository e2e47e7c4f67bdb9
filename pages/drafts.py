"""文稿核填: the blanks of a draft filled, the numbers of a finished one checked."""

import streamlit as st

from lib.speech.drafts import checked_telling, telling
from lib.ui import choosing
from lib.ui.frame import headline, open_page
from lib.ui.writing import checking, drafting, filling

open_page("drafts")

head = st.container()
task = choosing.one_of("任务", ("填空", "核校"), "task")
draft = drafting.given()
if draft is None:
    with head:
        headline(telling.invitation())
elif task == "填空":
    found = filling.filled(draft)
    with head:
        headline(telling.headline(found))
    filling.show(draft, found)
else:
    checked = checking.checked(draft)
    with head:
        headline(checked_telling.headline(checked))
    checking.show(draft, checked)
