"""A hundred and fifty broken or malicious workbooks: each is refused in a sentence, in time, and writes no row."""

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import workbooks
from workbooks import NAME, PERIOD, contents, sheet

from lib.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
COUNT = 150
SECONDS, MEGABYTES = 30, 500
SHEET1, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROW = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{{}}</sheetData>{{}}</worksheet>'


def good() -> bytes:
    """A ledger that is accepted as it is."""
    buffer = io.BytesIO()
    workbooks.workbook({"单位底册": sheet("units", {"退休干部数": 9}, {}, {})}).save(buffer)
    return buffer.getvalue()


def with_members(data: bytes, members: dict[str, bytes | None]) -> bytes:
    """The archive with these members in place of its own, or added; without those that are None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def damaged(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """What a bad line or a bad disk makes of a good file: 70 of them."""
    for _ in range(30):
        yield data[: chance.randrange(1, len(data) - 30)]
    for _ in range(20):
        start = chance.choice((b"", b"PK\x03\x04", OLE[:8], b"\x00"))
        yield start + chance.randbytes(chance.randrange(2, 3000))
    for _ in range(20):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo(chance.choice((SHEET1, BOOK)))
        begin = part.header_offset + 30 + len(part.filename) + chance.randrange(part.compress_size // 2)
        yield data[:begin] + chance.randbytes(20) + data[begin + 20 :]


def malformed(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """Sound archives of which the inside is not what a workbook has: 40 of them."""
    for name in (SHEET1, BOOK, TYPES, "xl/_rels/workbook.xml.rels"):
        yield with_members(data, {name: None})
        yield with_members(data, {name: b""})
        yield with_members(data, {name: chance.randbytes(200)})
    for _ in range(20):
        xml = member(data, SHEET1)
        yield with_members(data, {SHEET1: xml[: chance.randrange(10, len(xml) - 20)]})
    yield with_members(data, {SHEET1: ROW.format('<row r="200001"><c r="A200001"><v>1</v></c></row>', "").encode()})
    yield with_members(data, {SHEET1: ROW.format('<row r="1"><c r="SG1"><v>1</v></c></row>', "").encode()})
    yield with_members(data, {SHEET1: ROW.format('<row r="190000"><c r="SF190000"><v>1</v></c></row>', "").encode()})
    yield with_members(data, {SHEET1: ROW.format('<row r="0"><c r="A0"><v>1</v></c></row>', "").encode()})
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield with_members(data, {SHEET1: ROW.format("", merges).encode()})
    yield from (OLE + "EncryptedPackage".encode("utf-16-le"), OLE + "Workbook".encode("utf-16-le"), b"%PDF-1.7")


def malicious(data: bytes) -> Iterator[bytes]:
    """What is made to run, to read what it should not, or to fill the machine: 40 of them."""
    for name in ("vbaProject.bin", "macrosheets/sheet1.xml", "externalLinks/externalLink1.xml", "macrosheets/a.xml"):
        for folder in ("xl", "XL/../xl"):
            yield with_members(data, {f"{folder}/{name}": b"<x/>"})
    entities = (
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://127.0.0.1:1/a">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:1/a.dtd"> %a;',
        '<!ENTITY l "lol"><!ENTITY a "&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;">',
    )
    for entity in entities:
        for encoding in ("utf-8", "utf-16"):
            text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entity}]><x>&a;</x>'.encode(encoding)
            for name in (SHEET1, BOOK, "xl/sharedStrings.xml"):
                yield with_members(data, {name: text})
    for number, name in enumerate((SHEET1, BOOK, "xl/media/a.bin", "a.xml")):
        yield with_members(data, {name: bytes(20 * 1024 * 1024)})
        yield with_members(data, {f"xl/media/{number}-{one}.bin": b"x" for one in range(5001)})


def broken(data: bytes) -> list[bytes]:
    chance = random.Random(17)
    return [*damaged(data, chance), *malformed(data, chance), *malicious(data)]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The small city without data: its URL, and a folder."""
    folder = tmp_path_factory.mktemp("broken")
    url = f"sqlite:///{folder / 'city.sqlite'}"
    workbooks.small_city(url, folder).dispose()
    return url, folder


