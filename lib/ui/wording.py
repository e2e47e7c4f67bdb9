"""Text from data or from the address is text: nothing in it may act as markup."""

import re

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")
# Addresses (http://…, www.…, a@b.c) and icons (:material/…:) are found in text even where it is escaped.
_FOUND_IN_TEXT = re.compile(r"(:(?=\S)|@|www(?=\.))", re.IGNORECASE)
_JOINER = "\u2060"  # has no width and belongs to no address


def literal(text: object, *, most: int = 600) -> str:
    """The text for use inside Markdown, with every special character made harmless; cut to `most` characters.

    Control characters and those that turn the direction of writing become spaces."""
    printable = "".join(character if character.isprintable() else " " for character in str(text))
    plain = " ".join(printable.split())
    cut = plain if len(plain) <= most else f"{plain[:most]}…"
    return _MARKUP.sub(r"\\\1", _FOUND_IN_TEXT.sub(rf"\1{_JOINER}", cut))


def small(text: str) -> None:
    """A quiet line; unlike a caption of the library it keeps the full contrast of the text."""
    st.markdown(f":small[{text}]", width="content")
