"""What was written on the command line, as the directory knows it."""

from lib import settings
from lib.crosschecks import Bounds, bounds
from lib.directory import Directory
from lib.errors import FilterError
from lib.maps import boundaries


def region_code(directory: Directory, written: str) -> str:
    """The code of a region by full name, short name or code; 市直 is the city itself."""
    found = directory.find_region(written)
    if found is None and written not in {item.code for item in directory.regions}:
        raise FilterError(f"没有区县“{written}”。请写区县的全称、简称、代码，或“市直”。")
    return found.code if found else written


def drawn_city(directory: Directory, url: str) -> Bounds | None:
    """The box of the boundaries that are set up for this database; None unless every district has its own. Those of
    the demo city are no other city's."""
    own = settings.settings()
    if own.boundaries is None or (own.boundaries == settings.DEMO_BOUNDARIES and url != settings.DEMO_URL):
        return None
    shapes = boundaries.read(own.boundaries, directory, own.boundaries_crs).shapes
    if not shapes or any(item.code not in shapes for item in directory.districts):
        return None
    return bounds.drawn(point for shape in shapes.values() for polygon in shape for point in polygon[0])
