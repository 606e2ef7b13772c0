"""Break good files at random: whatever comes in, a format answers with records or SourceError."""

import copy
import json
from contextlib import suppress

from hypothesis import strategies

from cms.importers.reading import Input, SourceError

ODDITIES: list[object] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "x",
    "2024-02-30",
    "\ud800",
    [],
    [1],
    {},
    {"a": []},
]


def given_bytes(name, body):
    """An input that lies nowhere, only in memory."""
    return Input(name, lambda: body)


def survives(reader, source):
    """Read to the end: anything but SourceError is a bug, and gets through here."""
    with suppress(SourceError):
        list(reader.read(source))


@strategies.composite
def damaged_bytes(draw, body):
    """Cut the end off, flip bytes, or take a piece out of the middle."""
    kind = draw(strategies.sampled_from(["cut", "flip", "gap"]))
    at = draw(strategies.integers(0, len(body) - 1))
    if kind == "cut":
        return body[:at]
    if kind == "gap":
        return body[:at] + body[at + draw(strategies.integers(1, 200)) :]
    return body[:at] + bytes([draw(strategies.integers(0, 255))]) + body[at + 1 :]


@strategies.composite
def damaged_json(draw, document):
    """Take one value out of a document, or put something odd in its place."""
    broken = copy.deepcopy(document)
    places = list(_places(broken))
    holder, key = draw(strategies.sampled_from(places))
    if draw(strategies.booleans()):
        del holder[key]
    else:
        holder[key] = draw(strategies.sampled_from(ODDITIES))
    return json.dumps(broken).encode()


def _places(value):
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
