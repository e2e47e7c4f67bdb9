"""Which field of a form a heading names, and how surely."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from lib.intake import headings as words
from lib.intake.forms import FORMS, Field
from lib.intake.headings import bare, heading_key, stem

_REMEMBERED = 1 << 15  # headings times forms: a load of twenty offices meets some ten thousand


@dataclass(frozen=True)
class _Names:
    """The ways to write the fields of one form."""

    labels: dict[str, Field]
    aliases: dict[str, Field]
    stems: dict[str, Field]
    grouped: tuple[tuple[str, str, Field], ...]


@cache
def _names(source: str) -> _Names:
    labels, aliases, grouped = {}, {}, []
    stems: dict[str, set[Field]] = defaultdict(set)
    for item in FORMS[source].fields:
        labels[heading_key(item.label)] = labels[bare(heading_key(item.label))] = item
        stems[stem(heading_key(item.label))].add(item)
        for alias in item.aliases:
            group, _, leaf = alias.rpartition(">")
            if group:
                grouped.append((heading_key(group), heading_key(leaf), item))
                continue
            aliases.setdefault(heading_key(alias), item)
            if "（" not in alias:  # without its bracket the alias would say too little
                stems[stem(heading_key(alias))].add(item)
    unique = {text: next(iter(fields)) for text, fields in stems.items() if len(fields) == 1}
    return _Names(labels, aliases, unique, tuple(grouped))


def named(path: tuple[str, ...], source: str) -> Iterator[tuple[Field, int]]:
    """The fields a heading may name and how surely: 4 by its group, 3 by label, 2 by alias, 1 by stem."""
    names = _names(source)
    key = heading_key(path[-1])
    above = [heading_key(text) for text in path[:-1]]
    for group, leaf, item in names.grouped:
        if leaf in (key, bare(key)) and any(group in text for text in above):
            yield item, 4
    for rank, table in ((3, names.labels), (2, names.aliases)):
        if item := table.get(key) or table.get(bare(key)):
            yield item, rank
    item = names.stems.get(stem(key))
    if item and words.ends_like(key, item):
        yield item, 1


@lru_cache(maxsize=_REMEMBERED)
def recognise(path: tuple[str, ...], source: str, unit: str = "") -> tuple[Field, int] | None:
    """The field a heading names, unless it counts something else or speaks of an earlier time."""
    return next((found for found in named(path, source) if agrees(path, unit, found[0])), None)


def agrees(path: tuple[str, ...], unit: str, item: Field) -> bool:
    """The heading counts what the field does, in the period itself. `unit`: what a row of units says of the column."""
    group = next((found for text in reversed(path[:-1]) if (found := words.unit_in_brackets(text))), "")
    timely = all(words.is_timely(text, item) for text in path)
    return timely and words.fits(heading_key(path[-1]), item, group=group, below=unit)


@lru_cache(maxsize=_REMEMBERED)
def is_named(text: str) -> bool:
    """Some form has a field of this name."""
    leaf = words.split_month(text)[1]
    return any(recognise((leaf,), source) for source in FORMS)
