"""Lists every package that the dashboard needs at run time, with version and licence, as docs/licences.md.

Run by hand after a change of requirements: `python docs/licences.py`. It reads what is installed.
"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "licences.md"
_LICENCE = "License :: "
_HEAD = """# Licences

Every package that is installed with `requirements.txt`, by name. Written by `python docs/licences.py` from what the
packages say of themselves; those chosen for this product have their reasons in the [README](../README.md#dependencies).
None of them forbids use in an office or obliges to publish this product; psycopg (LGPL) and certifi (MPL) are used as
they are.

`requirements.lock` holds the same packages with the SHA-256 of every file that may be installed. To install nothing
else:

```sh
.venv/bin/python -m pip install --require-hashes -r requirements.lock
```

After a change of `requirements.txt` it is made anew, in an environment of its own, and this page after it:

```sh
python3 -m venv build/tools && build/tools/bin/pip install pip-tools==7.6.2
build/tools/bin/pip-compile --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header \\
    --no-emit-options -o requirements.lock requirements.txt
.venv/bin/python docs/licences.py
```

| package | version | licence |
|---|---|---|
"""


def name_of(package: str) -> str:
    """The name as indexes write it: `PyMySQL` and `pymysql` are one."""
    return re.sub(r"[-_.]+", "-", package).lower()


def run_time() -> dict[str, Distribution]:
    """What requirements.txt asks for and what that needs in turn, on this machine, by name."""
    found: dict[str, Distribution] = {}
    open_ = [(Requirement(line), "") for line in _lines(ROOT / "requirements.txt")]
    seen = set()
    while open_:
        wanted, extra = open_.pop()
        if (str(wanted), extra) in seen or (wanted.marker and not wanted.marker.evaluate({"extra": extra})):
            continue
        seen.add((str(wanted), extra))
        found[name_of(wanted.name)] = package = distribution(wanted.name)
        needs = [Requirement(line) for line in package.requires or ()]
        open_ += [(need, extra) for need in needs for extra in ("", *wanted.extras)]
    return dict(sorted(found.items()))


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def licence(package: Distribution) -> str:
    """What the package says: the expression, else the classifiers, else the first line of the text."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [line for line in told.get_all("Classifier") or () if line.startswith(_LICENCE)]
    named = [line.rpartition(" :: ")[2] for line in classifiers if line != _LICENCE + "OSI Approved"]
    return "; ".join(named) or (told.get("License") or "").strip().partition("\n")[0]


def markdown() -> str:
    rows = [f"| {name} | {package.version} | {licence(package)} |\n" for name, package in run_time().items()]
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    PAPER.write_text(markdown(), encoding="utf-8")
