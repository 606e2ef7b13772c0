"""Ways to wreck a table or a document, for tests that only records or a SourceError come out."""

import json

from hypothesis import strategies as st

_CELLS = st.sampled_from([[], [""], ["x"], ['"'], ["[1"], ["1899-12-30"], ["2011-02-30"], ["\0"]])
_VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, -1, 1.5, True, "", "\x00", "\ud800", [], {}, [[]], "٣", "9" * 30]
)


@st.composite
def wrecked_bytes(draw, body):
    """Cut the file short, or change some of its bytes."""
    if draw(st.booleans()):
        return body[: draw(st.integers(0, len(body)))]
    changed = bytearray(body)
    for _ in range(draw(st.integers(1, 6))):
        changed[draw(st.integers(0, len(body) - 1))] = draw(st.integers(0, 255))
    return bytes(changed)


@st.composite
def wrecked_json(draw, body):
    """Take a value out of the document, or put one of the wrong kind in its place."""
    value = json.loads(body)
    holder, key = draw(st.sampled_from(list(_places(value))))
    if draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(_VALUES)
    return json.dumps(value).encode()


@st.composite
def wrecked_cells(draw, body):
    """Take a cell out of a table, or put something strange in its place."""
    lines = body.decode().splitlines()
    number = draw(st.integers(0, len(lines) - 1))
    cells = lines[number].split(",")
    place = draw(st.integers(0, len(cells) - 1))
    cells[place : place + 1] = draw(_CELLS)
    lines[number] = ",".join(cells)
    return "\n".join(lines).encode()


def _places(value):
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
