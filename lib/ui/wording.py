"""Text from data or from the address is text: nothing in it may act as markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")


def literal(text: object, *, most: int = 600) -> str:
    """The text for use inside Markdown, with every special character made harmless; cut to `most` characters."""
    plain = " ".join(str(text).split())
    cut = plain if len(plain) <= most else f"{plain[:most]}…"
    return _MARKUP.sub(r"\\\1", cut)
