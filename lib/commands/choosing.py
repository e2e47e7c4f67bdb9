"""What was written on the command line, as the directory knows it."""

from lib.directory import Directory
from lib.errors import FilterError


def region_code(directory: Directory, written: str) -> str:
    """The code of a region by full name, short name or code; 市直 is the city itself."""
    found = directory.find_region(written)
    if found is None and written not in {item.code for item in directory.regions}:
        raise FilterError(f"没有区县“{written}”。请写区县的全称、简称、代码，或“市直”。")
    return found.code if found else written
