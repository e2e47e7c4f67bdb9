"""Everything that is installed is pinned by its hash and named with its licence."""

import re

import pytest

from docs import licences

LOCK = (licences.ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+) \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
NEEDED = licences.run_time()


def locked() -> dict[str, str]:
    """Name and version of every package in the lock that has a hash."""
    return {name: version for name, version, _hashes in LOCKED.findall(LOCK)}


def test_the_lock_holds_every_package_of_the_run_time_as_it_is_installed_and_nothing_without_a_hash():
    assert {"streamlit", "numpy", "cryptography"} <= NEEDED.keys()
    assert {name: package.version for name, package in NEEDED.items()}.items() <= locked().items()
    assert len(re.findall("^[a-z]", LOCK, re.MULTILINE)) == len(locked())


def test_the_lock_names_no_place_to_fetch_from():
    assert not re.search(r"://|^-", LOCK, re.MULTILINE)


@pytest.mark.parametrize("name", NEEDED)
def test_every_package_of_the_run_time_has_a_licence_on_paper(name):
    told = licences.licence(NEEDED[name])
    assert told
    assert f"| {name} | {NEEDED[name].version} | {told} |\n" in licences.PAPER.read_text(encoding="utf-8")


def test_the_paper_lists_nothing_else():
    listed = re.findall(r"^\| ([a-z0-9-]+) \| \d", licences.PAPER.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == list(NEEDED)
