"""Office files are zip archives: the same content becomes the same bytes, on every machine and on every day."""

import io
import re
import zipfile
from datetime import date

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can hold
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def settled(content: bytes, as_of: date) -> bytes:
    """The archive with entries in the order of their names, without the time of writing; a document says that it was
    made on the day of its data."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            new.writestr(entry, _inner(name, old.read(name), as_of))
    return written.getvalue()


def _inner(name: str, content: bytes, as_of: date) -> bytes:
    if name == "docProps/core.xml":
        return _STAMP.sub(rb"\g<1>" + f"{as_of.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
    return settled(content, as_of) if name.endswith((".xlsx", ".docx")) else content
