"""Names as the report prints them: who is meant, which office, which constituency and party."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OFFICE_HOLDER = re.compile(r"(The .+?) \(([^()]+)\)")
_MEMBER = re.compile(r"([^()]+?) \([^()]+\) \(([^()]+)\)")
_PEER = re.compile(
    r"The (?:Lord )?(?:Earl|Countess|Duke|Duchess|Marquess|Viscount|Bishop|Archbishop)\b.*"
)
_BRACKETS = re.compile(r"\s*(\([^()]*\)|\[[^\[\]]*\])$")
_ADDRESS = re.compile(r"(?:(?:rh|Rt\.? Hon\.?|hon\.?|Mr|Mrs|Ms|Miss)\.? )+")
_CHAIR = re.compile(
    r"(?:(?:The|Mr|Mrs|Ms|Madam)\.? )?(?:Temporary |Acting |Principal )?(?:Lord |Deputy )?"
    r"(?:Speaker|Presiding Officer|Chair(?:man|woman| of Committees|man of Committees)?)"
    r"(?: \([^()]*\))?"
)
_PEERAGE = {"L.": "Lord {}", "B.": "Baroness {}", "V.": "Viscount {}", "Ly.": "Lady {}"}
_PEERAGE |= {"Bp.": "Bishop of {}", "Abp.": "Archbishop of {}"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A speaker line taken apart. ``name`` is empty when only an office is printed."""

    name: str
    office: str = ""
    party: str = ""


def speaker(printed: str) -> Printed:
    """Holyrood prints ``The First Minister (Ann Roe)`` and ``Ann Roe (Northtown) (Ind)``."""
    if holder := _OFFICE_HOLDER.fullmatch(printed):
        return Printed(holder[2], office=holder[1])
    if member := _MEMBER.fullmatch(printed):
        return Printed(member[1], party=member[2])
    if is_chair(printed) or (printed.startswith("The ") and not _PEER.fullmatch(printed)):
        return Printed("", office=printed)
    return Printed(printed)


def is_chair(printed: str) -> bool:
    """Whether the words are those for whoever is in the chair."""
    return _CHAIR.fullmatch(printed) is not None


def voter(printed: str) -> str:
    """In a list ``Roe, rh Mr. Adam (Ind)`` is Adam Roe and ``Roe of Hill, L.`` Lord Roe of Hill."""
    name = printed
    while shorter := _BRACKETS.sub("", name):
        if shorter == name:
            break
        name = shorter
    family, comma, given = name.partition(", ")
    if given in _PEERAGE:
        return _PEERAGE[given].format(family)
    if given.endswith(".") and " " not in given:
        return name  # "Roe, E." may be Earl Roe or the Earl of Roe
    return f"{_ADDRESS.sub('', given)} {family}" if comma else _ADDRESS.sub("", name)
