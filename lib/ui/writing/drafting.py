"""The draft that 文稿核填 works on: pasted or uploaded, kept for this session alone."""

import hashlib

import streamlit as st

from lib.errors import DraftError
from lib.speech.drafts import reading
from lib.speech.drafts.text import Draft
from lib.ui import view
from lib.ui.wording import literal, small

_HEIGHT = 150  # pixels
_KEPT = "drafts-draft"  # in the session: the last draft with the mark of what it was read from


def given() -> Draft | None:
    """The draft that was pasted or uploaded; None where there is none yet, or it was refused with a reason."""
    page = view.current().page
    left, right = st.columns((3, 2), gap="medium")
    with left:
        typed = st.text_area(
            "粘贴文稿",
            key=f"{page}-text",
            height=_HEIGHT,
            max_chars=reading.MAX_CHARACTERS,
            placeholder="把文稿粘贴在这里，点一下框外即可",
        )
    with right:
        most = reading.MAX_FILE_BYTES // reading.MEGABYTE
        file = st.file_uploader(
            "或上传Word、文本文件", type=list(reading.SUFFIXES), key=f"{page}-file", max_upload_size=most
        )
        small("文稿不存盘，关闭本页后即清除。上传了文件时，以文件为准。")
    if file is None and not typed.strip():
        return None
    content = typed.encode() if file is None else file.getvalue()
    try:
        return _read("" if file is None else file.name, content)
    except DraftError as error:
        st.error(literal(error))
        return None


def asked() -> tuple[str | None, str | None]:
    """Period and district, where they were chosen above; else None, and the draft decides."""
    now = view.current()
    filters = now.filters
    period = None if filters.period == now.snapshot.directory.latest.id else filters.period
    return period, filters.districts[0] if len(filters.districts) == 1 and not filters.excluded else None


def _read(name: str, content: bytes) -> Draft:
    """One object per draft, so that what was found out about it need not be found out again at every click."""
    mark = name, hashlib.sha256(content).hexdigest()
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != mark:
        draft = reading.read(name, content) if name else reading.pasted(content.decode())
        st.session_state[_KEPT] = kept = mark, draft
    return kept[1]
