"""Each room of the house answers one question and builds only on rooms of its own row or of the rows above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = {
    "lib.errors": 0,
    "lib.schema": 0,
    "lib.settings": 0,
    "lib.directory": 1,
    "lib.filters": 1,
    "lib.access": 1,
    "lib.accounts": 1,
    "lib.formats": 1,
    "lib.patience": 0,
    "lib.database": 1,
    "lib.desk": 1,
    "lib.migrations": 1,
    "lib.indicators": 2,
    "lib.measure": 3,
    "lib.crosschecks": 3,
    "lib.intake": 3,
    "lib.rules": 4,
    "lib.speech": 4,
    "lib.charts": 4,
    "lib.maps": 4,
    "lib.whatif": 4,
    "lib.exports": 5,
    "lib.demo": 5,
    "lib.ui": 6,
    "lib.ui.scenarios": 7,
    "lib.ui.parts": 8,
    "lib.ui.writing": 9,
    "dashboard": 10,
    "pages": 10,
    "lib.guard": 10,
    "lib.server": 10,
    "lib.commands": 10,
    "lib.__main__": 10,
}
IN_UI = {"lib.ui", "lib.ui.scenarios", "lib.ui.parts", "lib.ui.writing"}
WITH_STREAMLIT = {*IN_UI, "lib.guard", "lib.server", "dashboard", "pages"}
Import = tuple[str, str]  # module, what it imports


def sources() -> Iterator[tuple[str, Path]]:
    """Every module of the product with its dotted name; a package goes by its folder."""
    for path in sorted([*ROOT.glob("*.py"), *ROOT.glob("lib/**/*.py"), *ROOT.glob("pages/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(module: str, code: str, *, is_package: bool = False) -> Iterator[Import]:
    """All imports of a module, those inside functions too. `from lib import charts` is lib.charts."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((module, item.name) for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = module.split(".") if is_package else module.split(".")[:-1]
            base = [] if not node.level else home[: len(home) - node.level + 1]
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((module, f"{name}.{item.name}" if name == "lib" else name) for item in node.names)


def all_imports() -> list[Import]:
    return [
        found
        for module, path in sources()
        for found in imports_of(module, path.read_text(encoding="utf-8"), is_package=path.name == "__init__.py")
    ]


def room(module: str) -> str:
    """The room of a module: `lib.intake` of `lib.intake.values.dates`, `lib.ui.parts` of `lib.ui.parts.venues`."""
    parts = module.split(".")
    inner = ".".join(parts[:3])
    if inner in IN_UI:
        return inner
    return ".".join(parts[:2]) if parts[0] == "lib" else parts[0]


def upward(imports: list[Import]) -> set[str]:
    """Imports of the product's own modules that point to a lower row; KeyError for a room that is not listed."""
    own = [(user, used) for user, used in imports if used.split(".")[0] in ("lib", "pages", "dashboard")]
    return {f"{user} → {used}" for user, used in own if ROWS[room(used)] > ROWS[room(user)]}


def streamlit_users(imports: list[Import]) -> set[str]:
    return {room(user) for user, used in imports if used.split(".")[0] == "streamlit"}


def test_every_module_belongs_to_a_room_and_every_room_exists():
    assert {room(module) for module, _ in sources() if module != "lib"} == set(ROWS)


def test_every_import_points_to_its_own_row_or_above():
    assert upward(all_imports()) == set()


def test_streamlit_is_imported_where_things_are_shown_and_nowhere_else():
    assert streamlit_users(all_imports()) - WITH_STREAMLIT == set()


@pytest.mark.parametrize(
    ("module", "code", "found"),
    [
        ("lib.directory", "from lib.measure import measure", {"lib.directory → lib.measure"}),
        ("lib.intake.load", "def late():\n    import lib.ui.frame", {"lib.intake.load → lib.ui.frame"}),
        ("lib.intake.load", "from lib import charts", {"lib.intake.load → lib.charts"}),
        ("lib.intake.load", "from ..demo import build", {"lib.intake.load → lib.demo"}),
        ("lib.measure.facts", "from lib.intake.values import clean\nfrom lib import schema", set()),
        ("lib.ui.cards", "from lib.ui.parts import venues", {"lib.ui.cards → lib.ui.parts"}),
        ("pages.venues", "from lib.ui.frame import open_page\nimport streamlit", set()),
    ],
)
def test_an_import_that_points_downward_is_found_wherever_it_stands(module, code, found):
    assert upward(list(imports_of(module, code))) == found


def test_a_room_that_is_not_listed_is_an_error():
    with pytest.raises(KeyError):
        upward([("lib.filters", "lib.cellar")])


def test_streamlit_is_found_under_any_of_its_names():
    imports = [("lib.measure.facts", "streamlit.delta_generator"), ("lib.intake.load", "streamlit")]
    assert streamlit_users(imports) == {"lib.measure", "lib.intake"}