def test_the_ledger_they_are_made_of_is_accepted(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'city.sqlite'}"
    engine = workbooks.small_city(url, tmp_path)
    (tmp_path / NAME).write_bytes(good())
    assert main(["load", "--period", PERIOD, "--database", url, str(tmp_path / NAME)]) == 0
    assert len(contents(engine)["cadre_stock"]) == 3


def refused(city: tuple[str, Path], data: list[bytes], capsys: pytest.CaptureFixture[str]) -> float:
    """Load each; none may write anything or end otherwise than in a refusal. The longest took so many seconds."""
    url, folder = city
    engine = workbooks.database.writer(url)
    before, longest = contents(engine), 0.0
    for number, content in enumerate(data):
        (folder / NAME).write_bytes(content)
        begun = time.monotonic()
        assert main(["load", "--period", PERIOD, "--database", url, str(folder / NAME)]) == 1, number
        longest = max(longest, time.monotonic() - begun)
        assert "拒收" in capsys.readouterr().out, number
    assert contents(engine) == before
    engine.dispose()
    return longest


def test_some_broken_workbooks_are_refused_and_write_nothing(city, capsys):
    assert refused(city, broken(good())[::10], capsys) < SECONDS


@pytest.mark.long
def test_a_hundred_and_fifty_broken_workbooks_are_refused_and_write_nothing(city, capsys):
    every = broken(good())
    assert len(every) == len(set(every)) == COUNT
    longest = refused(city, every, capsys)
    print(f"{COUNT} broken workbooks: 0 tracebacks, 0 rows, the longest {longest:.1f} s")
    assert longest < SECONDS


# A small process in between: what a process weighed before it became the command would count as the command's.
WEIGH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
sys.stdout.write(done.stdout.decode() + "\\n" + str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode)
"""


def cost(url: str, path: Path) -> tuple[float, float]:
    """Seconds and megabytes that the command takes to refuse a file."""
    command = [sys.executable, "-m", "lib", "load", "--period", PERIOD, "--database", url, str(path)]
    begun = time.monotonic()
    weighed = [sys.executable, "-c", WEIGH, *command]
    done = subprocess.run(weighed, cwd=ROOT, capture_output=True, text=True, check=False)
    said, _, weight = done.stdout.rpartition("\n")
    assert done.returncode == 1, said
    assert "拒收" in said
    return time.monotonic() - begun, int(weight) / 1024


def large(kind: str) -> bytes:
    """Files that are as large, or become as large, as they may before they are refused, or larger."""
    data = good()
    if kind == "50 MB of noise":
        return with_members(data, {"xl/media/a.bin": random.Random(1).randbytes(51 * 1024 * 1024)})
    if kind == "bomb":
        return with_members(data, {SHEET1: bytes(400 * 1024 * 1024)})
    if kind == "cells":
        cells = "".join(f"<c><v>{number}</v></c>" for number in range(300))
        return with_members(data, {SHEET1: ROW.format(f"<row>{cells}</row>" * 4000, "").encode()})
    return b"a,b\n" * 12 * 1024 * 1024


@pytest.mark.parametrize(
    "kind", ["bomb", *(pytest.param(kind, marks=pytest.mark.long) for kind in ("50 MB of noise", "cells", "csv"))]
)
def test_a_large_file_is_refused_within_thirty_seconds_and_five_hundred_megabytes(city, kind):
    url, folder = city
    path = folder / (NAME.replace("xlsx", "csv") if kind == "csv" else NAME)
    path.write_bytes(large(kind))
    seconds, megabytes = cost(url, path)
    print(f"{kind}: refused in {seconds:.1f} s with {megabytes:.0f} MB")
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)
